import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, daysIn, weekday } from "@/lib/core/time";
import { comparedPeriods, comparisons } from "@/lib/statistics/model";
import { checkProperty } from "../../support/property";

const today = "2026-11-20";
const previous = (from: string, to: string) => comparedPeriods({ from, to }, "previous", today);
const compare = (from: string, to: string) => previous(from, to)?.compare;

test("a whole calendar unit is compared with the unit before", () => {
  expect(compare("2026-10-01", "2026-10-31")).toEqual({ from: "2026-09-01", to: "2026-09-30" });
  expect(compare("2026-03-01", "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(compare("2026-01-01", "2026-01-31")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(compare("2026-07-01", "2026-09-30")).toEqual({ from: "2026-04-01", to: "2026-06-30" });
  expect(compare("2025-01-01", "2025-12-31")).toEqual({ from: "2024-01-01", to: "2024-12-31" });
  expect(compare("2026-11-09", "2026-11-15")).toEqual({ from: "2026-11-02", to: "2026-11-08" });
});

test("any other range is compared with the same length before", () => {
  expect(compare("2026-11-13", "2026-11-19")).toEqual({ from: "2026-11-06", to: "2026-11-12" });
  expect(compare("2026-10-02", "2026-10-31")).toEqual({ from: "2026-09-02", to: "2026-10-01" });
});

test("an unfinished month, week, quarter or year is compared with the same elapsed part, without today", () => {
  expect(previous("2026-11-01", today)).toEqual({
    current: { from: "2026-11-01", to: "2026-11-19" },
    compare: { from: "2026-10-01", to: "2026-10-19" },
    isElapsedPart: true,
  });
  expect(previous("2026-11-16", today)).toMatchObject({ compare: { from: "2026-11-09", to: "2026-11-12" } });
  expect(previous("2026-10-01", today)).toMatchObject({ compare: { from: "2026-07-01", to: "2026-08-19" } });
  expect(previous("2026-01-01", today)).toMatchObject({ compare: { from: "2025-01-01", to: "2025-11-19" } });
  // 30 elapsed days of March against a February that has 28.
  expect(
    comparedPeriods({ from: "2026-03-01", to: "2026-03-31" }, "previous", "2026-03-31")?.compare,
  ).toEqual({
    from: "2026-02-01",
    to: "2026-02-28",
  });
});

test("the same dates a year before; 29 February becomes the 28th", () => {
  const lastYear = (from: string, to: string) => comparedPeriods({ from, to }, "lastYear", today)?.compare;
  expect(lastYear("2024-02-01", "2024-02-29")).toEqual({ from: "2023-02-01", to: "2023-02-28" });
  expect(lastYear("2026-11-13", "2026-11-19")).toEqual({ from: "2025-11-13", to: "2025-11-19" });
});

test("today alone has nothing to be compared with", () => {
  for (const kind of comparisons) expect(comparedPeriods({ from: today, to: today }, kind, today)).toBeNull();
});

test("every comparison leaves today out, never overlaps what it is compared with and aligns as it says", async () => {
  await checkProperty(
    "compared periods",
    fc.property(
      fc.integer({ min: -900, max: 0 }),
      fc.integer({ min: 0, max: 730 }),
      fc.constantFrom(...comparisons),
      (start, length, kind) => {
        const range = { from: addDays(today, start), to: addDays(today, start + length) };
        const periods = comparedPeriods(range, kind, today);
        if (periods === null) {
          expect(range.from >= today).toBe(true);
          return;
        }
        const { current, compare: before } = periods;
        expect(current.from).toBe(range.from);
        expect(current.to < today).toBe(true);
        expect(before.from <= before.to).toBe(true);
        if (kind !== "lastYear") expect(before.to < current.from).toBe(true);
        if (kind !== "weekday") return;
        expect(weekday(before.from)).toBe(weekday(current.from));
        expect(daysIn(before)).toBe(daysIn(current));
        expect(daysIn({ from: before.to, to: current.from }) <= 8).toBe(true);
      },
    ),
    1_000,
  );
});
