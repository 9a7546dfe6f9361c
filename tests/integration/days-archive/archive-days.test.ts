import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { eq, sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { operationLogs } from "@/db/schema/operation-log";
import { env } from "@/lib/core/env";
import { addDays } from "@/lib/core/time";
import { type ArchiveStep, archiveDays } from "@/lib/days/archive-days";
import { restoreDays } from "@/lib/days/restore-days";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { headquarters } from "../../support/factories/merchants";
import { mintStore } from "../../support/factories/stores";
import { restateAll, rowsOf } from "../orders/histories";
import {
  archiveUntil,
  checksums,
  countRaw,
  figureTables,
  laterContext,
  rawTables,
  type Sold,
  soldDay,
  standingTables,
  stateOf,
  ticketOf,
} from "./archive-scene";

afterAll(() => rm(env().ARCHIVE_DIR, { recursive: true, force: true }));

const everything = [...rawTables, ...figureTables, ...standingTables];

async function filesOf(day: string): Promise<string[]> {
  const { db } = testDatabase();
  const rows = await rowsOf(db, sql`select file from day_archives where business_on = ${day} order by file`);
  return rows.map(({ file }) => path.join(env().ARCHIVE_DIR, String(file)));
}

test("archiving takes the rows of a day out of the tables, and restoring brings every table back to the byte", async () => {
  const { store, day } = await soldDay();
  const ctx = laterContext();
  const before = await checksums(store.id, everything);
  const standing = await checksums(store.id, [...figureTables, ...standingTables]);
  expect(await countRaw(store.id)).toEqual([5, 5, 5, 4, 2, 1, 8, 1]);

  const report = await archiveDays(ctx, { before: addDays(day, 1) });
  expect(report).toMatchObject({ days: 1, sealed: 1, left: 0, rows: 20 });
  expect(await stateOf(store.id, day)).toBe("sealed");
  expect(await stateOf(store.id, addDays(day, 1))).toBe("closed");
  // Orders that reach over two days stay whole: the one refunded later and the one that is not finished.
  expect(await countRaw(store.id)).toEqual([2, 2, 2, 2, 1, 0, 2, 0]);
  expect(await checksums(store.id, [...figureTables, ...standingTables])).toEqual(standing);

  expect(await restoreDays(ctx, { from: day, to: day })).toEqual({
    restored: 1,
    unarchived: 0,
    adjustments: 0,
  });
  expect(await stateOf(store.id, day)).toBe("closed, dirty");
  expect(await checksums(store.id, everything)).toEqual(before);
  expect(await restateAll(ctx)).toEqual({ differing: 0 });
  expect(await checksums(store.id, everything)).toEqual(before);
  expect(await stateOf(store.id, day)).toBe("closed");
});

test("files hold one JSON line per row, are recorded with size and hash, and the deeds stand in the operation log", async () => {
  const { store, day } = await soldDay();
  await archiveDays(laterContext(), { before: addDays(day, 1) });
  const files = await filesOf(day);
  expect(files).toHaveLength(rawTables.length);
  const text = gunzipSync(
    await readFile(files.find((file) => file.includes("/order_events-")) ?? ""),
  ).toString();
  expect(text.split("\n")[0]).toContain(String.raw`"{\"note\":\"外卖 🛵\",\"parts\":[1,null]}"`);
  const names = await readdir(path.dirname(files[0] ?? ""));
  expect(names.filter((name) => name.endsWith(".part"))).toEqual([]);
  await restoreDays(laterContext(), { from: day, to: day });
  const { db } = testDatabase();
  const logged = await db.select().from(operationLogs).where(eq(operationLogs.subjectKey, day));
  expect(logged.map(({ action }) => action)).toEqual(["days.archived"]);
  const restored = await db
    .select()
    .from(operationLogs)
    .where(eq(operationLogs.subjectKey, `${store.id} ${day}`));
  expect(restored.map(({ action }) => action)).toEqual(["days.restored"]);
});

const steps: [ArchiveStep, number][] = [
  ["read", 1],
  ["read", 2],
  ["written", 1],
  ["recorded", 1],
  ["sealed", 1],
  ["sealed", 2],
];

test.each(steps)(
  "a run that dies after %s (time %i) loses and doubles nothing: the next one finishes",
  async (step, time) => {
    const sold = await soldDay();
    const { store, day } = sold;
    const second = await secondStore(sold);
    const ctx = laterContext();
    const before = [await checksums(store.id, everything), await checksums(second, everything)];
    await archiveUntil(ctx, addDays(day, 1), step, time);
    await archiveDays(ctx, { before: addDays(day, 1) });
    for (const id of [store.id, second]) expect(await stateOf(id, day)).toBe("sealed");
    expect(await countRaw(store.id)).toEqual([2, 2, 2, 2, 1, 0, 2, 0]);
    expect(await countRaw(second)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
    await restoreDays(ctx, { from: day, to: day });
    expect([await checksums(store.id, everything), await checksums(second, everything)]).toEqual(before);
    expect(await restateAll(ctx)).toEqual({ differing: 0 });
  },
);

test("restoring that is cut off goes on where it was", async () => {
  const sold = await soldDay();
  const { store, day } = sold;
  const second = await secondStore(sold);
  const ctx = laterContext();
  const before = [await checksums(store.id, everything), await checksums(second, everything)];
  await archiveDays(ctx, { before: addDays(day, 1) });
  const died = new Error("died");
  const dying = () => {
    throw died;
  };
  await expect(restoreDays(ctx, { from: day, to: day, progress: dying })).rejects.toBe(died);
  expect(await restoreDays(ctx, { from: day, to: day })).toMatchObject({ restored: 1 });
  expect([await checksums(store.id, everything), await checksums(second, everything)]).toEqual(before);
});

test("a store-day of which something changed while files were written stays closed and keeps its rows", async () => {
  const { store, day, at, no } = await soldDay();
  const ctx = laterContext();
  // The ticket counts nowhere, so that nothing but its row tells of the void.
  const item = { ticketNo: no("loose"), reason: "作废", at };
  const progress = async (step: ArchiveStep) => {
    if (step === "recorded") await voidWeighTickets(ctx, { storeCode: store.code, items: [item] });
  };
  const report = await archiveDays(ctx, { before: addDays(day, 1), progress });
  expect(report).toMatchObject({ sealed: 0, left: 1 });
  expect(await stateOf(store.id, day)).toBe("closed");
  expect(await countRaw(store.id)).toEqual([5, 5, 5, 4, 2, 1, 8, 2]);
  const before = await checksums(store.id, everything);
  expect(await archiveDays(ctx, { before: addDays(day, 1) })).toMatchObject({ sealed: 1, left: 0 });
  await restoreDays(ctx, { from: day, to: day });
  expect(await checksums(store.id, everything)).toEqual(before);
});

test("days that are dirty or young, and those not before the given one, are left alone", async () => {
  const sold = await soldDay();
  const { store, day } = sold;
  const young = testContext({ clock: { now: () => new Date(`${addDays(day, 390)}T00:00:00Z`) } });
  expect(await archiveDays(young, { before: addDays(day, 1) })).toMatchObject({ days: 0 });
  const { db } = testDatabase();
  await db.execute(
    sql`update store_days set dirty_at = now() where store_id = ${store.id} and business_on = ${day}`,
  );
  expect(await archiveDays(laterContext(), { before: addDays(day, 1) })).toMatchObject({ days: 0 });
  expect(await countRaw(store.id)).toEqual([5, 5, 5, 4, 2, 1, 8, 1]);
  await restateAll(laterContext());
  expect(await archiveDays(laterContext(), { before: day })).toMatchObject({ days: 0 });
});

test("a file that is not what was recorded restores nothing", async () => {
  const { store, day } = await soldDay();
  await archiveDays(laterContext(), { before: addDays(day, 1) });
  const left = await countRaw(store.id);
  const [file = ""] = await filesOf(day);
  const bytes = await readFile(file);
  await writeFile(file, Buffer.concat([bytes.subarray(0, 20), Buffer.from([255]), bytes.subarray(21)]));
  const restoring = restoreDays(laterContext(), { from: day, to: day });
  await expect(restoring).rejects.toMatchObject({ kind: "refused", reason: "days.archive_damaged" });
  expect(await countRaw(store.id)).toEqual(left);
  await writeFile(file, bytes);
  expect(await restoreDays(laterContext(), { from: day, to: day })).toMatchObject({ restored: 1 });
});

test("an upload that speaks of an archived order is refused as a whole while the archive is away, and taken afterwards", async () => {
  const sold = await soldDay();
  const { store, day, no } = sold;
  const ctx = laterContext();
  await archiveDays(ctx, { before: addDays(day, 1) });
  const refundedAt = new Date("2028-02-29T04:00:00Z");
  const item = { refundNo: no("r9"), orderNo: no("whole"), amountFen: 50, way: "cash", refundedAt };
  const send = () => recordRefunds(ctx, { storeCode: store.code, items: [item] });
  const [file = ""] = await filesOf(day);
  const bytes = await readFile(file);
  const before = await checksums(store.id, [...everything, "store_days", "day_adjustments"]);
  await rm(file);
  await expect(send()).rejects.toMatchObject({ kind: "unavailable", reason: "days.archive_unreadable" });
  expect(await checksums(store.id, [...everything, "store_days", "day_adjustments"])).toEqual(before);
  await writeFile(file, bytes);
  expect((await send()).receipts).toEqual([{ number: no("r9"), status: "stored" }]);
});

test("nobody from outside may archive, restore or seal", async () => {
  const { db } = testDatabase();
  const { actor } = await mintAccount(db, { kind: "super", merchant: await headquarters(db) });
  const ctx = testContext({ actor });
  await expect(archiveDays(ctx, { before: "2026-01-01" })).rejects.toMatchObject({ kind: "forbidden" });
  await expect(restoreDays(ctx, { from: "2026-01-01", to: "2026-01-01" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(archiveDays(testContext(), { before: "2026-02-30" })).rejects.toMatchObject({
    kind: "invalid",
  });
});

/** Another store with a single loose ticket on the same day. */
async function secondStore(sold: Sold): Promise<number> {
  const store = await mintStore(testDatabase().db);
  const item = { ...ticketOf(sold, "loose", null), ticketNo: `${store.code}-loose` };
  const ctx = testContext({ clock: { now: () => new Date(`${addDays(sold.day, 2)}T00:00:00.000Z`) } });
  await recordWeighTickets(ctx, { storeCode: store.code, items: [item] });
  await restateAll(ctx);
  return store.id;
}
