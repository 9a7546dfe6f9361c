import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { ticketVoids } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { type MintedStore, mintStore } from "../../support/factories/stores";
import { rowsOf, settle } from "./histories";

const at = new Date("2026-11-20T03:00:00.000Z");
let sku: MintedSku;
let store: MintedStore;

beforeAll(async () => {
  sku = await mintSku(testDatabase().db, "weight");
  store = await mintStore(testDatabase().db);
});

function order(orderNo: string, parts: Record<string, unknown> = {}) {
  const payments = [{ payType: 3, amountFen: 1_000 }];
  const amounts = { goodsAmountFen: 1_000, finalAmountFen: 1_000 };
  return { orderNo, orderedAt: at, paidAt: at, completedAt: at, ...amounts, payments, lines: [], ...parts };
}

function ticket(ticketNo: string, orderNo: string | null, parts: Record<string, unknown> = {}) {
  const measures = { weightGrams: 500, unitPriceFen: 1_000, amountFen: 1_000 };
  return { ticketNo, orderNo, skuCode: sku.code, unit: sku.unit, ...measures, weighedAt: at, ...parts };
}

async function sold(ctx: Ctx, storeId: number) {
  const [row] = await rowsOf(
    testDatabase().db,
    sql`select coalesce(sum(tickets), 0) + 0e0 as tickets from sales_daily where store_id = ${storeId}`,
  );
  expect(ctx.actor.type).toBe("system");
  return Number(row?.tickets);
}

test("an order and its tickets that arrive at the same moment are counted exactly once", async () => {
  const { db } = testDatabase();
  const own = await mintStore(db);
  const ctx = testContext();
  for (let round = 0; round < 25; round += 1) {
    const orderNo = randomCode("O");
    await Promise.all([
      recordOrders(ctx, { storeCode: own.code, items: [order(orderNo)] }),
      recordWeighTickets(ctx, { storeCode: own.code, items: [ticket(randomCode("T"), orderNo)] }),
      recordWeighTickets(ctx, { storeCode: own.code, items: [ticket(randomCode("T"), orderNo)] }),
      recordOrders(ctx, { storeCode: own.code, items: [order(orderNo)] }),
    ]);
  }
  expect(await sold(ctx, own.id)).toBe(50);
});

test("the same ticket sent by eight connections at once is stored once and counted once", async () => {
  const own = await mintStore(testDatabase().db);
  const ctx = testContext();
  const orderNo = randomCode("O");
  await recordOrders(ctx, { storeCode: own.code, items: [order(orderNo)] });
  const items = Array.from({ length: 20 }, () => ticket(randomCode("T"), orderNo));
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, index) =>
      recordWeighTickets(ctx, { storeCode: own.code, items: index % 2 === 0 ? items : [...items].reverse() }),
    ),
  );
  const stored = answers.flatMap(({ receipts }) => receipts).filter(({ status }) => status === "stored");
  expect(stored).toHaveLength(20);
  expect(await sold(ctx, own.id)).toBe(20);
});

test("receipts stand in the order sent and tell stored, duplicate, changed and rejected apart", async () => {
  const ctx = testContext();
  const [first, second] = [randomCode("T"), randomCode("T")];
  await recordWeighTickets(ctx, { storeCode: store.code, items: [ticket(first, null)] });
  const items = [
    ticket(second, null),
    ticket(first, null, { amountFen: 999 }),
    ticket("nowhere", null, { skuCode: "no-such-sku" }),
    ticket(first, null),
    ticket(randomCode("T"), null, { unit: "piece", quantity: 1, weightGrams: 0 }),
  ];
  const { receipts } = await recordWeighTickets(ctx, { storeCode: store.code, items });
  expect(receipts.map(({ status, reason, path }) => [status, reason, path])).toEqual([
    ["stored", undefined, undefined],
    ["changed", "orders.number_taken", undefined],
    ["rejected", "orders.sku_unknown", "items.2.skuCode"],
    ["duplicate", undefined, undefined],
    ["rejected", "orders.unit_wrong", "items.4.unit"],
  ]);
});

test("a number that another store has used is told as changed and reveals nothing of it", async () => {
  const ctx = testContext();
  const other = await mintStore(testDatabase().db);
  const number = randomCode("O");
  await recordOrders(ctx, { storeCode: other.code, items: [order(number)] });
  const { receipts } = await recordOrders(ctx, { storeCode: store.code, items: [order(number)] });
  expect(receipts).toEqual([{ number, status: "changed", reason: "orders.number_taken" }]);
});

test("a ticket that names another store's order never counts", async () => {
  const ctx = testContext();
  const { db } = testDatabase();
  const [own, other] = [await mintStore(db), await mintStore(db)];
  const number = randomCode("O");
  await recordOrders(ctx, { storeCode: other.code, items: [order(number)] });
  await recordWeighTickets(ctx, { storeCode: own.code, items: [ticket(randomCode("T"), number)] });
  expect(await sold(ctx, own.id)).toBe(0);
  expect(await sold(ctx, other.id)).toBe(0);
});

test("a void that came before its ticket keeps the ticket out of every figure", async () => {
  const ctx = testContext();
  const { db } = testDatabase();
  const own = await mintStore(db);
  const [number, orderNo] = [randomCode("T"), randomCode("O")];
  await db
    .insert(ticketVoids)
    .values({ ticketNo: number, storeId: own.id, reason: "重称", at, receivedAt: at });
  await recordWeighTickets(ctx, { storeCode: own.code, items: [ticket(number, orderNo)] });
  await recordOrders(ctx, { storeCode: own.code, items: [order(orderNo)] });
  expect(await sold(ctx, own.id)).toBe(0);
});

test("an order that is not paid, or cancelled, adds nothing to the business of its day", async () => {
  const ctx = testContext();
  const { db } = testDatabase();
  const own = await mintStore(db);
  const items = [
    order(randomCode("O"), { paidAt: null, completedAt: null }),
    order(randomCode("O"), { cancelledAt: at, completedAt: null }),
  ];
  await recordOrders(ctx, { storeCode: own.code, items });
  const rows = await rowsOf(
    db,
    sql`select sum(orders) + 0e0 as orders from business_daily where store_id = ${own.id}`,
  );
  expect(rows).toEqual([{ orders: null }]);
});

test("a closed day that gets a late ticket is restated and marked as revised; a first closing is not", async () => {
  const { db } = testDatabase();
  const own = await mintStore(db);
  const clock = testClock(at);
  const ctx = testContext({ clock });
  const orderNo = randomCode("O");
  await recordOrders(ctx, { storeCode: own.code, items: [order(orderNo)] });
  clock.set("2026-11-21T00:00:00Z");
  await settle(ctx);
  const revised = sql`select revised_at as at, state from store_days where store_id = ${own.id}`;
  expect(await rowsOf(db, revised)).toEqual([{ at: null, state: "closed" }]);
  clock.set("2026-11-22T00:00:00Z");
  await recordWeighTickets(ctx, { storeCode: own.code, items: [ticket(randomCode("T"), orderNo)] });
  expect(await sold(ctx, own.id)).toBe(0);
  expect((await settle(ctx)).differing).toBeGreaterThan(0);
  expect(await sold(ctx, own.id)).toBe(1);
  const [row] = await rowsOf(db, revised);
  expect(row?.at).not.toBeNull();
});

test("several events of one order in one upload: the earliest of each kind holds", async () => {
  const ctx = testContext();
  const { db } = testDatabase();
  const own = await mintStore(db);
  const orderNo = randomCode("O");
  const event = (type: string, minute: number) => ({
    eventNo: randomCode("E"),
    orderNo,
    type,
    at: new Date(at.getTime() + minute * 60_000),
  });
  const items = [
    event("completed", 9),
    event("paid", 4),
    event("completed", 5),
    event("ready", 4),
    event("paid", 2),
  ];
  await recordOrderEvents(ctx, { storeCode: own.code, items });
  await recordOrders(ctx, {
    storeCode: own.code,
    items: [order(orderNo, { paidAt: null, completedAt: null })],
  });
  const rows = await rowsOf(
    db,
    sql`select state, timestampdiff(minute, ordered_at, paid_at) as paid,
      timestampdiff(minute, ordered_at, completed_at) as completed from orders where store_id = ${own.id}`,
  );
  expect(rows).toEqual([{ state: "completed", paid: 2, completed: 5 }]);
});

test("uploads ask for a right, a known store and items that parse", async () => {
  const { db } = testDatabase();
  const merchant = await mintMerchant(db, "franchisee");
  const { actor } = await mintAccount(db, { kind: "main", merchant, permissions: ["stats.sales"] });
  const item = ticket(randomCode("T"), null);
  const call = (ctx: Ctx, input: Record<string, unknown>) => recordWeighTickets(ctx, input);
  await expect(call(testContext({ actor }), { storeCode: store.code, items: [item] })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(call(testContext(), { storeCode: "no-such-store", items: [item] })).rejects.toMatchObject({
    kind: "not_found",
    reason: "stores.not_found",
  });
  await expect(
    call(testContext(), { storeCode: store.code, items: [{ ...item, weightGrams: -1 }] }),
  ).rejects.toMatchObject({ kind: "invalid", extras: { fields: [{ path: "items.0.weightGrams" }] } });
});
