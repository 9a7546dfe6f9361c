import fc from "fast-check";
import { expect, test } from "vitest";
import { datePresets, presetOf, presetRange } from "@/components/form/date-presets";
import { readDay } from "@/components/form/read-day";
import { addDays, daysIn, isDay, weekday } from "@/lib/core/time";
import { checkProperty } from "../../support/property";

test.each([
  ["today", "2026-03-01", "2026-03-01"],
  ["yesterday", "2026-02-28", "2026-02-28"],
  ["last7", "2026-02-22", "2026-02-28"],
  ["last30", "2026-01-30", "2026-02-28"],
  ["thisWeek", "2026-02-23", "2026-03-01"],
  ["thisMonth", "2026-03-01", "2026-03-01"],
  ["lastMonth", "2026-02-01", "2026-02-28"],
] as const)("%s on the first of March, a Sunday, is %s to %s", (preset, from, to) => {
  expect(presetRange(preset, "2026-03-01")).toEqual({ from, to });
});

const anyDay = fc.integer({ min: 0, max: 40_000 }).map((offset) => addDays("1992-01-01", offset));

test("no preset reaches past today or runs backwards, and each is found again by its range", async () => {
  await checkProperty(
    "date presets",
    fc.property(anyDay, fc.constantFrom(...datePresets), (today, preset) => {
      const range = presetRange(preset, today);
      expect(range.from <= range.to && range.to <= today).toBe(true);
      const found = presetOf(range, today);
      // Several names can mean the same days; the first one wins.
      expect(found && presetRange(found, today)).toEqual(range);
      if (preset === "last7") expect(daysIn(range)).toBe(7);
      if (preset === "last30") expect(daysIn(range)).toBe(30);
      if (preset === "thisWeek") expect(weekday(range.from)).toBe(1);
      if (preset.endsWith("Month")) expect(range.from.slice(8)).toBe("01");
      if (preset === "lastMonth") expect(addDays(range.to, 1).slice(8)).toBe("01");
    }),
    1_000,
  );
});

test("a range that no preset makes has no name", () => {
  expect(presetOf({ from: "2026-02-03", to: "2026-02-09" }, "2026-03-01")).toBeNull();
});

test.each(["2026-11-02", "2026/11/2", "2026.11.02", "20261102", " 2026年11月2日 "])("%s is a day", (text) => {
  expect(readDay(text)).toBe("2026-11-02");
});

test.each(["", "2026-02-30", "2026-13-01", "26-11-02", "11/02/2026", "today"])("%s is none", (text) => {
  expect(readDay(text)).toBeNull();
});

test("what is read as a day is a real one", async () => {
  await checkProperty(
    "typed day",
    fc.property(
      fc.oneof(fc.string({ maxLength: 12 }), fc.stringMatching(/^\d{4}[-/.]?\d{1,2}[-/.]?\d{1,2}$/)),
      (text) => {
        const day = readDay(text);
        if (day !== null) expect(isDay(day)).toBe(true);
      },
    ),
    1_000,
  );
});
