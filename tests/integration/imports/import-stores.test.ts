import { stringify } from "csv-stringify/sync";
import { count, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { outbox } from "@/db/schema/core";
import { merchants, regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import { operationLogs } from "@/db/schema/operation-log";
import { importStores } from "@/lib/imports/import-stores";
import { storeColumns } from "@/lib/imports/store-lines";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { randomCode } from "../../support/factories/codes";
import { killWhen, ownDatabase } from "../../support/own-database";
import { fileOf, keptRemarks } from "../../unit/imports/files";

/** Whole runs of scripts on a machine that has other things to do. */
const longMs = 240_000;

type Row = Partial<Record<(typeof storeColumns)[number], string>>;

function row(parts: Row = {}): string[] {
  const fields: Row = {
    Brand: "Import Coffee",
    "Store Name": "Main Street",
    "Ownership Type": "Licensed",
    City: "Town",
    "State/Province": "Z1",
    Country: "ZZ",
    Longitude: "1.5",
    Latitude: "2.5",
    ...parts,
  };
  return storeColumns.map((column) => fields[column] ?? "");
}

function storesFile(rows: string[][]): string {
  return fileOf(stringify([[...storeColumns], ...rows]));
}

async function take(file: string, isDryRun = false) {
  const remarks = keptRemarks();
  const report = await importStores(testContext(), { file, isDryRun, remarks, progress: () => {} });
  return { report, remarks: remarks.all };
}

async function traces() {
  const { db } = testDatabase();
  return [await db.$count(outbox), await db.$count(operationLogs)];
}

test("running again changes nothing and leaves no trace in outbox or operation log", async () => {
  const codes = Array.from({ length: 700 }, () => randomCode("N-"));
  const file = storesFile(
    codes.map((code, index) => row({ "Store Number": code, City: `Town ${index % 40}` })),
  );
  const first = await take(file);
  expect(first.report).toMatchObject({ lines: 700, created: 700, changed: 0, refused: 0, duplicates: 0 });
  const before = await traces();
  const second = await take(file);
  expect(second.report).toMatchObject({ lines: 700, created: 0, changed: 0, unchanged: 700 });
  expect(await traces()).toEqual(before);
});

test("a dry run says what would happen and stores nothing, not even regions", async () => {
  const code = randomCode("N-");
  const state = randomCode("").slice(0, 6);
  const file = storesFile([row({ "Store Number": code, "State/Province": state })]);
  const before = await traces();
  expect((await take(file, true)).report).toMatchObject({ created: 1 });
  const { db } = testDatabase();
  expect(await db.$count(stores, eq(stores.code, code))).toBe(0);
  expect(await db.$count(regions, eq(regions.code, `ZZ-${state}`))).toBe(0);
  expect(await traces()).toEqual(before);
});

test("bad lines are refused alone; of two lines with one number that with coordinates wins", async () => {
  const [good, twice] = [randomCode("N-"), randomCode("N-")];
  const { report, remarks } = await take(
    storesFile([
      row({ "Store Number": twice, Longitude: "", Latitude: "", "Store Name": "No place" }),
      row({ "Store Number": good }),
      row({ "Store Number": "bad number" }),
      row({ "Store Number": twice, "Store Name": "With place" }),
      row({ "Store Number": randomCode("N-"), Latitude: "100" }),
    ]),
  );
  expect(report).toMatchObject({ lines: 5, created: 2, refused: 2, duplicates: 1 });
  expect(remarks.map(({ line, outcome, column }) => [line, outcome, column])).toEqual([
    [2, "duplicate", "Store Number"],
    [4, "refused", "Store Number"],
    [6, "refused", "Latitude"],
  ]);
  const [kept] = await testDatabase().db.select().from(stores).where(eq(stores.code, twice));
  expect(kept?.name).toBe("With place");
});

test("a store that changed hands in a later file belongs to the new owner from today on", async () => {
  const code = randomCode("N-");
  await take(storesFile([row({ "Store Number": code })]));
  const { report } = await take(
    storesFile([row({ "Store Number": code, "Ownership Type": "Company Owned" })]),
  );
  expect(report).toMatchObject({ created: 0, changed: 1 });
  const history = await testDatabase()
    .db.select({ fromOn: storeOwnerships.fromOn, toOn: storeOwnerships.toOn, owner: merchants.code })
    .from(storeOwnerships)
    .innerJoin(stores, eq(stores.id, storeOwnerships.storeId))
    .innerJoin(merchants, eq(merchants.id, storeOwnerships.ownerId))
    .where(eq(stores.code, code))
    .orderBy(storeOwnerships.fromOn);
  expect(history).toEqual([
    { fromOn: "2000-01-01", toOn: "2026-11-20", owner: "ZZ-Z1-licensed" },
    { fromOn: "2026-11-20", toOn: null, owner: "ZZ-Z1" },
  ]);
});

test("a bad header or encoding refuses the file before anything is stored", async () => {
  const code = randomCode("N-");
  const good = stringify([[...storeColumns], row({ "Store Number": code })]);
  await expect(take(fileOf(good.replace("Postcode,", "")))).rejects.toThrow('lacks the column "Postcode"');
  const late = Buffer.concat([Buffer.from(good.repeat(1)), Buffer.from([0xc3, 0x28, 0x0a])]);
  await expect(take(fileOf(late))).rejects.toThrow("Line 3 is not UTF-8");
  expect(await testDatabase().db.$count(stores, eq(stores.code, code))).toBe(0);
});

test("a run that is killed in the middle is finished by the next, and nothing stands twice", {
  timeout: longMs,
}, async () => {
  const own = await ownDatabase("killed_stores");
  const rows = Array.from({ length: 6_000 }, (_, index) =>
    row({ "Store Number": `K-${index}`, City: `Town ${index % 500}`, "State/Province": `S${index % 30}` }),
  );
  const args = ["scripts/import-stores.ts", "--file", storesFile(rows)] as const;
  const countStores = async () => (await own.db.select({ n: count() }).from(stores))[0]?.n ?? 0;
  await killWhen(own.start(...args), async () => (await countStores()) >= 1_000);
  const killedAt = await countStores();
  expect(killedAt).toBeLessThan(6_000);
  const next = await own.run(...args);
  expect(next).toMatchObject({ code: 0 });
  expect(next.out).toContain(`${6_000 - killedAt} stores taken, 0 changed, ${killedAt} unchanged`);
  expect((await own.run(...args)).out).toContain("0 stores taken, 0 changed, 6000 unchanged");
  expect(await own.db.$count(storeOwnerships)).toBe(6_000);
  const [paths] = await own.db
    .select({
      wrong: sql<number>`coalesce(sum(path not like concat('%', id, '/')), 0) + 0e0`.mapWith(Number),
    })
    .from(regions);
  expect(paths?.wrong).toBe(0);
  await own.close();
});
