import fc from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import {
  addDays,
  addMonths,
  businessDayEnd,
  businessDayOf,
  type CutOff,
  daysIn,
  endOfMonth,
  halfHourSlot,
  isDay,
  listDays,
  shanghaiDate,
  shanghaiMidnight,
  startOfMonth,
  weekday,
} from "@/lib/core/time";
import { checkProperty } from "@/tests/support/property";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Summer time in China as the time-zone database has it, in UTC: from 02:00 (+08) to 02:00 (+09). */
const summers = [
  ["1986-05-03T18:00Z", "1986-09-13T17:00Z"],
  ["1987-04-11T18:00Z", "1987-09-12T17:00Z"],
  ["1988-04-16T18:00Z", "1988-09-10T17:00Z"],
  ["1989-04-15T18:00Z", "1989-09-16T17:00Z"],
  ["1990-04-14T18:00Z", "1990-09-15T17:00Z"],
  ["1991-04-13T18:00Z", "1991-09-14T17:00Z"],
].map(([from = "", to = ""]) => ({ from: Date.parse(from), to: Date.parse(to) }));

/** The Shanghai clock at an instant, as a UTC instant that reads the same. */
function clockOf(ms: number): number {
  const isSummer = summers.some(({ from, to }) => ms >= from && ms < to);
  return ms + (isSummer ? 9 : 8) * hourMs;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const weekdayName = new Intl.DateTimeFormat("en", { weekday: "short", timeZone: "UTC" });

const dateOf = (ms: number) => new Date(clockOf(ms)).toISOString().slice(0, 10);

function hoursOn(date: string, cutOffs: readonly CutOff[]): number {
  const inForce = cutOffs
    .filter(({ fromOn }) => fromOn <= date)
    .sort((a, b) => (a.fromOn < b.fromOn ? -1 : 1));
  return inForce.at(-1)?.hours ?? 0;
}

const years = (from: number, to: number) => ({ min: Date.UTC(from, 0, 1), max: Date.UTC(to, 0, 1) });
const nearChange = fc
  .constantFrom(...summers.flatMap(({ from, to }) => [from, to]))
  .chain((at) => fc.integer({ min: at - 2 * dayMs, max: at + 2 * dayMs }));
const anyInstant = fc.oneof(
  fc.integer(years(1970, 2100)),
  fc.integer(years(1986, 1992)),
  fc.integer(years(2024, 2028)),
  nearChange,
);
const anyDay = anyInstant.map(dateOf);
const anyCutOffs = fc.uniqueArray(fc.record({ fromOn: anyDay, hours: fc.integer({ min: 0, max: 12 }) }), {
  maxLength: 4,
  selector: ({ fromOn }) => fromOn,
});

/** Cut-offs that begin around an instant, so that changes are met and not only passed. */
const withCutOffs = anyInstant.chain((ms) =>
  fc.record({
    ms: fc.constant(ms),
    cutOffs: fc.oneof(
      anyCutOffs,
      fc
        .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 12 })), { maxLength: 3 })
        .map((parts) => [
          ...new Map(parts.map(([by, hours]) => [by, { fromOn: addDays(dateOf(ms), by), hours }])).values(),
        ]),
    ),
  }),
);

afterEach(() => {
  vi.unstubAllEnvs();
});

describe.each(["UTC", "Asia/Shanghai", "America/Los_Angeles"])("in a process whose zone is %s", (zone) => {
  const inZone = (work: () => Promise<void>) => () => {
    vi.stubEnv("TZ", zone);
    const july = new Date(Date.UTC(2026, 6, 1)).getTimezoneOffset();
    expect(july).toBe({ UTC: 0, "Asia/Shanghai": -480, "America/Los_Angeles": 420 }[zone]);
    return work();
  };

  test(
    "date, half hour and business day of an instant follow the Shanghai clock, summer times included",
    inZone(() =>
      checkProperty(
        `business day in ${zone}`,
        fc.property(withCutOffs, ({ ms, cutOffs }) => {
          const instant = new Date(ms);
          expect(shanghaiDate(instant)).toBe(dateOf(ms));
          expect(halfHourSlot(instant)).toBe(Math.floor((clockOf(ms) % dayMs) / (hourMs / 2)));
          const hours = hoursOn(dateOf(ms), cutOffs);
          expect(businessDayOf(instant, cutOffs)).toBe(dateOf(ms - hours * hourMs));
        }),
        2_000,
      ),
    ),
  );

  test(
    "a business day ends at the first instant that belongs to the next one",
    inZone(() =>
      checkProperty(
        `end of a business day in ${zone}`,
        fc.property(withCutOffs, ({ ms, cutOffs }) => {
          const day = dateOf(ms);
          let before = Date.parse(`${day}T00:00Z`) - dayMs;
          let after = before + 5 * dayMs;
          while (after - before > 1) {
            const middle = Math.floor((before + after) / 2);
            if (businessDayOf(new Date(middle), cutOffs) > day) after = middle;
            else before = middle;
          }
          expect(businessDayEnd(day, cutOffs).getTime()).toBe(after);
        }),
        500,
      ),
    ),
  );

  test(
    "midnight is the first instant of its date",
    inZone(() =>
      checkProperty(
        `midnight in ${zone}`,
        fc.property(anyDay, (day) => {
          const midnight = shanghaiMidnight(day).getTime();
          expect(dateOf(midnight)).toBe(day);
          expect(dateOf(midnight - 1)).toBe(addDays(day, -1));
        }),
        500,
      ),
    ),
  );

  test(
    "days are counted on the calendar alone",
    inZone(() =>
      checkProperty(
        `day arithmetic in ${zone}`,
        fc.property(anyDay, fc.integer({ min: -800, max: 800 }), (day, count) => {
          const other = addDays(day, count);
          expect(addDays(other, -count)).toBe(day);
          expect(Date.parse(other) - Date.parse(day)).toBe(count * dayMs);
          expect(weekdays[weekday(other) - 1]).toBe(weekdayName.format(new Date(`${other}T00:00Z`)));
          if (count >= 0) {
            const days = listDays({ from: day, to: other });
            expect(days).toHaveLength(count + 1);
            expect(days.at(-1)).toBe(other);
            expect(daysIn({ from: day, to: other })).toBe(count + 1);
          } else expect(listDays({ from: day, to: other })).toEqual([]);
        }),
        500,
      ),
    ),
  );

  test(
    "months keep the day where they have it, else end on their last",
    inZone(() =>
      checkProperty(
        `month arithmetic in ${zone}`,
        fc.property(anyDay, fc.integer({ min: -60, max: 60 }), (day, count) => {
          const moved = addMonths(day, count);
          const last = endOfMonth(moved);
          expect(isDay(moved)).toBe(true);
          expect(addMonths(startOfMonth(day), count)).toBe(startOfMonth(moved));
          expect(Number(moved.slice(8))).toBe(Math.min(Number(day.slice(8)), Number(last.slice(8))));
          expect(addDays(last, 1)).toBe(addMonths(startOfMonth(moved), 1));
        }),
        500,
      ),
    ),
  );
});

test("a summer's day is 23 or 25 hours long, and its hours are elapsed ones", () => {
  const length = (day: string) => businessDayEnd(day, []).getTime() - shanghaiMidnight(day).getTime();
  expect(length("1986-05-04")).toBe(23 * hourMs);
  expect(length("1991-09-15")).toBe(25 * hourMs);
  expect(length("2026-05-04")).toBe(24 * hourMs);
});

test("a later change of the cut-off leaves the days before it alone", () => {
  const cutOffs = [
    { fromOn: "2026-03-01", hours: 4 },
    { fromOn: "2026-01-01", hours: 0 },
  ];
  expect(businessDayOf(new Date("2026-02-28T17:00Z"), cutOffs)).toBe("2026-02-28");
  expect(businessDayOf(new Date("2026-02-27T17:00Z"), cutOffs)).toBe("2026-02-28");
  expect(businessDayOf(new Date("2026-02-28T20:00Z"), cutOffs)).toBe("2026-03-01");
});

test.each([
  "2026-02-29",
  "2026-13-01",
  "2026-1-1",
  "0000-00-00",
  "2026-04-31",
  "",
  "2026-04-30T00:00:00Z",
  "２026-04-30",
])("%j is no day", (text) => {
  expect(isDay(text)).toBe(false);
});
