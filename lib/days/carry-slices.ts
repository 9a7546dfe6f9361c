import { and, between, eq, gt, inArray, lte } from "drizzle-orm";
import type { Db } from "@/db/client";
import { stores } from "@/db/schema/masterdata";
import {
  calendarDays,
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  rollupHeadings,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import { type BusinessDay, tenDayEnd } from "@/lib/core/time";
import { businessMeasures, slicedSalesMeasures } from "./model";
import type { StoreRange } from "./store-ranges";
import { fields, replaced } from "./sums";

/** A day that has slices and a later one of the same year up to which it is copied. */
type Carry = { from: BusinessDay; throughOn: BusinessDay };

/**
 * Copies the slices of a day onto the days after it, and of a third of a month onto the thirds after it. It replaces what
 * stands there, so that doing it twice does no harm.
 */
export async function carrySlices(db: Db, carry: Carry): Promise<void> {
  await carryStores(db, carry);
  await carryHeadings(db, carry);
  await carryStoreSkus(db, carry);
}

const target = calendarDays.businessOn;
const isAhead = ({ from, throughOn }: Carry) => and(gt(target, from), lte(target, throughOn));

/** The slices of every store. */
export async function carryStores(db: Db, carry: Carry): Promise<void> {
  const measures = [...businessMeasures, ...slicedSalesMeasures] as const;
  // unscoped: the writer of slices works for all stores.
  const rows = db
    .select({ businessOn: target, storeId: storeCum.storeId, ...fields(measures, (key) => storeCum[key]) })
    .from(calendarDays)
    .innerJoin(storeCum, eq(storeCum.businessOn, carry.from))
    .where(isAhead(carry));
  await db
    .insert(storeCum)
    .select(rows)
    .onDuplicateKeyUpdate({ set: replaced(storeCum, measures) });
}

type HeadingSlices = typeof headingBusinessCum | typeof headingSalesCum | typeof headingSkuCum;

/** Their keys begin with the heading, so headings are named one by one. */
const ofHeading = (slices: HeadingSlices, { from }: Carry) =>
  and(eq(slices.headingId, rollupHeadings.id), eq(slices.businessOn, from));

const isOneOf = (ids: readonly number[] | undefined) => ids && inArray(rollupHeadings.id, [...ids]);

/** The slices of headings; of all, where `ids` is left out. */
export async function carryHeadings(db: Db, carry: Carry, ids?: readonly number[]): Promise<void> {
  const business = db
    .select({
      headingId: headingBusinessCum.headingId,
      businessOn: target,
      channel: headingBusinessCum.channel,
      ...fields(businessMeasures, (key) => headingBusinessCum[key]),
    })
    .from(rollupHeadings)
    .innerJoin(headingBusinessCum, ofHeading(headingBusinessCum, carry))
    .innerJoin(calendarDays, isAhead(carry))
    .where(isOneOf(ids));
  await db
    .insert(headingBusinessCum)
    .select(business)
    .onDuplicateKeyUpdate({ set: replaced(headingBusinessCum, businessMeasures) });
  const sales = db
    .select({
      headingId: headingSalesCum.headingId,
      businessOn: target,
      ...fields(slicedSalesMeasures, (key) => headingSalesCum[key]),
    })
    .from(rollupHeadings)
    .innerJoin(headingSalesCum, ofHeading(headingSalesCum, carry))
    .innerJoin(calendarDays, isAhead(carry))
    .where(isOneOf(ids));
  await db
    .insert(headingSalesCum)
    .select(sales)
    .onDuplicateKeyUpdate({ set: replaced(headingSalesCum, slicedSalesMeasures) });
  const skus = db
    .select({
      headingId: headingSkuCum.headingId,
      businessOn: target,
      skuId: headingSkuCum.skuId,
      ...fields(slicedSalesMeasures, (key) => headingSkuCum[key]),
    })
    .from(rollupHeadings)
    .innerJoin(headingSkuCum, ofHeading(headingSkuCum, carry))
    .innerJoin(calendarDays, isAhead(carry))
    .where(isOneOf(ids));
  await db
    .insert(headingSkuCum)
    .select(skus)
    .onDuplicateKeyUpdate({ set: replaced(headingSkuCum, slicedSalesMeasures) });
}

/** The current third's slices serve every day of it, so only a new third takes a copy. */
export async function carryStoreSkus(db: Db, { from, throughOn }: Carry, range?: StoreRange): Promise<void> {
  const thirds = { from: tenDayEnd(from), throughOn: tenDayEnd(throughOn) };
  if (thirds.from === thirds.throughOn) return;
  // unscoped: as above.
  const rows = db
    .select({
      storeId: storeSkuCum.storeId,
      tenDayEndOn: target,
      skuId: storeSkuCum.skuId,
      ...fields(slicedSalesMeasures, (key) => storeSkuCum[key]),
    })
    .from(stores)
    .innerJoin(storeSkuCum, and(eq(storeSkuCum.storeId, stores.id), eq(storeSkuCum.tenDayEndOn, thirds.from)))
    .innerJoin(calendarDays, and(eq(target, calendarDays.tenDayEndOn), isAhead(thirds)))
    .where(range && between(stores.id, range.from, range.to));
  await db
    .insert(storeSkuCum)
    .select(rows)
    .onDuplicateKeyUpdate({ set: replaced(storeSkuCum, slicedSalesMeasures) });
}
