import { addDays, type BusinessDay, daysIn, weekday } from "@/lib/core/time";
import type { DemoStore } from "./chain";

/** Monday … Sunday. */
const weekdayFactors = [0.86, 0.88, 0.92, 0.97, 1.12, 1.2, 1.05] as const;
const weeksOfOpening = 45;

/** How much a store sells on a day, as a multiple of its average: week, season, festivals, first weeks of a new store. */
export function dayFactor(store: DemoStore, day: BusinessDay): number {
  return calendarFactor(day) * openingFactor(store, day);
}

/** A new store grows from a little more than half to the full in its first weeks. */
function openingFactor({ item }: DemoStore, day: BusinessDay): number {
  const openDays = item.openedOn === null ? weeksOfOpening : daysIn({ from: item.openedOn, to: day }) - 1;
  return openDays < weeksOfOpening ? 0.55 + openDays / 100 : 1;
}

const known = new Map<BusinessDay, number>();

function calendarFactor(day: BusinessDay): number {
  const found = known.get(day);
  if (found !== undefined) return found;
  const month = Number(day.slice(5, 7));
  // Cold dishes sell in summer.
  const season = 1 + 0.12 * Math.cos(((month - 7) * Math.PI) / 6);
  const factor = (weekdayFactors[weekday(day) - 1] ?? 1) * season * festivalFactor(day);
  known.set(day, factor);
  return factor;
}

/** First day of the lunar year, dragon boat festival, mid-autumn. */
const lunarDays: Readonly<Record<string, readonly [newYear: string, dragonBoat: string, midAutumn: string]>> =
  {
    "2022": ["2022-02-01", "2022-06-03", "2022-09-10"],
    "2023": ["2023-01-22", "2023-06-22", "2023-09-29"],
    "2024": ["2024-02-10", "2024-06-10", "2024-09-17"],
    "2025": ["2025-01-29", "2025-05-31", "2025-10-06"],
    "2026": ["2026-02-17", "2026-06-19", "2026-09-25"],
    "2027": ["2027-02-06", "2027-06-09", "2027-09-15"],
    "2028": ["2028-01-26", "2028-05-28", "2028-10-03"],
    "2029": ["2029-02-13", "2029-06-16", "2029-09-22"],
    "2030": ["2030-02-03", "2030-06-05", "2030-09-12"],
  };

/** From eleven days before new year's day on; on the day itself and after it hardly anybody buys. */
const newYearFactors = [
  1.1, 1.15, 1.2, 1.28, 1.35, 1.42, 1.5, 1.6, 1.75, 1.9, 1.65, 0.25, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95,
] as const;
const daysBeforeNewYear = 11;

function festivalFactor(day: BusinessDay): number {
  const [newYear, dragonBoat, midAutumn] = lunarDays[day.slice(0, 4)] ?? [];
  const sinceNewYear =
    newYear === undefined ? -1 : daysIn({ from: newYear, to: day }) - 1 + daysBeforeNewYear;
  const date = day.slice(5);
  if (newYearFactors[sinceNewYear] !== undefined) return newYearFactors[sinceNewYear];
  if (date >= "10-01" && date <= "10-07") return 1.3;
  if (date >= "05-01" && date <= "05-05") return 1.18;
  if (date === "04-04" || date === "04-05") return 1.25;
  if (date === "01-01" || date === "12-31") return 1.15;
  if (day === dragonBoat || day === midAutumn) return 1.4;
  if (midAutumn !== undefined && day === addDays(midAutumn, -1)) return 1.25;
  return 1;
}
