import { and, between, eq, gte, lte } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import {
  calendarDays,
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  rollupBusinessDeltas,
  rollupDeltaHeadings,
  rollupSalesDeltas,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import { type BusinessDay, tenDayEnd } from "@/lib/core/time";
import { businessMeasures, slicedSalesMeasures } from "./model";
import { type Staged, sides } from "./staging";
import { added, sumsOf, zeros } from "./sums";

/** The days of one calendar year whose deltas are staged, and how far that year's slices reach. */
export type Reach = { firstOn: BusinessDay; lastOn: BusinessDay; throughOn: BusinessDay };

/**
 * Adds what is staged for days of one calendar year to every slice from the delta's day on: one upsert per key and day, however
 * many deltas fall before it. Levels for which nothing is staged are left alone.
 */
export async function addToSlices(db: Db, reach: Reach, staged: Staged): Promise<void> {
  if (staged.business > 0) await addToStoreBusiness(db, reach);
  if (staged.sales > 0) {
    await addToStoreSales(db, reach);
    await addToStoreSkus(db, reach);
  }
  await addToHeadings(db, reach, staged);
}

/** The same for the slices of headings alone. */
export async function addToHeadings(db: Db, reach: Reach, staged: Staged): Promise<void> {
  if (staged.business > 0) await addToHeadingBusiness(db, reach);
  if (staged.sales === 0) return;
  await addToHeadingSales(db, reach);
  await addToHeadingSkus(db, reach);
}

const later = calendarDays.businessOn;

/** Every day that has slices and is not before the delta's. */
function onwards(delta: MySqlColumn, { firstOn, throughOn }: Reach) {
  return and(between(later, firstOn, throughOn), gte(later, delta));
}

async function addToStoreBusiness(db: Db, reach: Reach): Promise<void> {
  const { storeId, businessOn, side } = rollupBusinessDeltas;
  // unscoped: the writer of slices works for all stores.
  const sums = db
    .select({
      businessOn: later,
      storeId,
      ...sumsOf(rollupBusinessDeltas, storeCum, businessMeasures),
      ...zeros(slicedSalesMeasures),
    })
    .from(rollupBusinessDeltas)
    .innerJoin(calendarDays, onwards(businessOn, reach))
    .where(and(eq(side, sides.unchanged), between(businessOn, reach.firstOn, reach.lastOn)))
    .groupBy(later, storeId)
    .orderBy(later, storeId);
  await db
    .insert(storeCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(storeCum, businessMeasures) });
}

async function addToStoreSales(db: Db, reach: Reach): Promise<void> {
  const { storeId, businessOn, side } = rollupSalesDeltas;
  // unscoped: as above.
  const sums = db
    .select({
      businessOn: later,
      storeId,
      ...zeros(businessMeasures),
      ...sumsOf(rollupSalesDeltas, storeCum, slicedSalesMeasures),
    })
    .from(rollupSalesDeltas)
    .innerJoin(calendarDays, onwards(businessOn, reach))
    .where(and(eq(side, sides.unchanged), between(businessOn, reach.firstOn, reach.lastOn)))
    .groupBy(later, storeId)
    .orderBy(later, storeId);
  await db
    .insert(storeCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(storeCum, slicedSalesMeasures) });
}

/** A third's slice stands under its last day, also while the third is not over. */
async function addToStoreSkus(db: Db, reach: Reach): Promise<void> {
  const { storeId, businessOn, skuId, side } = rollupSalesDeltas;
  const thirds = { ...reach, throughOn: tenDayEnd(reach.throughOn) };
  // unscoped: as above.
  const sums = db
    .select({
      storeId,
      tenDayEndOn: later,
      skuId,
      ...sumsOf(rollupSalesDeltas, storeSkuCum, slicedSalesMeasures),
    })
    .from(rollupSalesDeltas)
    .innerJoin(calendarDays, and(eq(later, calendarDays.tenDayEndOn), onwards(businessOn, thirds)))
    .where(and(eq(side, sides.unchanged), between(businessOn, reach.firstOn, reach.lastOn)))
    .groupBy(storeId, later, skuId)
    .orderBy(storeId, later, skuId);
  await db
    .insert(storeSkuCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(storeSkuCum, slicedSalesMeasures) });
}

/** Which staged figures belong to which headings. */
function underHeading(deltas: typeof rollupBusinessDeltas | typeof rollupSalesDeltas, reach: Reach) {
  return and(
    eq(deltas.storeId, rollupDeltaHeadings.storeId),
    eq(deltas.businessOn, rollupDeltaHeadings.businessOn),
    eq(deltas.side, rollupDeltaHeadings.side),
    gte(deltas.businessOn, reach.firstOn),
    lte(deltas.businessOn, reach.lastOn),
  );
}

async function addToHeadingBusiness(db: Db, reach: Reach): Promise<void> {
  const { headingId, businessOn } = rollupDeltaHeadings;
  const { channel } = rollupBusinessDeltas;
  // unscoped: as above.
  const byDay = db
    .select({
      headingId,
      businessOn,
      channel,
      ...sumsOf(rollupBusinessDeltas, rollupBusinessDeltas, businessMeasures),
    })
    .from(rollupDeltaHeadings)
    .innerJoin(rollupBusinessDeltas, underHeading(rollupBusinessDeltas, reach))
    .groupBy(headingId, businessOn, channel)
    .as("by_day");
  const sums = db
    .select({
      headingId: byDay.headingId,
      businessOn: later,
      channel: byDay.channel,
      ...sumsOf(byDay, headingBusinessCum, businessMeasures),
    })
    .from(byDay)
    .innerJoin(calendarDays, onwards(byDay.businessOn, reach))
    .groupBy(byDay.headingId, later, byDay.channel)
    .orderBy(byDay.headingId, later, byDay.channel);
  await db
    .insert(headingBusinessCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(headingBusinessCum, businessMeasures) });
}

async function addToHeadingSales(db: Db, reach: Reach): Promise<void> {
  const { headingId, businessOn } = rollupDeltaHeadings;
  // unscoped: as above.
  const byDay = db
    .select({ headingId, businessOn, ...sumsOf(rollupSalesDeltas, rollupSalesDeltas, slicedSalesMeasures) })
    .from(rollupDeltaHeadings)
    .innerJoin(rollupSalesDeltas, underHeading(rollupSalesDeltas, reach))
    .groupBy(headingId, businessOn)
    .as("by_day");
  const sums = db
    .select({
      headingId: byDay.headingId,
      businessOn: later,
      ...sumsOf(byDay, headingSalesCum, slicedSalesMeasures),
    })
    .from(byDay)
    .innerJoin(calendarDays, onwards(byDay.businessOn, reach))
    .groupBy(byDay.headingId, later)
    .orderBy(byDay.headingId, later);
  await db
    .insert(headingSalesCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(headingSalesCum, slicedSalesMeasures) });
}

async function addToHeadingSkus(db: Db, reach: Reach): Promise<void> {
  const { headingId, businessOn } = rollupDeltaHeadings;
  const { skuId } = rollupSalesDeltas;
  // unscoped: as above.
  const byDay = db
    .select({
      headingId,
      businessOn,
      skuId,
      ...sumsOf(rollupSalesDeltas, rollupSalesDeltas, slicedSalesMeasures),
    })
    .from(rollupDeltaHeadings)
    .innerJoin(rollupSalesDeltas, underHeading(rollupSalesDeltas, reach))
    .groupBy(headingId, businessOn, skuId)
    .as("by_day");
  const sums = db
    .select({
      headingId: byDay.headingId,
      businessOn: later,
      skuId: byDay.skuId,
      ...sumsOf(byDay, headingSkuCum, slicedSalesMeasures),
    })
    .from(byDay)
    .innerJoin(calendarDays, onwards(byDay.businessOn, reach))
    .groupBy(byDay.headingId, later, byDay.skuId)
    .orderBy(byDay.headingId, later, byDay.skuId);
  await db
    .insert(headingSkuCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(headingSkuCum, slicedSalesMeasures) });
}
