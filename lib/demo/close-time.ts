import { env } from "@/lib/core/env";
import { addDays, type BusinessDay, businessDayEnd, type CutOff, shanghaiDate } from "@/lib/core/time";

/** The demo's night shops begin their day at four in the morning. */
export const latestCutOffs: readonly CutOff[] = [{ fromOn: "2000-01-01", hours: 4 }];

const hourMs = 3_600_000;

/** When a business day is to be closed: its end plus the setting. */
export function closeTime(day: BusinessDay, cutOffs: readonly CutOff[]): Date {
  return new Date(businessDayEnd(day, cutOffs).getTime() + env().DAY_CLOSE_HOURS * hourMs);
}

/** The first business day that the brand with the later cut-off has not closed yet. */
export function firstOpenDay(now: Date): BusinessDay {
  let day = shanghaiDate(now);
  while (closeTime(addDays(day, -1), latestCutOffs) > now) day = addDays(day, -1);
  return day;
}
