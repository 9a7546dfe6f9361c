import { createConnection } from "mysql2/promise";
import { expect, inject, test } from "vitest";
import { runScriptToEnd } from "@/tests/support/servers";
import { settingsFor, type TestSettings } from "@/tests/support/settings";
import { createDatabase } from "@/tests/support/test-databases";

let made = 0;

/** Settings for a database of this test's own; it goes with the run. */
function ownSettings(): TestSettings {
  made += 1;
  return settingsFor(inject("runId"), `migrate_${process.pid}_${made}`);
}

const migrate = (settings: Partial<TestSettings>) => runScriptToEnd("scripts/migrate.ts", [], settings);

async function faultOf(settings: Partial<TestSettings>): Promise<string> {
  return migrate(settings).then(
    () => "none",
    (error: unknown) => String(error),
  );
}

test("two migrations at once both succeed: one does the work, the other waits and finds it done", async () => {
  const settings = ownSettings();
  await createDatabase(settings.DATABASE_ADMIN_URL);
  const said = await Promise.all([migrate(settings), migrate(settings)]);
  expect(said.sort()).toEqual([
    expect.stringMatching(/^\d+ migration\(s\) applied\.$/),
    "The tables are up to date.",
  ]);
  expect(await migrate(settings)).toBe("The tables are up to date.");
});

test("a database that holds somebody else's tables is left alone", async () => {
  const settings = ownSettings();
  await createDatabase(settings.DATABASE_ADMIN_URL);
  const connection = await createConnection(settings.DATABASE_ADMIN_URL);
  await connection.query("create table wp_posts (id int)");
  expect(await faultOf(settings)).toContain("holds tables that are not this platform's");
  const [tables] = await connection.query("show tables");
  expect(tables).toHaveLength(1);
  await connection.end();
});

test("a database with another character set is refused", async () => {
  const settings = ownSettings();
  await createDatabase(settings.DATABASE_ADMIN_URL);
  const connection = await createConnection(settings.DATABASE_ADMIN_URL);
  await connection.query("alter database character set latin1");
  expect(await faultOf(settings)).toContain("character set is latin1");
  await connection.end();
});

test("a missing database, a wrong password and a silent port each get one sentence", async () => {
  const settings = ownSettings();
  expect(await faultOf(settings)).toMatch(/There is no database merchant_platform_test_\w+ at /);
  const wrong = new URL(settings.DATABASE_ADMIN_URL);
  wrong.password = "wrong";
  expect(await faultOf({ ...settings, DATABASE_ADMIN_URL: wrong.href })).toContain(
    "refuses the user or password",
  );
  const silent = new URL(settings.DATABASE_ADMIN_URL);
  silent.port = "1";
  const fault = await faultOf({ ...settings, DATABASE_ADMIN_URL: silent.href });
  expect(fault).toContain("No database server answers at");
  expect(fault).not.toContain("    at ");
});
