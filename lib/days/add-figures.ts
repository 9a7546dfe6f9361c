import { and, eq, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { businessDaily, businessSlots, salesDaily } from "@/db/schema/days";
import { addBusiness, addSales, addSlots } from "./internal";
import {
  type BusinessDelta,
  businessMeasures,
  type SalesDelta,
  type SlotDelta,
  salesMeasures,
  slotMeasures,
} from "./model";
import type { Change, Changes } from "./replace-figures";
import type { StoreDayKey } from "./store-days";

/** Additions to the rows of one store-day; see `AdjustmentFigures`. */
export type DayFigures = {
  business: readonly Omit<BusinessDelta, "businessOn">[];
  slots: readonly Omit<SlotDelta, "businessOn">[];
  sales: readonly Omit<SalesDelta, "businessOn">[];
};

/** Adds figures to the stored rows of a store-day and answers what changed. The caller holds the lock of the store-day. */
export async function addFigures(db: Db, day: StoreDayKey, figures: DayFigures): Promise<Changes> {
  const { storeId, businessOn } = day;
  const before = await readRows(db, day);
  const on = <T extends object>(rows: readonly T[]) => rows.map((row) => ({ businessOn, ...row }));
  await addBusiness(db, storeId, on(figures.business));
  await addSales(db, storeId, on(figures.sales));
  await addSlots(db, storeId, on(figures.slots));
  const after = await readRows(db, day);
  return {
    business: changesOf(before.business, after.business, ({ channel }) => channel, businessMeasures),
    sales: changesOf(before.sales, after.sales, ({ skuId }) => skuId, salesMeasures),
    slots: changesOf(before.slots, after.slots, ({ slot }) => slot, slotMeasures),
  };
}

async function readRows(db: Db, { storeId, businessOn }: StoreDayKey) {
  const ofDay = (table: typeof businessDaily | typeof salesDaily | typeof businessSlots): SQL | undefined =>
    and(eq(table.storeId, storeId), eq(table.businessOn, businessOn));
  return {
    // unscoped: the store-day that the calling verb has found in its scope and locked.
    business: await db.select().from(businessDaily).where(ofDay(businessDaily)),
    // unscoped: as above.
    sales: await db.select().from(salesDaily).where(ofDay(salesDaily)),
    // unscoped: as above.
    slots: await db.select().from(businessSlots).where(ofDay(businessSlots)),
  };
}

function changesOf<T extends Record<M, number>, M extends string>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => string | number,
  measures: readonly M[],
): Change<T>[] {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  return after.flatMap((now) => {
    const was = old.get(keyOf(now)) ?? null;
    const differs = measures.some((measure) => (was?.[measure] ?? 0) !== now[measure]);
    return differs ? [{ old: was, now }] : [];
  });
}
