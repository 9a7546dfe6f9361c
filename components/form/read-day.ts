import { type BusinessDay, isDay } from "@/lib/core/time";

const dayPattern = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/;

/** Reads a date as people type it: 2026-11-20, 2026/11/20, 2026.11.20, 20261120, 2026年11月20日. */
export function readDay(text: string): BusinessDay | null {
  const match = dayPattern.exec(text.trim());
  if (!match) return null;
  const [, year = "", month = "", date = ""] = match;
  const day = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
  return isDay(day) ? day : null;
}
