import { beforeAll, expect, test } from "vitest";
import { dayRevisions } from "@/db/schema/day-changes";
import type { Ctx } from "@/lib/core/context";
import { ChangesAnswer } from "@/lib/statistics/answer-schemas";
import { downloadBusiness } from "@/lib/statistics/download-business";
import { downloadSales } from "@/lib/statistics/download-sales";
import { listBusinessChanges } from "@/lib/statistics/list-business-changes";
import { listSalesChanges } from "@/lib/statistics/list-sales-changes";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { type MintedAccount, mintAccount } from "../../support/factories/accounts";
import { type MintedMerchant, mintMerchant } from "../../support/factories/merchants";
import { type MintedStore, mintStore } from "../../support/factories/stores";

let merchant: MintedMerchant;
let stores: MintedStore[];
let foreign: MintedStore;
beforeAll(async () => {
  const { db } = testDatabase();
  merchant = await mintMerchant(db);
  stores = [await mintStore(db, { ownerId: merchant.id }), await mintStore(db, { ownerId: merchant.id })];
  foreign = await mintStore(db, { ownerId: (await mintMerchant(db)).id });
});

const noon = Date.parse("2026-11-20T04:00:00.000Z");
const minute = 60_000;
const range = { from: "2026-11-01", to: "2026-11-10" };

async function newReader(): Promise<MintedAccount> {
  return mintAccount(testDatabase().db, { kind: "main", merchant });
}

function contextOf(reader: MintedAccount, minutes: number): Ctx {
  return testContext({ actor: reader.actor, clock: testClock(new Date(noon + minutes * minute)) });
}

async function revise(store: MintedStore | undefined, businessOn: string, minutes: number, orders = 1) {
  const sums = { orders, finalAmountFen: orders * 100, refundAmountFen: 7, refundedAmountFen: 9 };
  const revisedAt = new Date(noon + minutes * minute);
  const row = { storeId: store?.id ?? 0, businessOn, revisedAt, tickets: 2, salesAmountFen: 300, ...sums };
  await testDatabase().db.insert(dayRevisions).values(row);
}

test("what changed in scope and range since the reader's last file is told per store and day, latest first, with sums", async () => {
  const reader = await newReader();
  await revise(stores[0], "2026-11-02", -5);
  await downloadBusiness(contextOf(reader, 0), { ...range, format: "csv" });
  await revise(stores[0], "2026-11-02", 5);
  await revise(stores[0], "2026-11-02", 6, -3);
  await revise(stores[1], "2026-11-10", 7);
  await revise(stores[1], "2026-11-11", 8);
  await revise(foreign, "2026-11-03", 9);
  const list = await listBusinessChanges(contextOf(reader, 10), {
    report: "business",
    ...range,
    pageSize: 1,
  });
  ChangesAnswer.parse(list);
  const later = { day: "2026-11-10", storeCode: stores[1]?.code, storeName: stores[1]?.name };
  const at = (minutes: number) => new Date(noon + minutes * minute).toISOString();
  expect(list).toEqual({
    download: { asOf: at(0), range, rows: 0 },
    items: [
      {
        ...later,
        revisedAt: at(7),
        orders: 1,
        finalAmountFen: 100,
        refundAmountFen: 7,
        refundedAmountFen: 9,
      },
    ],
    totals: { orders: -1, finalAmountFen: -100, refundAmountFen: 21, refundedAmountFen: 27 },
    revisedAt: at(7),
    total: 2,
    page: 1,
    pageSize: 1,
    asOf: at(10),
  });
  const second = { report: "business", ...range, page: 2, pageSize: 1 };
  expect((await listBusinessChanges(contextOf(reader, 10), second)).items).toEqual([
    expect.objectContaining({ day: "2026-11-02", revisedAt: at(6), orders: -2, refundAmountFen: 14 }),
  ]);
  const one = { report: "business", ...range, stores: stores[0]?.code };
  expect((await listBusinessChanges(contextOf(reader, 10), one)).total).toBe(1);
});

test("only the reader's own files of the same report that share a day with the range begin a list", async () => {
  const [reader, other] = [await newReader(), await newReader()];
  await downloadBusiness(contextOf(other, 20), { ...range, format: "csv" });
  await downloadSales(contextOf(reader, 20), { ...range, format: "csv" });
  await downloadBusiness(contextOf(reader, 20), { from: "2026-10-01", to: "2026-10-31", format: "xlsx" });
  await revise(stores[0], "2026-11-05", 30);
  const nothing = await listBusinessChanges(contextOf(reader, 40), { report: "business", ...range });
  expect(nothing).toMatchObject({
    download: null,
    items: [],
    total: 0,
    revisedAt: null,
    totals: { orders: 0 },
  });
  const overlapping = { report: "business", from: "2026-10-31", to: "2026-11-10" };
  expect(await listBusinessChanges(contextOf(reader, 40), overlapping)).toMatchObject({
    download: { range: { from: "2026-10-01", to: "2026-10-31" } },
    total: 1,
  });
  const sales = await listSalesChanges(contextOf(reader, 40), { report: "sales", ...range });
  expect(sales.items).toEqual([expect.objectContaining({ day: "2026-11-05", tickets: 2, amountFen: 300 })]);
  await downloadSales(contextOf(reader, 50), { ...range, format: "csv" });
  expect((await listSalesChanges(contextOf(reader, 60), { report: "sales", ...range })).total).toBe(0);
});

test("a change noted up to a minute before the file is told too, because it may have been committed after it", async () => {
  const reader = await newReader();
  await downloadBusiness(contextOf(reader, 100), { ...range, format: "csv" });
  await revise(stores[0], "2026-11-06", 98.9);
  await revise(stores[0], "2026-11-07", 99.1);
  const { items } = await listBusinessChanges(contextOf(reader, 101), { report: "business", ...range });
  expect(items.map(({ day }) => day)).toEqual(["2026-11-07"]);
});

test("changes ask for the right to their report, and a foreign store is told like an absent one", async () => {
  const reader = await newReader();
  const ctx = contextOf(reader, 0);
  const may = (...rights: ("stats.sales" | "stats.business")[]) => ({
    ...ctx,
    actor: { ...reader.actor, permissions: new Set(rights) },
  });
  const business = { report: "business", ...range };
  const sales = { report: "sales", ...range };
  await expect(listBusinessChanges(may("stats.sales"), business)).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(listSalesChanges(may("stats.business"), sales)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(listBusinessChanges(ctx, sales)).rejects.toMatchObject({ kind: "invalid" });
  for (const code of [foreign.code, "absent-1"]) {
    await expect(listBusinessChanges(ctx, { ...business, stores: code })).rejects.toMatchObject({
      reason: "stores.not_found",
      extras: { details: { codes: [code] } },
    });
  }
});
