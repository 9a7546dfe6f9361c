import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterEach, expect, test } from "vitest";

const run = promisify(execFile);
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of what drizzle-kit reads, so that a generated migration never lands in the repository. */
function copyOfSchema(): string {
  const folder = mkdtempSync(join(tmpdir(), "schema-"));
  folders.push(folder);
  cpSync("db", join(folder, "db"), { recursive: true });
  for (const file of ["drizzle.config.ts", "tsconfig.json", "package.json"]) cpSync(file, join(folder, file));
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  return folder;
}

async function migrationsAfterGenerate(folder: string): Promise<string[]> {
  await run(process.execPath, [resolve("node_modules/drizzle-kit/bin.cjs"), "generate"], { cwd: folder });
  return readdirSync(join(folder, "db/migrations")).filter((name) => name.endsWith(".sql"));
}

const committed = readdirSync("db/migrations").filter((name) => name.endsWith(".sql"));

test("a column that no migration makes would be found", async () => {
  const folder = copyOfSchema();
  const path = join(folder, "db/schema/masterdata.ts");
  const text = readFileSync(path, "utf8");
  const changed = text.replace(
    'name: varchar("name", { length: 120 })',
    'name: varchar("name", { length: 121 })',
  );
  expect(changed).not.toBe(text);
  writeFileSync(path, changed);
  expect(await migrationsAfterGenerate(folder)).toHaveLength(committed.length + 1);
});

test("the migrations make exactly the tables that the code describes", async () => {
  expect(await migrationsAfterGenerate(copyOfSchema())).toEqual(committed);
});

test("every migration is named by hand", () => {
  expect(committed.filter((name) => !/^\d{4}_[a-z0-9]+(_[a-z0-9]+)+\.sql$/.test(name))).toEqual([]);
});
