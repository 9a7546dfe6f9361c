/**
 * Instants are UTC `Date`s; a business day is "YYYY-MM-DD" in Asia/Shanghai, fixed when a row is written.
 * Day arithmetic works on the text through UTC midnights, so the zone of the process never matters.
 */
export type BusinessDay = string;
export type DayRange = { from: BusinessDay; to: BusinessDay };

const dayMs = 86_400_000;
const hourMs = 3_600_000;
const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
/** Since the last summer time ended on 1991-09-15 the offset has always been +08:00. */
const fixedOffsetSince = Date.UTC(1992, 0, 1);

const shanghaiParts = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

const shanghaiClock = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

/** The calendar date in Asia/Shanghai at an instant. */
export function shanghaiDate(instant: Date): BusinessDay {
  const ms = instant.getTime();
  if (ms >= fixedOffsetSince) return new Date(ms + 8 * hourMs).toISOString().slice(0, 10);
  return shanghaiParts.format(instant);
}

/** A brand's cut-off: the business day begins `hours` after midnight for instants on or after `fromOn`. */
export type CutOff = { fromOn: BusinessDay; hours: number };

/**
 * The business day of an instant: the date of (instant − cut-off) in Asia/Shanghai. The cut-off in force on the
 * instant's Shanghai date applies; its hours are elapsed hours. `cutOffs` in any order; none in force means 0.
 */
export function businessDayOf(instant: Date, cutOffs: readonly CutOff[]): BusinessDay {
  const hours = cutOffHours(shanghaiDate(instant), cutOffs);
  return hours === 0 ? shanghaiDate(instant) : shanghaiDate(new Date(instant.getTime() - hours * hourMs));
}

/** The instant at which a business day has ended: the first one that belongs to the next day. */
export function businessDayEnd(day: BusinessDay, cutOffs: readonly CutOff[]): Date {
  const next = addDays(day, 1);
  return new Date(shanghaiMidnight(next).getTime() + cutOffHours(next, cutOffs) * hourMs);
}

/** Half hour of the Shanghai clock, 0–47. */
export function halfHourSlot(instant: Date): number {
  const ms = instant.getTime();
  if (ms >= fixedOffsetSince) return Math.floor(((ms + 8 * hourMs) % dayMs) / (hourMs / 2));
  const [hour = 0, minute = 0] = shanghaiClock.format(instant).split(":").map(Number);
  return hour * 2 + (minute >= 30 ? 1 : 0);
}

/** 00:00 of a date in Asia/Shanghai as an instant. */
export function shanghaiMidnight(day: BusinessDay): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (utc >= fixedOffsetSince) return new Date(utc - 8 * hourMs);
  for (const offset of [9, 8]) {
    const candidate = new Date(utc - offset * hourMs);
    if (shanghaiDate(candidate) === day) return candidate;
  }
  return new Date(utc - 8 * hourMs);
}

/** True for a real calendar date written as YYYY-MM-DD. */
export function isDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}

export function addDays(day: BusinessDay, count: number): BusinessDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * dayMs).toISOString().slice(0, 10);
}

/** Days from `from` to `to`, both included; 1 for a single day. */
export function daysIn(range: DayRange): number {
  return (
    Math.round((Date.parse(`${range.to}T00:00:00Z`) - Date.parse(`${range.from}T00:00:00Z`)) / dayMs) + 1
  );
}

export function listDays(range: DayRange): BusinessDay[] {
  return Array.from({ length: Math.max(0, daysIn(range)) }, (_, index) => addDays(range.from, index));
}

export function yearOf(day: BusinessDay): number {
  return Number(day.slice(0, 4));
}

export function earlier(a: BusinessDay, b: BusinessDay): BusinessDay {
  return a < b ? a : b;
}

export function later(a: BusinessDay, b: BusinessDay): BusinessDay {
  return a > b ? a : b;
}

/** The days that both have; null where there are none. */
export function overlap(a: DayRange, b: DayRange | null): DayRange | null {
  if (b === null) return null;
  const both = { from: later(a.from, b.from), to: earlier(a.to, b.to) };
  return both.from <= both.to ? both : null;
}

/** 1 = Monday … 7 = Sunday; the week starts on Monday. */
export function weekday(day: BusinessDay): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

export function startOfMonth(day: BusinessDay): BusinessDay {
  return `${day.slice(0, 7)}-01`;
}

export function endOfMonth(day: BusinessDay): BusinessDay {
  return addDays(addMonths(startOfMonth(day), 1), -1);
}

/** Last day of the third of its month that a day lies in: the 10th, the 20th or the month's last. */
export function tenDayEnd(day: BusinessDay): BusinessDay {
  const date = Number(day.slice(8));
  if (date > 20) return endOfMonth(day);
  return `${day.slice(0, 8)}${date > 10 ? "20" : "10"}`;
}

/** Moves by whole months; a day the target month lacks becomes its last (29 Feb − 12 months → 28 Feb). */
export function addMonths(day: BusinessDay, count: number): BusinessDay {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const index = year * 12 + (month - 1) + count;
  const targetYear = Math.floor(index / 12);
  const targetMonth = index - targetYear * 12;
  const last = new Date(Date.UTC(targetYear, targetMonth + 1, 0)).getUTCDate();
  return new Date(Date.UTC(targetYear, targetMonth, Math.min(date, last))).toISOString().slice(0, 10);
}

function cutOffHours(date: BusinessDay, cutOffs: readonly CutOff[]): number {
  let best: CutOff | null = null;
  for (const cutOff of cutOffs) {
    if (cutOff.fromOn <= date && (best === null || cutOff.fromOn > best.fromOn)) best = cutOff;
  }
  return best?.hours ?? 0;
}
