import { z } from "zod";
import type { Ctx } from "@/lib/core/context";
import { addFen } from "@/lib/core/money";
import { addDays } from "@/lib/core/time";
import { query } from "@/lib/core/verb";
import { averageFen } from "./business-figures";
import type { StoreUploads } from "./business-model";
import type { Home, HomeSlot, HomeStore } from "./home-model";
import { type HomeSlotSums, readSlots, readStoresToday, type StoreToday, sumFinished } from "./home-sums";
import { findRunningDays, placeOf, type RunningDays } from "./running-days";
import { nameUploads, readUploads, storesShownMax } from "./store-uploads";

const weekDays = 7;
const rankedMax = 5;

/**
 * Today so far for the stores in scope, against the half hours that are over on the same weekday a week before. Today is each
 * store's own business day in progress by the cut-off of its brand: at 02:00 a brand whose day ends at 04:00 is still in the day
 * before, and its figures of that day are "today" beside those of the others. Refunds stand on the day of their order. In fen.
 */
export const getHome = query({
  name: "statistics.getHome",
  permission: "stats.business",
  input: z.strictObject({}),
  snapshot: true,
  report: true,
  run: async (ctx: Ctx): Promise<Home> => {
    const running = await findRunningDays(ctx);
    const stores = await readStoresToday(ctx, running);
    const today = await readSlots(ctx, running, 0);
    const before = await readSlots(ctx, running, -weekDays);
    const trading = stores.filter(({ orders }) => orders > 0).sort(byAmount);
    const best = trading.slice(0, rankedMax);
    const worst = trading.slice(Math.max(rankedMax, trading.length - rankedMax)).reverse();
    const withoutSales = stores.filter(({ isOpen, orders }) => isOpen && orders === 0);
    const ranked = await nameRanked(ctx, running, [...best, ...worst]);
    return {
      day: running.latest,
      compareDay: addDays(running.latest, -weekDays),
      untilSlot: running.untilSlot,
      today: totalsOf(stores),
      current: finishedOf(today),
      compare: finishedOf(before),
      slots: curveOf(running, today, before),
      stores: stores.filter(({ isOpen }) => isOpen).length,
      best: ranked.slice(0, best.length),
      worst: ranked.slice(best.length),
      withoutSales: await firstOf(ctx, withoutSales),
      ...(await readUploads(ctx, null)),
      asOf: ctx.clock.now().toISOString(),
    };
  },
});

/** Equal amounts in the order in which the stores came, so that the list does not jump. */
function byAmount(a: StoreToday, b: StoreToday): number {
  return b.finalAmountFen - a.finalAmountFen || a.id - b.id;
}

function totalsOf(stores: readonly StoreToday[]): Home["today"] {
  const sums = {
    orders: count(stores, ({ orders }) => orders),
    finalAmountFen: addFen(...stores.map(({ finalAmountFen }) => finalAmountFen)),
    refunds: count(stores, ({ refunds }) => refunds),
    refundAmountFen: addFen(...stores.map(({ refundAmountFen }) => refundAmountFen)),
  };
  return { ...sums, averageFen: averageFen(sums) };
}

function finishedOf(slots: readonly HomeSlotSums[]): Home["current"] {
  return {
    orders: count(slots, ({ finishedOrders }) => finishedOrders),
    finalAmountFen: addFen(...slots.map(({ finishedFen }) => finishedFen)),
  };
}

function count<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function curveOf(
  running: RunningDays,
  today: readonly HomeSlotSums[],
  before: readonly HomeSlotSums[],
): HomeSlot[] {
  const [now, old] = [bySlot(today), bySlot(before)];
  const { groups } = running;
  const firstSlot = groups[0].hours * 2;
  return Array.from({ length: 48 }, (_, place) => {
    const slot = (firstSlot + place) % 48;
    const hasBegun = groups.some((group) => placeOf(slot, group.hours) <= group.elapsed);
    return { slot, today: hasBegun ? now(slot) : null, compare: old(slot) };
  });
}

function bySlot(rows: readonly HomeSlotSums[]) {
  const found = new Map(rows.map(({ slot, orders, finalAmountFen }) => [slot, { orders, finalAmountFen }]));
  return (slot: number) => found.get(slot) ?? { orders: 0, finalAmountFen: 0 };
}

async function nameRanked(
  ctx: Ctx,
  running: RunningDays,
  stores: readonly StoreToday[],
): Promise<HomeStore[]> {
  const ids = stores.map(({ id }) => id);
  const names = await nameUploads(ctx, ids);
  const now = await sumFinished(ctx, running, 0, ids);
  const before = await sumFinished(ctx, running, -weekDays, ids);
  return stores.map(({ id, orders, finalAmountFen }, index) => ({
    storeCode: names[index]?.storeCode ?? "",
    storeName: names[index]?.storeName ?? "",
    orders,
    finalAmountFen,
    currentFinalAmountFen: now.get(id) ?? 0,
    compareFinalAmountFen: before.get(id) ?? 0,
  }));
}

async function firstOf(ctx: Ctx, stores: readonly StoreToday[]): Promise<StoreUploads> {
  const ids = stores.slice(0, storesShownMax).map(({ id }) => id);
  return { count: stores.length, items: await nameUploads(ctx, ids) };
}
