import { expect, test } from "vitest";
import { demoChain } from "@/lib/demo/chain";
import { dayFactor } from "@/lib/demo/day-factor";

const plan = { seed: "test", stores: 20, from: "2025-01-01", anchor: "2026-11-20", rawFrom: "2025-01-01" };
const { stores } = demoChain(plan);

function storeWhere(isIt: (store: (typeof stores)[number]) => boolean) {
  const store = stores.find(isIt);
  if (!store) throw new Error("no such store");
  return store;
}
const old = storeWhere(({ item }) => item.openedOn !== null && item.openedOn < "2024-06-01");

test("people buy before the lunar new year and stay at home on it", () => {
  const usual = dayFactor(old, "2026-01-20");
  expect(dayFactor(old, "2026-02-15") / usual).toBeGreaterThan(1.5);
  expect(dayFactor(old, "2026-02-17") / usual).toBeLessThan(0.5);
  // A year before it fell on another date.
  expect(dayFactor(old, "2025-01-29") / dayFactor(old, "2025-01-08")).toBeLessThan(0.5);
});

test.each([
  ["National Day", "2026-10-01", "2026-09-17"],
  ["mid-autumn", "2026-09-25", "2026-09-18"],
  ["the saturday", "2026-09-19", "2026-09-16"],
  ["summer", "2026-07-15", "2026-12-16"],
])("%s sells more", (_, day, usual) => {
  expect(dayFactor(old, day)).toBeGreaterThan(1.1 * dayFactor(old, usual));
});

test("a new store begins with a little more than half and is like the others after its first weeks", () => {
  const fresh = storeWhere(({ item }) => item.openedOn !== null && item.openedOn > plan.from);
  const openedOn = fresh.item.openedOn ?? "";
  expect(dayFactor(fresh, openedOn) / dayFactor(old, openedOn)).toBeCloseTo(0.55, 2);
  expect(dayFactor(fresh, plan.anchor) / dayFactor(old, plan.anchor)).toBe(1);
});
