import { rm } from "node:fs/promises";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { operationLogs } from "@/db/schema/operation-log";
import { env } from "@/lib/core/env";
import { addDays } from "@/lib/core/time";
import { archiveDays } from "@/lib/days/archive-days";
import { decideAdjustment } from "@/lib/days/decide-adjustment";
import { listAdjustments } from "@/lib/days/list-adjustments";
import { restoreDays } from "@/lib/days/restore-days";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { type MintedAccount, mintAccount } from "../../support/factories/accounts";
import { headquarters, type MintedMerchant, mintMerchant } from "../../support/factories/merchants";
import { mintRegion } from "../../support/factories/stores";
import { restateAll, rowsOf } from "../orders/histories";
import { differencesFromDaily } from "../rollups/compare";
import { laterContext, muchLater, orderOf, type Sold, soldDay, stateOf } from "./archive-scene";

afterAll(() => rm(env().ARCHIVE_DIR, { recursive: true, force: true }));

let owner: MintedMerchant;
let decider: MintedAccount;

beforeAll(async () => {
  const { db } = testDatabase();
  owner = await mintMerchant(db, "franchisee");
  decider = await mintAccount(db, { kind: "headquarters", merchant: await headquarters(db) });
});

const asDecider = () => testContext({ actor: decider.actor, clock: { now: () => muchLater } });
const lateRefund = (sold: Sold, name: string, amountFen = 300) => ({
  refundNo: sold.no(name),
  orderNo: sold.no("whole"),
  amountFen,
  way: "cash" as const,
  refundedAt: new Date("2028-02-29T04:00:00Z"),
});

/** A sealed day, whose archived order was refunded two years later. */
async function sealedAndRefunded(): Promise<Sold & { number: string }> {
  const sold = await soldDay({ ownerId: owner.id });
  const ctx = laterContext();
  await archiveDays(ctx, { before: addDays(sold.day, 1) });
  await recordRefunds(ctx, { storeCode: sold.store.code, items: [lateRefund(sold, "r9")] });
  await restateAll(ctx);
  return { ...sold, number: `${sold.store.code}-${sold.day}-1` };
}

async function business({ store }: Sold, day: string) {
  const rows = await rowsOf(
    testDatabase().db,
    sql`select channel, orders, refunds, refund_amount_fen, refunded_count, refunded_amount_fen from business_daily
      where store_id = ${store.id} and business_on = ${day}`,
  );
  return rows.map((row) => Object.values(row).join(" "));
}

test("a refund of an archived order counts on its own day at once and on the sealed day when somebody counts it", async () => {
  const sold = await sealedAndRefunded();
  const { day, number, store } = sold;
  expect(await business(sold, "2028-02-29")).toEqual(["meituan 0 0 0 1 300"]);
  expect(await business(sold, day)).toEqual(["meituan 4 2 300 1 100"]);
  const { items } = await listAdjustments(asDecider(), { store: store.code });
  const sums = { orders: 0, finalAmountFen: 0, refundAmountFen: 300, tickets: 0, salesAmountFen: 0 };
  const waiting = { number, day, state: "waiting", storeCode: store.code, ...sums, decidedAt: null };
  expect(items).toEqual([expect.objectContaining(waiting)]);

  expect(await decideAdjustment(asDecider(), { number, decision: "count" })).toEqual({ state: "counted" });
  expect(await business(sold, day)).toEqual(["meituan 4 3 600 1 100"]);
  expect(await stateOf(store.id, day)).toBe("sealed, revised");
  const { db } = testDatabase();
  expect(await differencesFromDaily(db)).toEqual([]);
  const revisions = await rowsOf(
    db,
    sql`select orders, refund_amount_fen from day_revisions where store_id = ${store.id} and business_on = ${day}`,
  );
  expect(revisions).toEqual([{ orders: 0, refund_amount_fen: 300 }]);
  const logged = await db.select().from(operationLogs).where(eq(operationLogs.subjectKey, number));
  expect(logged).toEqual([
    expect.objectContaining({
      action: "day_adjustment.counted",
      actorId: decider.id,
      before: { state: "waiting" },
      after: { state: "counted", reason: "", ...sums },
    }),
  ]);
  // The day of the refund is restated from raw rows and still knows the order's channel.
  await db.execute(
    sql`update store_days set dirty_at = now() where store_id = ${store.id} and state = 'closed'`,
  );
  expect(await restateAll(laterContext())).toEqual({ differing: 0 });
});

test("an order, a completion and a void that come to a sealed day wait with their half hours and SKUs", async () => {
  const sold = await soldDay();
  const { store, day, at, no } = sold;
  const ctx = laterContext();
  await archiveDays(ctx, { before: addDays(day, 1) });
  const storeCode = store.code;
  await recordOrders(ctx, { storeCode, items: [orderOf(sold, "new")] });
  const event = {
    eventNo: no("e9"),
    orderNo: no("unfinished"),
    type: "completed" as const,
    at,
    details: null,
  };
  await recordOrderEvents(ctx, { storeCode, items: [event] });
  await voidWeighTickets(ctx, { storeCode, items: [{ ticketNo: no("t2"), reason: "作废", at }] });
  const figures = await rowsOf(
    testDatabase().db,
    sql`select orders, final_amount_fen as fen, tickets, sales_amount_fen as sold, figures from day_adjustments
      where store_id = ${store.id} order by id`,
  );
  expect(figures.map(({ orders, fen, tickets, sold: amount }) => [orders, fen, tickets, amount])).toEqual([
    [1, 990, 0, 0],
    [0, 0, 1, 1_000],
    [0, 0, -1, -1_000],
  ]);
  const { items } = await listAdjustments(asDecider(), { store: storeCode });
  expect(items.map(({ number }) => number).sort()).toEqual(
    [1, 2, 3].map((place) => `${storeCode}-${day}-${place}`),
  );
  for (const { number } of items) await decideAdjustment(asDecider(), { number, decision: "count" });
  await restoreDays(ctx, { from: day, to: day });
  expect(await restateAll(ctx)).toEqual({ differing: 0 });
  expect(await differencesFromDaily(testDatabase().db)).toEqual([]);
});

test("what is declined needs a reason, changes no figure, and counts after all when the day is restored", async () => {
  const sold = await sealedAndRefunded();
  const { number, day } = sold;
  const before = await business(sold, day);
  const declining = { number, decision: "decline" };
  await expect(decideAdjustment(asDecider(), declining)).rejects.toMatchObject({
    kind: "invalid",
    extras: { fields: [{ path: "reason", message: "days.reason_missing" }] },
  });
  expect(await decideAdjustment(asDecider(), { ...declining, reason: "补录错误" })).toEqual({
    state: "declined",
  });
  expect(await business(sold, day)).toEqual(before);
  const { items } = await listAdjustments(asDecider(), { store: sold.store.code, state: "declined" });
  expect(items).toMatchObject([{ number, decidedBy: "王小明", reason: "补录错误" }]);
  expect(await restoreDays(laterContext(), { from: day, to: day })).toMatchObject({ adjustments: 1 });
  expect(await restateAll(laterContext())).toEqual({ differing: 1 });
  expect(await business(sold, day)).toEqual(["meituan 4 3 600 1 100"]);
});

test("of two people who decide at once one does, and the other is told", async () => {
  const sold = await sealedAndRefunded();
  const { number, day } = sold;
  const answers = await Promise.allSettled(
    ["count", "decline", "count", "count"].map((decision) =>
      decideAdjustment(asDecider(), { number, decision, reason: "x" }),
    ),
  );
  const refused = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
  expect(refused).toHaveLength(3);
  for (const reason of refused)
    expect(reason).toMatchObject({ kind: "conflict", reason: "days.adjustment_decided" });
  const [entry] = await rowsOf(
    testDatabase().db,
    sql`select state from day_adjustments where store_id = ${sold.store.id}`,
  );
  const refunds = entry?.state === "counted" ? "3 600" : "2 300";
  expect(await business(sold, day)).toEqual([`meituan 4 ${refunds} 1 100`]);
});

test("without the right nobody decides, and who has no figures sees none", async () => {
  const { number } = await sealedAndRefunded();
  const { db } = testDatabase();
  const { actor } = await mintAccount(db, {
    kind: "headquarters",
    merchant: await headquarters(db),
    permissions: ["stores.view"],
  });
  const ctx = testContext({ actor });
  await expect(decideAdjustment(ctx, { number, decision: "count" })).rejects.toMatchObject({
    kind: "forbidden",
  });
  await expect(listAdjustments(ctx, {})).rejects.toMatchObject({ kind: "forbidden" });
});

test("adjustments of stores outside of the caller's scope do not exist for the caller", async () => {
  const { number, store } = await sealedAndRefunded();
  const { db } = testDatabase();
  const region = await mintRegion(db);
  const limited = await mintAccount(db, {
    kind: "headquarters",
    merchant: await headquarters(db),
    limits: [{ kind: "region", targetId: region.id }],
  });
  const ctx = testContext({ actor: limited.actor });
  const missing = { kind: "not_found", reason: "days.adjustment_not_found" };
  await expect(decideAdjustment(ctx, { number, decision: "count" })).rejects.toMatchObject(missing);
  expect(await listAdjustments(ctx, {})).toMatchObject({ items: [], total: 0 });
  await expect(listAdjustments(ctx, { store: store.code })).rejects.toMatchObject({ kind: "not_found" });
  const main = await mintAccount(db, { kind: "main", merchant: owner });
  const own = await listAdjustments(testContext({ actor: main.actor }), { store: store.code });
  expect(own.items.map((item) => item.number)).toEqual([number]);
  const other = await mintAccount(db, { kind: "main", merchant: await mintMerchant(db, "franchisee") });
  expect(await listAdjustments(testContext({ actor: other.actor }), {})).toMatchObject({ total: 0 });
});

test.each([
  { number: "7", decision: "count" },
  { number: "S1-2026-01-01-1", decision: "maybe" },
  { number: "S1-2026-01-01-1", decision: "count", id: 7 },
  { number: "S1-2026-01-01-1", decision: "decline", reason: "x".repeat(201) },
])("a decision that is none is invalid: %j", async (input) => {
  await expect(decideAdjustment(asDecider(), input)).rejects.toMatchObject({ kind: "invalid" });
});

test("numbers that name nothing are not found", async () => {
  const { store, day } = await sealedAndRefunded();
  for (const number of [`${store.code}-${day}-2`, `${store.code}-2026-01-01-1`, `S0-${day}-1`]) {
    const deciding = decideAdjustment(asDecider(), { number, decision: "count" });
    await expect(deciding).rejects.toMatchObject({ reason: "days.adjustment_not_found" });
  }
});

test("pages of the list do not overlap, and those that wait come first", async () => {
  const sold = await sealedAndRefunded();
  const storeCode = sold.store.code;
  const ctx = laterContext();
  for (const name of ["r10", "r11", "r12"]) {
    await recordRefunds(ctx, { storeCode, items: [lateRefund(sold, name)] });
  }
  await decideAdjustment(asDecider(), { number: `${storeCode}-${sold.day}-2`, decision: "count" });
  const pages = [];
  for (const page of [1, 2]) {
    pages.push(await listAdjustments(asDecider(), { store: storeCode, page, pageSize: 2 }));
  }
  expect(pages.map(({ total }) => total)).toEqual([4, 4]);
  const places = pages.flatMap(({ items }) => items.map(({ number }) => number.split("-").at(-1)));
  expect(places).toEqual(["1", "3", "4", "2"]);
  const range = { from: addDays(sold.day, 1), to: addDays(sold.day, 2) };
  expect(await listAdjustments(asDecider(), { store: storeCode, ...range })).toMatchObject({ total: 0 });
  const reversed = { from: "2026-02-01", to: "2026-01-01" };
  await expect(listAdjustments(asDecider(), reversed)).rejects.toMatchObject({ kind: "invalid" });
});
