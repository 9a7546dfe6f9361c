import { and, between, eq, isNotNull, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { businessDaily, salesDaily, storeDays } from "@/db/schema/days";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import { storeCum, storeSkuCum } from "@/db/schema/rollups";
import { addDays, type BusinessDay, tenDayEnd } from "@/lib/core/time";
import { carryStoreSkus, carryStores } from "./carry-slices";
import { isMisplaced, ownedThatDay } from "./headings";
import { businessMeasures, salesMeasures, slicedSalesMeasures } from "./model";
import { weighedAmount } from "./staging";
import type { StoreRange } from "./store-ranges";
import { added, sumsOf, zeros } from "./sums";

/** Sums of the sales rows that are read, with the part sold by weight. */
export function salesSums() {
  return {
    ...sumsOf(salesDaily, salesDaily, salesMeasures),
    weighedAmountFen: sql<number>`coalesce(sum(${weighedAmount} + 0e0), 0)`.as("weighed_amount_fen"),
  };
}

/**
 * Puts closed days of stores under the headings of master data; answers how many stood under others. Only while the slices
 * of these days are being built anew.
 */
export async function placeDays(db: Db, range: StoreRange, from: BusinessDay, to: BusinessDay) {
  const held = (column: typeof storeOwnerships.ownerId | typeof storeOwnerships.managerId) =>
    // unscoped: the writer of slices works for all stores.
    sql`(select ${column} from ${storeOwnerships} where ${ownedThatDay})`;
  // unscoped: as above.
  const region = sql`(select ${stores.regionId} from ${stores} where ${stores.id} = ${storeDays.storeId})`;
  // unscoped: as above.
  await db
    .update(storeDays)
    .set({
      rolledOwnerId: held(storeOwnerships.ownerId),
      rolledManagerId: held(storeOwnerships.managerId),
      rolledRegionId: region,
    })
    .where(
      and(
        between(storeDays.storeId, range.from, range.to),
        between(storeDays.businessOn, from, to),
        isMisplaced(),
      ),
    );
}

/** The slices of all stores at the end of a day, from those of the day before and the day's own rows. */
export async function buildStoreDay(db: Db, day: BusinessDay, isFirst: boolean): Promise<void> {
  if (!isFirst) await carryStores(db, { from: addDays(day, -1), throughOn: day });
  const noBusiness = zeros(businessMeasures);
  const noSales = zeros(slicedSalesMeasures);
  // unscoped: as above.
  const business = db
    .select({
      businessOn: storeDays.businessOn,
      storeId: storeDays.storeId,
      ...sumsOf(businessDaily, storeCum, businessMeasures),
      ...noSales,
    })
    .from(stores)
    .innerJoin(storeDays, isClosedOn(day))
    .innerJoin(businessDaily, ofStoreDay(businessDaily))
    .groupBy(storeDays.storeId, storeDays.businessOn);
  await db
    .insert(storeCum)
    .select(business)
    .onDuplicateKeyUpdate({ set: added(storeCum, businessMeasures) });
  // unscoped: as above.
  const sales = db
    .select({
      businessOn: storeDays.businessOn,
      storeId: storeDays.storeId,
      ...noBusiness,
      ...salesSums(),
    })
    .from(stores)
    .innerJoin(storeDays, isClosedOn(day))
    .innerJoin(salesDaily, ofStoreDay(salesDaily))
    .groupBy(storeDays.storeId, storeDays.businessOn);
  await db
    .insert(storeCum)
    .select(sales)
    .onDuplicateKeyUpdate({ set: added(storeCum, slicedSalesMeasures) });
}

/** The days of a third of a month that have slices, and the last day of the third before it in the same year. */
export type Third = { from: BusinessDay; to: BusinessDay; before: BusinessDay | null };

/** The slices of stores and SKUs at the end of a third, from those of the third before and the rows of its days. */
export async function buildStoreSkus(db: Db, range: StoreRange, third: Third): Promise<void> {
  const { from, to, before } = third;
  if (before) await carryStoreSkus(db, { from: before, throughOn: to }, range);
  // unscoped: as above.
  const sums = db
    .select({
      storeId: salesDaily.storeId,
      tenDayEndOn: sql<string>`${tenDayEnd(to)}`.as("ten_day_end_on"),
      skuId: salesDaily.skuId,
      ...salesSums(),
    })
    .from(storeDays)
    .innerJoin(salesDaily, ofStoreDay(salesDaily))
    .where(
      and(
        between(storeDays.storeId, range.from, range.to),
        between(storeDays.businessOn, from, to),
        isNotNull(storeDays.closedAt),
      ),
    )
    .groupBy(salesDaily.storeId, salesDaily.skuId);
  await db
    .insert(storeSkuCum)
    .select(sums)
    .onDuplicateKeyUpdate({ set: added(storeSkuCum, slicedSalesMeasures) });
}

/** From the stores to their closed day: the keys of facts begin with the store. */
export function isClosedOn(day: BusinessDay) {
  return and(eq(storeDays.storeId, stores.id), eq(storeDays.businessOn, day), isNotNull(storeDays.closedAt));
}

function ofStoreDay(fact: typeof businessDaily | typeof salesDaily) {
  return and(eq(fact.storeId, storeDays.storeId), eq(fact.businessOn, storeDays.businessOn));
}
