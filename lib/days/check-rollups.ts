import { and, between, eq, gte, isNotNull, isNull, max, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { headingKinds } from "@/db/enums/days";
import { storeDays } from "@/db/schema/days";
import {
  headingMoves,
  rollupBusinessDeltas,
  rollupDeltaHeadings,
  rollupSalesDeltas,
} from "@/db/schema/rollups";
import { yearOf } from "@/lib/core/time";
import { query } from "@/lib/core/verb";
import { headingLevels, storeLevels } from "./checked-levels";
import { type CheckedYear, compareLevel, type Difference, type Level } from "./compare-slices";
import { isMisplaced } from "./headings";
import type { StoreDaysCondition } from "./raw-figures";
import { changedDays, compareFigures } from "./replace-figures";
import { readSliceYears } from "./slice-years";
import { dayKey } from "./store-days";
import { type StoreRange, storeRanges } from "./store-ranges";

/** Stores of one comparison, so that sorting stays in memory. */
const storesAtOnce = 500;
/** Stores of one comparison with raw rows, which are held in memory. */
const rawStoresAtOnce = 10;

/**
 * Compares every level of the slices with the daily rows of closed days, from the calendar year `fromYear` on; years that are
 * being built are left out. Answers the differences, at most 100 per level, year and part; none: the roll-ups are right.
 * Works on one snapshot.
 */
export const checkRollups = query({
  name: "days.checkRollups",
  permission: "system",
  input: z.strictObject({
    fromYear: z.number().int().optional(),
    /** Also compares daily rows with raw rows, where a store-day still has them and is not dirty. */
    withRaw: z.boolean().optional(),
    /** Told before each comparison: how many are done and how many there are. */
    progress: z.custom<(done: number, all: number) => void>().optional(),
  }),
  snapshot: true,
  run: async (ctx, { fromYear = 1980, withRaw, progress }): Promise<Difference[]> => {
    const years = (await readSliceYears(ctx.db)).flatMap(({ year, state, throughOn }): CheckedYear[] =>
      state === "ready" && throughOn !== null && year >= fromYear ? [{ year, throughOn }] : [],
    );
    const levels = await levelsOf(ctx.db);
    const ranges = withRaw ? await storeRanges(ctx.db, rawStoresAtOnce) : [];
    const found = [...(await checkDays(ctx.db)), ...(await checkStaging(ctx.db))];
    const parts = [
      ...years.flatMap((year) => levels.map((level) => () => compareLevel(ctx.db, level, year))),
      ...ranges.map((range) => () => checkRaw(ctx.db, range, fromYear)),
    ];
    for (const [index, part] of parts.entries()) {
      progress?.(index, parts.length);
      found.push(...(await part()));
    }
    return found;
  },
});

async function levelsOf(db: Db): Promise<Level[]> {
  const ranges = await storeRanges(db, storesAtOnce);
  return [...headingKinds.flatMap(headingLevels), ...ranges.flatMap(storeLevels)];
}

/** Daily rows against raw rows, with the same definition that closing uses. */
async function checkRaw(db: Db, range: StoreRange, fromYear: number): Promise<Difference[]> {
  const inRange: StoreDaysCondition = (storeId, businessOn) =>
    sql`(${between(storeId, range.from, range.to)} and ${gte(businessOn, `${fromYear}-01-01`)})`;
  // unscoped: as above.
  const days = await db
    .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn })
    .from(storeDays)
    .where(
      and(
        inRange(storeDays.storeId, storeDays.businessOn),
        ne(storeDays.state, "sealed"),
        isNull(storeDays.dirtyAt),
      ),
    );
  const settled = new Set(days.map(dayKey));
  const changed = changedDays(await compareFigures(db, inRange));
  return [...changed]
    .filter((key) => settled.has(key))
    .map((key) => ({ level: "daily rows against raw rows", key, by: {} }));
}

/** Closed days outside of the slices' reach, and days under headings that nothing is going to mend. */
async function checkDays(db: Db): Promise<Difference[]> {
  const years = await readSliceYears(db);
  // unscoped: as above.
  const rows = await db
    .select({ year: sql<number>`year(${storeDays.businessOn})`.as("year"), last: max(storeDays.businessOn) })
    .from(storeDays)
    .where(isNotNull(storeDays.closedAt))
    .groupBy(sql`1`);
  const beyond = rows.filter(({ last }) => {
    const year = years.find((one) => one.year === yearOf(last ?? ""));
    return year?.state !== "building" && (year?.throughOn ?? "") < (last ?? "");
  });
  // unscoped: as above.
  const misplaced = await db
    .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn })
    .from(storeDays)
    .leftJoin(headingMoves, eq(headingMoves.storeId, storeDays.storeId))
    .where(and(isMisplaced(), isNull(headingMoves.id)))
    .limit(100);
  return [
    ...beyond.map(({ last }) => ({ level: "rollup_years", key: `${last}`, by: {} })),
    ...misplaced.map(({ storeId, businessOn }) => ({
      level: "store_days, headings",
      key: `${storeId} ${businessOn}`,
      by: {},
    })),
  ];
}

/** Between two transactions staging is empty. */
async function checkStaging(db: Db): Promise<Difference[]> {
  // unscoped: as above.
  const counts = [
    await db.$count(rollupBusinessDeltas),
    await db.$count(rollupSalesDeltas),
    await db.$count(rollupDeltaHeadings),
  ];
  return counts.flatMap((rows, at) =>
    rows > 0 ? [{ level: "staging", key: String(at), by: { rows } }] : [],
  );
}
