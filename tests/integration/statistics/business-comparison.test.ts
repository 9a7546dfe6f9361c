import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { addDays } from "@/lib/core/time";
import type { BusinessRow } from "@/lib/statistics/business-model";
import { getBusinessOverview } from "@/lib/statistics/get-business-overview";
import { listBusiness } from "@/lib/statistics/list-business";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { checkProperty } from "../../support/property";
import { added, dayByHand, finishedByHand, mintTodayStores, type TodayStores, today } from "./today-stores";

let scene: TodayStores;
beforeAll(async () => {
  scene = await mintTodayStores();
}, 120_000);

const midnight = Date.parse(`${today}T00:00:00+08:00`);
const shifts = { previous: -1, weekday: -7, lastYear: -365 } as const;

function contextAt(now: number, isClerk = false) {
  return testContext({ actor: isClerk ? scene.clerk : scene.owner, clock: testClock(new Date(now)) });
}

const isRow = (row: object): row is BusinessRow => "netAmountFen" in row;

test("within today orders and 实收 are compared by the half hours that are over, whatever the cut-off of the brand", async () => {
  const cases = fc.record({
    minute: fc.integer({ min: 0, max: 1_439 }),
    compare: fc.constantFrom("previous" as const, "weekday" as const, "lastYear" as const),
    isClerk: fc.boolean(),
  });
  await checkProperty(
    "today by half hours",
    fc.asyncProperty(cases, async ({ minute, compare, isClerk }) => {
      const now = midnight + minute * 60_000;
      const seen = isClerk ? [0] : [...scene.stores.keys()];
      // Between midnight and the cut-off the night brand is still in the day before, and that is what is not over.
      const day = dayByHand(now, isClerk ? 0 : 4);
      const sideOf = (shift: number) =>
        seen.map((store) => finishedByHand(scene, store, day, { shift, now }));
      const input = { from: day, to: day, compare, groupBy: "store" };
      const { comparison, items, totals } = await listBusiness(contextAt(now, isClerk), input);
      const other = addDays(day, shifts[compare]);
      expect(comparison).toMatchObject({
        current: { from: day, to: day },
        compare: { from: other, to: other },
        untilSlot: Math.floor(minute / 30),
        currentTotals: { ...added(sideOf(0)), refundAmountFen: null, netAmountFen: null },
        compareTotals: { ...added(sideOf(shifts[compare])), cashFen: null },
      });
      const whole = scene.sold.filter(
        (one) => seen.includes(one.store) && dayByHand(one.at, scene.hours[one.store] ?? 0) === day,
      );
      expect(totals.orders).toBe(whole.length);
      for (const row of items.filter(isRow)) {
        const store = scene.stores.findIndex(({ code }) => code === row.storeCode);
        const now0 = finishedByHand(scene, store, day, { shift: 0, now });
        expect(row.current ?? { orders: 0, finalAmountFen: 0 }).toMatchObject(now0);
        const before = finishedByHand(scene, store, day, { shift: shifts[compare], now });
        expect(row.compare ?? { orders: 0, finalAmountFen: 0 }).toMatchObject(before);
      }
      const overview = await getBusinessOverview(contextAt(now, isClerk), { from: day, to: day, compare });
      expect(overview.comparison).toEqual(comparison);
      expect(overview.totals).toEqual(totals);
    }),
    60,
  );
}, 400_000);

test("a longer range leaves today out on both sides", async () => {
  const ctx = contextAt(midnight + 12 * 3_600_000);
  const { comparison } = await listBusiness(ctx, {
    from: addDays(today, -1),
    to: today,
    compare: "previous",
  });
  const [yesterday, before] = [addDays(today, -1), addDays(today, -2)];
  expect(comparison).toMatchObject({
    current: { from: yesterday, to: yesterday },
    compare: { from: before, to: before },
    untilSlot: null,
  });
  expect(comparison?.currentTotals.netAmountFen).not.toBeNull();
});

test.each([
  ["2024-02-29", "2023-02-28"],
  ["2026-02-28", "2025-02-28"],
])("a year before %s is %s", async (day, before) => {
  const ctx = contextAt(midnight);
  const { comparison } = await listBusiness(ctx, { from: day, to: day, compare: "lastYear" });
  expect(comparison?.compare).toEqual({ from: before, to: before });
});

test("within today half hours cannot be told by channel, so nothing is compared", async () => {
  const ctx = contextAt(midnight + 12 * 3_600_000);
  const input = { from: today, to: today, compare: "weekday", channels: "terminal" };
  expect((await listBusiness(ctx, input)).comparison).toBeNull();
  const overview = await getBusinessOverview(ctx, input);
  expect([overview.slots, overview.slotsMissing]).toEqual([null, "channels"]);
  const byChannel = await listBusiness(ctx, { ...input, channels: "", groupBy: "channel" });
  expect(byChannel.comparison).not.toBeNull();
  expect(byChannel.items).toEqual([expect.objectContaining({ channel: "terminal", compare: null })]);
});

test("half hours that are not over are shown but not compared", async () => {
  const ctx = contextAt(midnight + 12 * 3_600_000);
  const input = { from: today, to: today, compare: "weekday", groupBy: "slot", pageSize: 48 };
  const { items } = await listBusiness(ctx, input);
  expect(items).toHaveLength(48);
  for (const row of items) {
    if (!("slot" in row)) throw new Error("a half hour was expected");
    // The first eight half hours are the night brand's last ones.
    expect(row.current === null).toBe(row.slot >= 24 || row.slot < 8);
    expect(row.compare).not.toBeNull();
  }
});

test.each([
  ["2026-11-19", "weekday", "2026-11-12"],
  ["2026-11-18", "previous", "2026-11-17"],
  ["2026-11-20", "lastYear", "2025-11-20"],
] as const)(
  "same-store on %s (%s) leaves out the stores that did not trade on both days, everywhere",
  async (day, compare, before) => {
    const ctx = contextAt(midnight + 36 * 3_600_000);
    const soldOn = (store: number, on: string) =>
      scene.sold.filter((one) => one.store === store && dayByHand(one.at, scene.hours[store] ?? 0) === on);
    const all = [...scene.stores.keys()];
    const both = all.filter((store) => soldOn(store, day).length > 0 && soldOn(store, before).length > 0);
    const count = (on: string) => both.reduce((sum, store) => sum + soldOn(store, on).length, 0);
    const input = { from: day, to: day, compare, groupBy: "store", sameStore: "true" };
    const same = await listBusiness(ctx, input);
    expect(same.items.map((row) => Reflect.get(row, "storeCode")).sort()).toEqual(
      both.map((store) => scene.stores[store]?.code).sort(),
    );
    expect([same.totals.orders, same.comparison?.currentTotals.orders]).toEqual([count(day), count(day)]);
    expect(same.comparison?.compareTotals.orders).toBe(count(before));
    const { totals } = await listBusiness(ctx, { ...input, sameStore: "false" });
    expect(totals.orders).toBe(all.reduce((sum, store) => sum + soldOn(store, day).length, 0));
  },
);
