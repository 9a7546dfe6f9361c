import { eq, isNotNull, max, min, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { storeDays } from "@/db/schema/days";
import { rollupYears } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import type { Lease } from "@/lib/core/lease";
import { addDays, type BusinessDay, earlier, listDays, tenDayEnd } from "@/lib/core/time";
import { buildHeadingDay, type HeadingBuild } from "./build-headings";
import { buildStoreDay, buildStoreSkus, placeDays, type Third } from "./build-stores";
import { clearYear } from "./clear-slices";
import { leaseStep } from "./lease-step";
import { lastOf } from "./slice-years";
import { storeRanges } from "./store-ranges";

/** Stores whose third of a month is one transaction's work at most. */
const storesAtOnce = 200;

/** A year that has closed days, its first one, and how far its slices reach. */
type BuiltYear = { year: number; firstOn: BusinessDay; throughOn: BusinessDay };

/** Told after each part: how many more are done. */
type Note = (parts: number) => void;

/** Years with closed days, the earliest first; slices reach the latest closed day of all or the year's end. */
export async function readClosedYears(db: Db): Promise<BuiltYear[]> {
  const year = sql<number>`year(${storeDays.businessOn})`;
  // unscoped: slices are made of all stores' days.
  const rows = await db
    .select({
      year: year.mapWith(Number),
      firstOn: min(storeDays.businessOn),
      lastOn: max(storeDays.businessOn),
    })
    .from(storeDays)
    .where(isNotNull(storeDays.closedAt))
    .groupBy(year)
    .orderBy(year);
  const horizon = rows.at(-1)?.lastOn ?? "";
  return rows.map((row) => ({
    year: row.year,
    firstOn: row.firstOn ?? "",
    throughOn: earlier(horizon, lastOf(row.year)),
  }));
}

/** Parts of work that a year is, for showing progress. */
export async function partsOf(db: Db, { firstOn, throughOn }: BuiltYear): Promise<number> {
  const ranges = await storeRanges(db, storesAtOnce);
  return listDays({ from: firstOn, to: throughOn }).length + ranges.length;
}

/**
 * Makes all slices of a year anew from the daily rows of closed days. Meanwhile the year is `building`: readers take its daily
 * rows and its days are not settled. Whatever a crash leaves is deleted by the next run.
 */
export async function buildYear(
  ctx: Ctx,
  lease: Lease,
  built: BuiltYear,
  build: HeadingBuild,
  note: Note,
): Promise<void> {
  const { year, throughOn } = built;
  const ranges = await storeRanges(ctx.db, storesAtOnce);
  await leaseStep(ctx, lease, (inner) => writeYear(inner, year, "building", null));
  await clearYear(ctx, lease, year, build.headings, ranges);
  for (const range of ranges) {
    await leaseStep(ctx, lease, (inner) => placeDays(inner.db, range, built.firstOn, throughOn));
  }
  const thirds = thirdsOf(built);
  for (const third of thirds) {
    await leaseStep(ctx, lease, (inner) => buildThird(inner.db, build, third, built.firstOn));
    note(listDays(third).length);
  }
  for (const range of ranges) {
    for (const third of thirds) {
      await leaseStep(ctx, lease, (inner) => buildStoreSkus(inner.db, range, third));
    }
    note(1);
  }
  await leaseStep(ctx, lease, (inner) => writeYear(inner, year, "ready", throughOn));
}

/** A year that has no closed day any more has no slices either. */
export async function dropYear(ctx: Ctx, lease: Lease, year: number, build: HeadingBuild): Promise<void> {
  await leaseStep(ctx, lease, (inner) => writeYear(inner, year, "building", null));
  await clearYear(ctx, lease, year, build.headings, await storeRanges(ctx.db, storesAtOnce));
  await leaseStep(ctx, lease, (inner) => inner.db.delete(rollupYears).where(eq(rollupYears.year, year)));
}

/** Slices of headings alone, over a year that is ready and stays so: nobody reads headings that are being built. */
export async function buildHeadingYear(
  ctx: Ctx,
  lease: Lease,
  built: BuiltYear,
  build: HeadingBuild,
): Promise<void> {
  for (const third of thirdsOf(built)) {
    await leaseStep(ctx, lease, async ({ db }) => {
      for (const day of listDays(third)) await buildHeadingDay(db, build, day, day === built.firstOn);
    });
  }
}

async function buildThird(db: Db, build: HeadingBuild, third: Third, firstOn: BusinessDay): Promise<void> {
  for (const day of listDays(third)) {
    await buildStoreDay(db, day, day === firstOn);
    await buildHeadingDay(db, build, day, day === firstOn);
  }
}

/** Thirds of months; the last one ends where slices end. */
function thirdsOf({ firstOn, throughOn }: BuiltYear): Third[] {
  const thirds: Third[] = [];
  for (let from = firstOn; from <= throughOn; ) {
    const end = tenDayEnd(from);
    thirds.push({ from, to: earlier(end, throughOn), before: thirds.at(-1)?.to ?? null });
    from = addDays(end, 1);
  }
  return thirds;
}

async function writeYear(
  ctx: Ctx,
  year: number,
  state: "building" | "ready",
  throughOn: BusinessDay | null,
): Promise<void> {
  const updatedAt = ctx.clock.now();
  await ctx.db
    .insert(rollupYears)
    .values({ year, state, throughOn, updatedAt })
    .onDuplicateKeyUpdate({ set: { state, throughOn, updatedAt } });
}
