import { between, not, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { storeDays } from "@/db/schema/days";
import { rollupYears } from "@/db/schema/rollups";
import { type BusinessDay, earlier, yearOf } from "@/lib/core/time";

export type SliceYear = { year: number; state: "building" | "ready"; throughOn: BusinessDay | null };

export const firstOf = (year: number): BusinessDay => `${year}-01-01`;
export const lastOf = (year: number): BusinessDay => `${year}-12-31`;

/** Years that have slices, the earliest first. */
export async function readSliceYears(db: Db): Promise<SliceYear[]> {
  return db
    .select({ year: rollupYears.year, state: rollupYears.state, throughOn: rollupYears.throughOn })
    .from(rollupYears)
    .orderBy(rollupYears.year);
}

/** Store-days that the slices reach, so that they may be settled. */
export function isReached(years: readonly SliceYear[]): SQL {
  const ranges = years.flatMap(({ year, state, throughOn }) =>
    state === "ready" && throughOn !== null ? [between(storeDays.businessOn, firstOf(year), throughOn)] : [],
  );
  return or(...ranges) ?? sql`false`;
}

/** Store-days of years that are not being built. */
export function isSettleable(years: readonly SliceYear[]): SQL | undefined {
  const building = years.filter(({ state }) => state === "building");
  const ranges = building.map(({ year }) => between(storeDays.businessOn, firstOf(year), lastOf(year)));
  const inBuilding = or(...ranges);
  return inBuilding && not(inBuilding);
}

export type SliceStep =
  /** A year that has no slices yet: nothing is copied, the row says how far its slices will reach. */
  | { kind: "begin"; year: number; throughOn: BusinessDay }
  /** The slices of the last day are copied onto the days after it. */
  | { kind: "carry"; year: number; from: BusinessDay; throughOn: BusinessDay };

/**
 * What is to be done so that slices reach `days`: every year that has slices goes on to the latest closed day of all or its
 * own end, whichever is earlier. Years that are being built are left out.
 */
export function stepsTo(days: readonly BusinessDay[], years: readonly SliceYear[]): SliceStep[] {
  const horizon = [...days, ...years.flatMap(({ throughOn }) => throughOn ?? [])].reduce(
    (latest, day) => (day > latest ? day : latest),
    "",
  );
  if (horizon === "") return [];
  const known = new Map(years.map((row) => [row.year, row]));
  const wanted = [...new Set([...known.keys(), ...days.map(yearOf)])].sort((a, b) => a - b);
  return wanted.flatMap((year): SliceStep[] => {
    const row = known.get(year);
    const throughOn = earlier(horizon, lastOf(year));
    if (!row) return [{ kind: "begin", year, throughOn }];
    if (row.state !== "ready" || (row.throughOn ?? "") >= throughOn) return [];
    if (row.throughOn === null) return [{ kind: "begin", year, throughOn }];
    return [{ kind: "carry", year, from: row.throughOn, throughOn }];
  });
}
