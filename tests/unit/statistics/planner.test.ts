import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type BusinessDay, type DayRange, daysIn, listDays, tenDayEnd } from "@/lib/core/time";
import {
  buildingDays,
  type Coverage,
  openDays,
  pointsOf,
  serve,
  slicedDays,
  tenDayRead,
} from "@/lib/statistics/planner";
import type { Segment } from "@/lib/statistics/segments";
import { checkProperty } from "../../support/property";

const day = fc.integer({ min: 0, max: 1_200 }).map((at) => addDays("2023-06-01", at));
const range = fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const year = fc.record({ isReady: fc.boolean(), through: fc.option(fc.nat(365), { nil: null }) });
const coverage = fc
  .tuple(fc.array(year, { minLength: 4, maxLength: 4 }), fc.option(range, { nil: null }))
  .map(
    ([years, open]): Coverage => ({
      years: new Map(
        years.map(({ isReady, through }, at) => {
          const last = through === null ? null : addDays(`${2023 + at}-01-01`, through);
          const end = `${2023 + at}-12-31`;
          return [2023 + at, { isReady, throughOn: last !== null && last > end ? end : last }];
        }),
      ),
      open,
      chainId: 1,
    }),
  );

/** What a day adds; no two sums of days are alike by chance. */
function worthOf(on: BusinessDay): number {
  return (Date.parse(on) / 86_400_000) ** 2 % 10_007;
}

function sumOf(days: DayRange): number {
  return listDays(days).reduce((sum, on) => sum + worthOf(on), 0);
}

/** The running sum of a year to the end of a day. */
function runningTo(end: BusinessDay): number {
  return sumOf({ from: `${end.slice(0, 4)}-01-01`, to: end });
}

test("slices at the ends of parts of years add up to the closed days of the range", async () => {
  const property = fc.property(range, coverage, (days, known) => {
    const parts = slicedDays(days, known);
    const { plus, minus } = pointsOf(parts);
    const read = plus.reduce((sum, end) => sum + runningTo(end), 0);
    const taken = minus.reduce((sum, end) => sum + runningTo(end), 0);
    expect(read - taken).toBe(parts.reduce((sum, part) => sum + sumOf(part), 0));
  });
  await checkProperty("points", property, 500);
});

test("slices of thirds of months with their edge days add up to the same, and edges are at most five days long", async () => {
  const property = fc.property(range, coverage, (days, known) => {
    const parts = slicedDays(days, known);
    const { plus, minus, edges } = tenDayRead(parts, known);
    const valueAt = (label: BusinessDay) => {
      expect(tenDayEnd(label)).toBe(label);
      const through = known.years.get(Number(label.slice(0, 4)))?.throughOn ?? label;
      return runningTo(label < through ? label : through);
    };
    const slices =
      plus.reduce((sum, end) => sum + valueAt(end), 0) - minus.reduce((sum, end) => sum + valueAt(end), 0);
    const rows = edges.reduce((sum, edge) => sum + edge.sign * sumOf(edge), 0);
    expect(slices + rows).toBe(parts.reduce((sum, part) => sum + sumOf(part), 0));
    for (const edge of edges) {
      const isDirect = parts.some(({ from, to }) => from === edge.from && to === edge.to);
      expect(daysIn(edge)).toBeLessThanOrEqual(isDirect ? 13 : 5);
    }
  });
  await checkProperty("ten-day reads", property, 1_000);
});

test("every day is read once: from slices, as an open day, or with a year that is being built", async () => {
  const property = fc.property(range, coverage, (days, known) => {
    const inParts = (parts: readonly DayRange[], on: BusinessDay) =>
      parts.filter(({ from, to }) => from <= on && on <= to).length;
    for (const on of listDays(days)) {
      const of = known.years.get(Number(on.slice(0, 4)));
      expect(inParts(buildingDays(days, known), on)).toBe(of?.isReady === false ? 1 : 0);
      const isSliced = of?.isReady === true && of.throughOn !== null && on <= of.throughOn;
      expect(inParts(slicedDays(days, known), on)).toBe(isSliced ? 1 : 0);
      const mayBeOpen = known.open !== null && known.open.from <= on && on <= known.open.to;
      expect(inParts(openDays(days, known), on)).toBe(mayBeOpen && of?.isReady !== false ? 1 : 0);
    }
  });
  await checkProperty("coverage", property, 30);
});

const all = { from: "2026-01-01", to: "2026-03-31" };
const segment = (storeId: number, days: DayRange = all): Segment => ({ storeId, ...days, key: "" });
const heading = (id: number, days: (DayRange & { storeId: number })[]) => ({
  id,
  kind: "branch" as const,
  refId: id,
  days,
});

test("a heading serves only if all of its store-days are wanted, and takes them away from the rest", () => {
  const wanted = [segment(1), segment(2), segment(3, { from: "2026-02-01", to: "2026-03-31" })];
  expect(serve(wanted, [heading(9, [segment(1), segment(2)])])).toEqual({ headings: [9], rest: [wanted[2]] });
  expect(serve(wanted, [heading(9, [segment(1), segment(4)])])).toEqual({ headings: [], rest: wanted });
  // One day more than is wanted.
  const early = segment(3, { from: "2026-01-31", to: "2026-03-31" });
  expect(serve(wanted, [heading(9, [early])])).toEqual({ headings: [], rest: wanted });
});

test("of headings that overlap only the first serves, and the days around a heading's are left", () => {
  const wanted = [segment(1), segment(2)];
  const middle = segment(1, { from: "2026-01-10", to: "2026-02-10" });
  const found = serve(wanted, [heading(7, [middle]), heading(8, [segment(1), segment(2)])]);
  expect(found).toEqual({
    headings: [7],
    rest: [
      segment(1, { from: "2026-01-01", to: "2026-01-09" }),
      segment(1, { from: "2026-02-11", to: "2026-03-31" }),
      segment(2),
    ],
  });
});
