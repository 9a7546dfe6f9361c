import { expect, test } from "vitest";
import { tenDayEnd } from "@/lib/core/time";
import { type SliceYear, stepsTo } from "@/lib/days/slice-years";

const ready = (year: number, throughOn: string): SliceYear => ({ year, state: "ready", throughOn });

test.each([
  ["2026-03-01", "2026-03-10"],
  ["2026-03-10", "2026-03-10"],
  ["2026-03-11", "2026-03-20"],
  ["2026-03-20", "2026-03-20"],
  ["2026-03-21", "2026-03-31"],
  ["2026-02-28", "2026-02-28"],
  ["2024-02-29", "2024-02-29"],
  ["2024-02-21", "2024-02-29"],
  ["2026-04-30", "2026-04-30"],
])("the third of a month that %s lies in ends on %s", (day, end) => {
  expect(tenDayEnd(day)).toBe(end);
});

test("the first day of all begins its year and no other", () => {
  expect(stepsTo(["2026-03-08"], [])).toEqual([{ kind: "begin", year: 2026, throughOn: "2026-03-08" }]);
});

test("days that slices reach ask for nothing", () => {
  expect(stepsTo(["2026-03-08", "2026-01-01"], [ready(2026, "2026-03-08")])).toEqual([]);
});

test("a later day carries its year on, and earlier years to their end", () => {
  expect(stepsTo(["2026-01-02"], [ready(2025, "2025-12-30")])).toEqual([
    { kind: "carry", year: 2025, from: "2025-12-30", throughOn: "2025-12-31" },
    { kind: "begin", year: 2026, throughOn: "2026-01-02" },
  ]);
});

test("a day of a year without slices, earlier than all others, begins that year to its end", () => {
  expect(stepsTo(["2024-02-29"], [ready(2026, "2026-03-08")])).toEqual([
    { kind: "begin", year: 2024, throughOn: "2024-12-31" },
  ]);
});

test("a year that is being built is left alone", () => {
  const building: SliceYear = { year: 2026, state: "building", throughOn: null };
  expect(stepsTo(["2026-03-08"], [building])).toEqual([]);
});
