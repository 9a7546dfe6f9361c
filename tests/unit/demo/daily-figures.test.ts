import { expect, test } from "vitest";
import { listDays } from "@/lib/core/time";
import { arrivalsOf } from "@/lib/demo/arrivals";
import { demoChain } from "@/lib/demo/chain";
import { addArrival, type FiguresByDay } from "@/lib/demo/daily-figures";
import { demoGoods } from "@/lib/demo/goods";
import { demoStoreDay } from "@/lib/demo/store-day";

const plan = { seed: "test", stores: 12, from: "2026-03-01", anchor: "2026-06-20", rawFrom: "2026-06-21" };
const goods = demoGoods();
const days = listDays({ from: plan.from, to: plan.anchor });
const all = demoChain(plan).stores.map((store) => {
  const orders = days.flatMap((day) => demoStoreDay(plan.seed, store, day, goods));
  const figures: FiguresByDay = new Map();
  for (const arrival of orders.flatMap(arrivalsOf)) addArrival(figures, store, arrival);
  return { orders, figures };
});
const orders = all.flatMap((store) => store.orders);
const daily = all.flatMap(({ figures }) => [...figures.values()]);
const business = daily.flatMap((day) => [...day.business.values()]);
const sum = <T>(rows: readonly T[], figureOf: (row: T) => number) =>
  rows.reduce((total, row) => total + figureOf(row), 0);

test("channels, half hours and orders say the same", () => {
  expect(sum(business, (row) => row.orders)).toBe(orders.length);
  expect(sum(business, (row) => row.finalAmountFen)).toBe(sum(orders, (order) => order.finalAmountFen));
  for (const day of daily) {
    const [slots, channels] = [[...day.slots.values()], [...day.business.values()]];
    expect(sum(slots, (slot) => slot.orders)).toBe(sum(channels, (row) => row.orders));
    expect(sum(slots, (slot) => slot.finalAmountFen)).toBe(sum(channels, (row) => row.finalAmountFen));
  }
});

test("what was paid by kind and reduced is what was received", () => {
  for (const row of business) {
    const paid = row.wechatFen + row.alipayFen + row.cashFen + row.platformFen + row.otherFen;
    expect(paid + row.wechatDiscountFen + row.alipayDiscountFen).toBe(row.finalAmountFen);
  }
});

test("refunds stand once on the day of their order and once on their own", () => {
  const refunds = orders.flatMap(({ refund }) => refund ?? []);
  const amountFen = sum(refunds, (refund) => refund.amountFen);
  expect(refunds.length).toBeGreaterThan(20);
  expect(sum(business, (row) => row.refunds)).toBe(refunds.length);
  expect(sum(business, (row) => row.refundedCount)).toBe(refunds.length);
  expect(sum(business, (row) => row.refundAmountFen)).toBe(amountFen);
  expect(sum(business, (row) => row.refundedAmountFen)).toBe(amountFen);
});

test("sales are the tickets that hold, less what went back on the same day", () => {
  const sales = daily.flatMap((day) => [...day.sales.values()]);
  const held = orders.flatMap(({ tickets }) => tickets.filter(({ voidedAt }) => voidedAt === null));
  const tickets = sum(sales, (row) => row.tickets);
  expect(tickets).toBeLessThan(held.length);
  expect(tickets).toBeGreaterThan(0.98 * held.length);
  expect(sum(sales, (row) => row.amountFen)).toBeLessThan(sum(held, (ticket) => ticket.amountFen));
  for (const row of sales) {
    expect(row.tickets > 0 || (row.amountFen === 0 && row.weightGrams === 0 && row.quantity === 0)).toBe(
      true,
    );
  }
});
