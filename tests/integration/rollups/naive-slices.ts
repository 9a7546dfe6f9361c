import type { Figures } from "./raw-daily";
import { addTo } from "./raw-daily";

/** The five tables of slices, each with the columns of its keys in the order of a key's text. */
export const sliceTables = {
  store_cum: ["store_id", "business_on"],
  heading_business_cum: ["heading_id", "channel", "business_on"],
  heading_sales_cum: ["heading_id", "business_on"],
  heading_sku_cum: ["heading_id", "sku_id", "business_on"],
  store_sku_cum: ["store_id", "sku_id", "ten_day_end_on"],
} as const;
export type SliceTable = keyof typeof sliceTables;
export type Slices = Record<SliceTable, Figures>;

/** A closed store-day and the headings under which it stands. */
export type ClosedDay = { storeId: number; day: string; headingIds: readonly number[] };

const dayMs = 86_400_000;

/**
 * Every slice that the closed store-days call for, added up day by day: from the first day of a year on which a key has
 * figures to the last one of that year that has slices.
 */
export function naiveSlices(
  closed: readonly ClosedDay[],
  daily: { business: Figures; sales: Figures },
  throughOn: (year: string) => string,
): Slices {
  const steps = noSlices();
  const days = new Map(closed.map((one) => [`${one.storeId} ${one.day}`, one]));
  for (const [key, measures] of daily.business) {
    const [store, day, channel] = key.split(" ");
    const found = days.get(`${store} ${day}`);
    if (!found) continue;
    addTo(steps.store_cum, `${store} ${day}`, measures);
    for (const id of found.headingIds) addTo(steps.heading_business_cum, `${id} ${channel} ${day}`, measures);
  }
  for (const [key, row] of daily.sales) {
    const [store, day, sku] = key.split(" ");
    const found = days.get(`${store} ${day}`);
    if (!found) continue;
    const { weight_grams: grams = 0, amount_fen: amount = 0 } = row;
    const measures = { ...row, weighed_amount_fen: grams > 0 ? amount : 0 };
    addTo(steps.store_cum, `${store} ${day}`, measures);
    addTo(steps.store_sku_cum, `${store} ${sku} ${day}`, measures);
    for (const id of found.headingIds) {
      addTo(steps.heading_sales_cum, `${id} ${day}`, measures);
      addTo(steps.heading_sku_cum, `${id} ${sku} ${day}`, measures);
    }
  }
  return addedUp(steps, throughOn);
}

/** The latest closed day of all or 31 December. */
export function throughClosed(days: readonly string[]): (year: string) => string {
  const latest = [...days].sort().at(-1) ?? "";
  return (year) => (latest < `${year}-12-31` ? latest : `${year}-12-31`);
}

function noSlices(): Slices {
  return {
    store_cum: new Map(),
    heading_business_cum: new Map(),
    heading_sales_cum: new Map(),
    heading_sku_cum: new Map(),
    store_sku_cum: new Map(),
  };
}

function addedUp(steps: Slices, throughOn: (year: string) => string): Slices {
  const slices = noSlices();
  for (const table of Object.keys(sliceTables) as SliceTable[]) {
    const isThird = table === "store_sku_cum";
    for (const [prefix, byDay] of byPrefixAndYear(steps[table])) {
      addUp(byDay, throughOn, (day, sums) => {
        if (!isThird) slices[table].set(`${prefix} ${day}`, sums);
        // The last one written for a third is the one to its end, or to the latest closed day.
        else slices[table].set(`${prefix} ${endOfThird(day)}`, sums);
      });
    }
  }
  return slices;
}

/** The figures of a key and a calendar year, by day; the year is not part of the prefix. */
function byPrefixAndYear(figures: Figures): [string, Figures][] {
  const groups = new Map<string, [string, Figures]>();
  for (const [key, measures] of figures) {
    const at = key.lastIndexOf(" ");
    const [prefix, day] = [key.slice(0, at), key.slice(at + 1)];
    const name = `${prefix} ${day.slice(0, 4)}`;
    const group = groups.get(name) ?? [prefix, new Map()];
    group[1].set(day, measures);
    groups.set(name, group);
  }
  return [...groups.values()];
}

function addUp(
  byDay: Figures,
  throughOn: (year: string) => string,
  write: (day: string, sums: Record<string, number>) => void,
): void {
  const [first = ""] = [...byDay.keys()].sort();
  const through = throughOn(first.slice(0, 4));
  let sums: Record<string, number> = {};
  for (let day = first; day <= through; day = nextDay(day)) {
    const step = byDay.get(day);
    if (step) {
      sums = { ...sums };
      for (const [name, value] of Object.entries(step)) sums[name] = (sums[name] ?? 0) + value;
    }
    write(day, sums);
  }
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}

/** 10th, 20th or last of the month. */
function endOfThird(day: string): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  if (date <= 10) return `${day.slice(0, 8)}10`;
  if (date <= 20) return `${day.slice(0, 8)}20`;
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
