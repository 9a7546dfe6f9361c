import {
  addDays,
  addMonths,
  type BusinessDay,
  type DayRange,
  endOfMonth,
  startOfMonth,
  weekday,
} from "@/lib/core/time";

export const datePresets = [
  "today",
  "yesterday",
  "last7",
  "last30",
  "thisWeek",
  "thisMonth",
  "lastMonth",
] as const;
export type DatePreset = (typeof datePresets)[number];

/** "Last n days" are complete ones and end yesterday; "this week" and "this month" run up to today. */
export function presetRange(preset: DatePreset, today: BusinessDay): DayRange {
  const yesterday = addDays(today, -1);
  const ranges: Record<DatePreset, () => DayRange> = {
    today: () => ({ from: today, to: today }),
    yesterday: () => ({ from: yesterday, to: yesterday }),
    last7: () => ({ from: addDays(today, -7), to: yesterday }),
    last30: () => ({ from: addDays(today, -30), to: yesterday }),
    thisWeek: () => ({ from: addDays(today, 1 - weekday(today)), to: today }),
    thisMonth: () => ({ from: startOfMonth(today), to: today }),
    lastMonth: () => lastMonthRange(today),
  };
  return ranges[preset]();
}

function lastMonthRange(today: BusinessDay): DayRange {
  const first = addMonths(startOfMonth(today), -1);
  return { from: first, to: endOfMonth(first) };
}

/** The preset a range was made by; on a Monday "today" and "this week" are the same and the first one names it. */
export function presetOf(range: DayRange, today: BusinessDay): DatePreset | null {
  return (
    datePresets.find((preset) => {
      const own = presetRange(preset, today);
      return own.from === range.from && own.to === range.to;
    }) ?? null
  );
}
