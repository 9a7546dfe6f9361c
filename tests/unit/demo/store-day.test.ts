import { expect, test } from "vitest";
import { weighedAmountFen } from "@/lib/core/money";
import { addDays, businessDayOf, listDays } from "@/lib/core/time";
import { demoChain } from "@/lib/demo/chain";
import { demoGoods } from "@/lib/demo/goods";
import { type DemoOrder, demoStoreDay, lagDaysMax } from "@/lib/demo/store-day";

const plan = { seed: "test", stores: 20, from: "2026-03-01", anchor: "2026-11-20", rawFrom: "2026-03-01" };
const goods = demoGoods();
const { stores } = demoChain(plan);

const days = listDays({ from: "2026-03-25", to: "2026-04-08" });
const sold = stores.flatMap((store) =>
  days.flatMap((day) => demoStoreDay(plan.seed, store, day, goods).map((order) => ({ store, day, order }))),
);

function heldOf({ tickets }: DemoOrder) {
  return tickets.filter(({ voidedAt }) => voidedAt === null);
}

test("a day of a store is the same whenever it is drawn", () => {
  for (const store of stores.slice(0, 5)) {
    const first = demoStoreDay(plan.seed, store, "2026-04-01", goods);
    expect(demoStoreDay(plan.seed, store, "2026-04-01", goods)).toEqual(first);
    expect(demoStoreDay("other", store, "2026-04-01", goods)).not.toEqual(first);
  }
});

test("orders and tickets fall on the day they are drawn for, also of stores that trade past midnight", () => {
  for (const { store, day, order } of sold) {
    const instants = [order.orderedAt, ...order.tickets.map(({ weighedAt }) => weighedAt)];
    for (const at of instants) expect(businessDayOf(new Date(at), store.cutOffs)).toBe(day);
  }
});

test("goods are the sum of the tickets that hold, and payments with reductions the amount paid", () => {
  for (const { order } of sold) {
    expect(heldOf(order).reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(order.goodsAmountFen);
    const paid = order.payments.reduce((sum, { amountFen, reduceFen }) => sum + amountFen + reduceFen, 0);
    expect(paid).toBe(order.finalAmountFen);
    expect(heldOf(order).length).toBeGreaterThan(0);
  }
});

test("weighed tickets have grams, counted ones pieces, at the price of the day", () => {
  for (const { day, order } of sold) {
    for (const ticket of order.tickets) {
      const sku = goods[ticket.skuIndex];
      const price = sku?.prices.filter(({ fromOn }) => fromOn <= day).at(-1)?.priceFen ?? -1;
      expect(ticket.unitPriceFen).toBe(price);
      const isWeighed = sku?.unit === "weight";
      expect([ticket.weightGrams > 0, ticket.quantity > 0]).toEqual([isWeighed, !isWeighed]);
      const amount = isWeighed ? weighedAmountFen(ticket.weightGrams, price) : ticket.quantity * price;
      expect(ticket.amountFen).toBe(amount);
    }
  }
});

test("refunds come on the same day or later, within the lag, some without lines, and give back no more than was paid", () => {
  const refunded = sold.filter(({ order }) => order.refund !== null);
  expect(refunded.length).toBeGreaterThan(5);
  for (const { store, day, order } of refunded) {
    const on = businessDayOf(new Date(order.refund?.refundedAt ?? 0), store.cutOffs);
    expect(on >= day && on <= addDays(day, lagDaysMax)).toBe(true);
    expect(order.refund?.amountFen).toBeLessThanOrEqual(order.finalAmountFen);
    expect(order.refund?.refundedAt).toBeGreaterThan(order.receivedAt);
  }
  const daysLater = refunded.map(
    ({ order }) => (order.refund?.refundedAt ?? 0) - order.completedAt > 12 * 3_600_000,
  );
  expect(new Set(daysLater).size).toBe(2);
  expect(new Set(refunded.map(({ order }) => order.refund?.lines.length === 0)).size).toBe(2);
});

test("a few orders come late but within the lag, a few tickets are void, and every channel and pay kind occurs", () => {
  const late = sold.filter(({ order }) => order.isLate);
  expect(late.length).toBeGreaterThan(5);
  for (const { store, day, order } of late) {
    expect(businessDayOf(new Date(order.receivedAt), store.cutOffs) <= addDays(day, lagDaysMax)).toBe(true);
  }
  expect(sold.some(({ order }) => order.tickets.length > heldOf(order).length)).toBe(true);
  expect(new Set(sold.map(({ order }) => order.channel)).size).toBe(6);
  expect(new Set(sold.flatMap(({ order }) => order.payments.map(({ payType }) => payType))).size).toBe(6);
  expect(sold.some(({ order }) => order.payments.length === 2)).toBe(true);
});

test("a store sells nothing before it opens, after it closes or while it is renovated", () => {
  for (const store of stores) {
    if (store.tradesTo !== null) {
      expect(demoStoreDay(plan.seed, store, addDays(store.tradesTo, 1), goods)).toEqual([]);
    }
    expect(demoStoreDay(plan.seed, store, addDays(store.tradesFrom, -1), goods)).toEqual([]);
  }
});

test("an average store-day has about forty orders and ninety tickets", () => {
  const storeDays = new Set(sold.map(({ store, day }) => `${store.item.code} ${day}`)).size;
  expect(sold.length / storeDays).toBeGreaterThan(30);
  expect(sold.length / storeDays).toBeLessThan(50);
  const tickets = sold.reduce((sum, { order }) => sum + order.tickets.length, 0);
  expect(tickets / sold.length).toBeCloseTo(2.27, 0);
});
