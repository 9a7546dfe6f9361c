import type { BusinessDay, DayRange } from "@/lib/core/time";

export function earlier(a: BusinessDay, b: BusinessDay): BusinessDay {
  if (a < b) return a;
  return b;
}

export function later(a: BusinessDay, b: BusinessDay): BusinessDay {
  if (a > b) return a;
  return b;
}

/** The days that both have; null where there are none. */
export function overlap(a: DayRange, b: DayRange | null): DayRange | null {
  if (b === null) return null;
  const both = { from: later(a.from, b.from), to: earlier(a.to, b.to) };
  return both.from <= both.to ? both : null;
}
