import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { orders, weighTickets } from "@/db/schema/orders";
import { systemContext } from "@/lib/core/context";
import { importTickets } from "@/lib/imports/import-tickets";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyStores } from "@/lib/masterdata/apply-stores";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { type MintedStore, mintStore } from "../../support/factories/stores";
import { killWhen, ownDatabase } from "../../support/own-database";
import { fileOf, keptRemarks } from "../../unit/imports/files";

/** Whole runs of scripts on a machine that has other things to do. */
const longMs = 240_000;

const header = "date,time,transaction,item";

function ticketsFile(lines: string[]): string {
  return fileOf([header, ...lines].join("\n"));
}

/** Transactions on several days, of one to four lines. */
function linesOf(transactions: number): string[] {
  return Array.from({ length: transactions }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, "0");
    const time = `10:${String(index % 60).padStart(2, "0")}:00`;
    const items = ["Bread", "Coffee", "NONE", "Tea"].slice(0, 1 + (index % 4));
    return items.map((item) => `2017-02-${day},${time},${index + 1},${item}`);
  }).flat();
}

async function take(store: MintedStore, file: string, isDryRun = false) {
  const remarks = keptRemarks();
  const options = { file, isDryRun, remarks, progress: () => {} };
  return { report: await importTickets(testContext(), store.code, options), remarks: remarks.all };
}

/** Daily rows and raw rows of a store, each added up by SQL of its own. */
async function sums(db: Database, storeId: number) {
  const [answer] = await db.execute(sql`select
    (select concat_ws(' ', count(*), coalesce(sum(final_amount_fen), 0)) from orders where store_id = ${storeId}) as orders,
    (select concat_ws(' ', coalesce(sum(orders), 0), coalesce(sum(final_amount_fen), 0))
      from business_daily where store_id = ${storeId}) as business,
    (select concat_ws(' ', count(*), coalesce(sum(amount_fen), 0)) from weigh_tickets where store_id = ${storeId}) as tickets,
    (select concat_ws(' ', coalesce(sum(tickets), 0), coalesce(sum(amount_fen), 0))
      from sales_daily where store_id = ${storeId}) as sales`);
  const [row] = answer as unknown as Record<string, string>[];
  if (!row) throw new Error("no sums");
  return row;
}

let store: MintedStore;
beforeAll(async () => {
  store = await mintStore(testDatabase().db);
});

test("running again stores nothing and changes no figure; figures are those of the raw rows", async () => {
  const file = ticketsFile(linesOf(120));
  const first = await take(store, file);
  expect(first.report.orders).toEqual({ stored: 120, duplicate: 0, changed: 0, rejected: 0 });
  expect(first.report.tickets.stored).toBe(300);
  expect(first.report.unknownTickets).toBe(60);
  const { db } = testDatabase();
  const before = await sums(db, store.id);
  expect(before.orders).toBe(before.business);
  expect(before.tickets).toBe(before.sales);
  expect(before.tickets).toBe(`300 ${first.report.amountFen}`);
  const second = await take(store, file);
  expect(second.report).toMatchObject({
    orders: { stored: 0, duplicate: 120 },
    tickets: { stored: 0, duplicate: 300 },
  });
  expect(await sums(db, store.id)).toEqual(before);
});

test("a dry run says what would be stored and stores nothing", async () => {
  const own = await mintStore(testDatabase().db);
  const { report } = await take(own, ticketsFile(linesOf(10)), true);
  expect(report).toMatchObject({ orders: { stored: 10 }, tickets: { stored: 23 } });
  expect((await sums(testDatabase().db, own.id)).orders).toBe("0 0");
});

test("a file whose transaction has other lines than before is reported, and the first stays", async () => {
  const own = await mintStore(testDatabase().db);
  await take(own, ticketsFile(["2017-02-01,10:00:00,1,Bread"]));
  const before = await sums(testDatabase().db, own.id);
  const { report, remarks } = await take(own, ticketsFile(["2017-02-01,10:00:00,1,Coffee"]));
  expect(report).toMatchObject({ orders: { stored: 0, changed: 1 }, tickets: { stored: 0, changed: 1 } });
  expect(remarks.map(({ line, outcome }) => [line, outcome])).toEqual([
    [2, "changed"],
    [2, "changed"],
  ]);
  expect(await sums(testDatabase().db, own.id)).toEqual(before);
});

test("a store that is not there is one sentence; a bad header stores nothing", async () => {
  const file = ticketsFile(linesOf(2));
  await expect(take({ ...store, code: "no-such-store" }, file)).rejects.toThrow(
    /^There is no store with the code "no-such-store"/,
  );
  await expect(take({ ...store, code: "a b" }, file)).rejects.toThrow(/^There is no store/);
  const own = await mintStore(testDatabase().db);
  await expect(take(own, fileOf("date,time,item\n"))).rejects.toThrow('lacks the column "transaction"');
  expect((await sums(testDatabase().db, own.id)).orders).toBe("0 0");
});

test("a run that is killed in the middle is finished by the next, figures included", {
  timeout: longMs,
}, async () => {
  const own = await ownDatabase("killed_tickets");
  const ctx = systemContext("test", own.db);
  await applyBrands(ctx, { items: [{ code: "b", name: "b" }] });
  await applyMerchants(ctx, { items: [{ code: "m", name: "m", kind: "franchisee" }] });
  await applyStores(ctx, {
    items: [
      {
        code: "S1",
        name: "S1",
        brandCode: "b",
        regionCode: null,
        ownerCode: "m",
        managerCode: null,
        lifeCycle: "open",
        address: "",
        phone: "",
        longitude: null,
        latitude: null,
        ownedFromOn: "2000-01-01",
      },
    ],
  });
  const args = ["scripts/import-tickets.ts", "--file", ticketsFile(linesOf(4_000)), "--store", "S1"] as const;
  await killWhen(own.start(...args), async () => (await own.db.$count(weighTickets)) >= 2_000);
  expect(await own.db.$count(orders)).toBeLessThan(4_000);
  const next = await own.run(...args);
  expect(next).toMatchObject({ code: 0 });
  expect(await own.db.$count(orders)).toBe(4_000);
  expect(await own.db.$count(weighTickets)).toBe(10_000);
  const after = await sums(own.db, 1);
  expect(after.orders).toBe(after.business);
  expect(after.tickets).toBe(after.sales);
  await own.close();
});
