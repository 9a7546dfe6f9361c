import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, shanghaiMidnight } from "@/lib/core/time";
import { demoChain } from "@/lib/demo/chain";
import type { DemoArrival } from "@/lib/demo/fact-rows";
import { openFactSource } from "@/lib/demo/fact-source";
import { demoGoods } from "@/lib/demo/goods";
import { checkProperty } from "../../support/property";

const plan = { seed: "test", stores: 3, from: "2026-10-01", anchor: "2026-11-20" };
const goods = demoGoods();
const stores = demoChain(plan).stores.map((store, index) => ({ id: index + 1, store }));
const begin = shanghaiMidnight("2026-10-01");
const spanHours = 24 * 20;

function nameOf({ part, order }: DemoArrival): string {
  return `${part} ${order.orderNo}`;
}

async function draw(after: Date, ends: Date[]): Promise<string[]> {
  const source = openFactSource(plan.seed, stores, goods, after);
  const names: string[] = [];
  for (const end of ends) {
    await source.drawUntil(end, (arrival) => {
      expect(arrival.at).toBeLessThanOrEqual(end.getTime());
      names.push(nameOf(arrival));
    });
  }
  return names;
}

test("however a time is cut into windows and runs, everything arrives exactly once", async () => {
  const end = new Date(begin.getTime() + spanHours * 3_600_000);
  const whole = (await draw(begin, [end])).sort();
  expect(whole.length).toBeGreaterThan(1_000);
  expect(new Set(whole).size).toBe(whole.length);
  const cuts = fc.array(fc.tuple(fc.integer({ min: 1, max: spanHours - 1 }), fc.boolean()), { maxLength: 6 });
  await checkProperty(
    "windows of the demo",
    fc.asyncProperty(cuts, async (places) => {
      const ordered = [...places].sort(([a], [b]) => a - b);
      const names: string[] = [];
      let after = begin;
      let ends: Date[] = [];
      for (const [hour, isNewRun] of ordered) {
        ends.push(new Date(begin.getTime() + hour * 3_600_000));
        if (!isNewRun) continue;
        names.push(...(await draw(after, ends)));
        after = ends.at(-1) ?? after;
        ends = [];
      }
      names.push(...(await draw(after, [...ends, end])));
      expect(names.sort()).toEqual(whole);
    }),
    25,
  );
});

test("of a late order the tickets come first and the order after them", async () => {
  const end = shanghaiMidnight(addDays("2026-10-01", 25));
  const names = await draw(begin, [end]);
  const late = names.filter((name) => name.startsWith("orderOnly"));
  expect(late.length).toBeGreaterThan(0);
  for (const name of late) {
    const tickets = names.indexOf(name.replace("orderOnly", "ticketsOnly"));
    expect(tickets).toBeGreaterThanOrEqual(0);
    expect(names).not.toContain(name.replace("orderOnly", "whole"));
  }
});
