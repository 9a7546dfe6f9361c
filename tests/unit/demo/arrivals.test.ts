import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, shanghaiMidnight } from "@/lib/core/time";
import { arrivalsIn, type DemoArrival } from "@/lib/demo/arrivals";
import { demoChain } from "@/lib/demo/chain";
import { demoGoods } from "@/lib/demo/goods";
import { checkProperty } from "../../support/property";

const plan = { seed: "test", stores: 4, from: "2026-10-01", anchor: "2026-11-20", rawFrom: "2026-10-01" };
const goods = demoGoods();
const stores = demoChain(plan).stores;
const begin = shanghaiMidnight("2026-10-01");
const spanHours = 24 * 20;
const end = new Date(begin.getTime() + spanHours * 3_600_000);

function nameOf({ part, order }: DemoArrival): string {
  return `${part} ${order.orderNo}`;
}

function draw(after: Date, until: Date): string[] {
  return stores.flatMap((store) => {
    const arrivals = arrivalsIn(plan, { store }, goods, { after, until });
    for (const { at } of arrivals) expect(at > after.getTime() && at <= until.getTime()).toBe(true);
    return arrivals.map(nameOf);
  });
}

test("however a time is cut into windows, everything arrives exactly once", async () => {
  const whole = draw(begin, end).sort();
  expect(whole.length).toBeGreaterThan(1_000);
  expect(new Set(whole).size).toBe(whole.length);
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: spanHours * 60 - 1 }), { maxLength: 6 });
  await checkProperty(
    "windows of the demo",
    fc.property(cuts, (minutes) => {
      const ordered = [...minutes].sort((a, b) => a - b);
      const ends = [...ordered.map((minute) => new Date(begin.getTime() + minute * 60_000)), end];
      const names = ends.flatMap((until, index) => draw(ends[index - 1] ?? begin, until));
      expect(names.sort()).toEqual(whole);
    }),
    12,
  );
});

test("of a late order the tickets come first and the order after them", () => {
  const names = draw(begin, shanghaiMidnight(addDays("2026-10-01", 25)));
  const late = names.filter((name) => name.startsWith("orderOnly"));
  expect(late.length).toBeGreaterThan(0);
  for (const name of late) {
    const tickets = names.indexOf(name.replace("orderOnly", "ticketsOnly"));
    expect(tickets).toBeGreaterThanOrEqual(0);
    expect(tickets).toBeLessThan(names.indexOf(name));
    expect(names).not.toContain(name.replace("orderOnly", "whole"));
  }
});

test("nothing comes late to days that have no raw rows", () => {
  const rawFrom = "2026-10-10";
  const [store] = stores;
  if (!store) throw new Error("no stores");
  const arrivals = arrivalsIn({ ...plan, rawFrom }, { store }, goods, {
    after: shanghaiMidnight(rawFrom),
    until: end,
  });
  expect(arrivals.length).toBeGreaterThan(0);
  for (const { order } of arrivals) {
    expect(order.orderedAt).toBeGreaterThanOrEqual(shanghaiMidnight(rawFrom).getTime());
  }
});
