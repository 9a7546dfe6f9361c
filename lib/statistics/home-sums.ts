import { and, eq, inArray, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { businessDaily, businessSlots } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { storeDayScope, storeScope } from "@/lib/core/store-scope";
import { addDays } from "@/lib/core/time";
import { byBrand, isFinishedSlot, type RunningDays } from "./running-days";

/** Of the business day in progress of each store, or of the day that many days from it. */
function dayOf(running: RunningDays, shift: number) {
  return byBrand(running, ({ day }) => sql`cast(${addDays(day, shift)} as date)`);
}

export type StoreToday = {
  id: number;
  isOpen: boolean;
  orders: number;
  finalAmountFen: number;
  refunds: number;
  refundAmountFen: number;
};

/** Every store in scope, with what it has of its day in progress. */
export async function readStoresToday(ctx: Ctx, running: RunningDays): Promise<StoreToday[]> {
  const { storeId, businessOn } = businessDaily;
  return ctx.db
    .select({
      id: stores.id,
      isOpen: sql<boolean>`${stores.lifeCycle} = 'open'`.mapWith(Boolean),
      orders: sumOf(businessDaily.orders),
      finalAmountFen: sumOf(businessDaily.finalAmountFen),
      refunds: sumOf(businessDaily.refunds),
      refundAmountFen: sumOf(businessDaily.refundAmountFen),
    })
    .from(stores)
    .leftJoin(
      businessDaily,
      and(eq(storeId, stores.id), eq(businessOn, dayOf(running, 0)), storeDayScope(ctx, storeId, businessOn)),
    )
    .where(storeScope(ctx, stores.id))
    .groupBy(stores.id)
    .orderBy(stores.id);
}

export type HomeSlotSums = {
  slot: number;
  orders: number;
  finalAmountFen: number;
  /** The same, of the stores in whose day this half hour is over today. */
  finishedOrders: number;
  finishedFen: number;
};

/** The half hours of the day in progress (`shift` 0), or of one that many days from it. */
export async function readSlots(ctx: Ctx, running: RunningDays, shift: number): Promise<HomeSlotSums[]> {
  const { storeId, businessOn, slot, orders, finalAmountFen } = businessSlots;
  const isFinished = isFinishedSlot(running, null, slot);
  return ctx.db
    .select({
      slot,
      orders: sumOf(orders),
      finalAmountFen: sumOf(finalAmountFen),
      finishedOrders: sumOf(sql`if(${isFinished}, ${orders}, 0)`),
      finishedFen: sumOf(sql`if(${isFinished}, ${finalAmountFen}, 0)`),
    })
    .from(stores)
    .innerJoin(businessSlots, and(eq(storeId, stores.id), eq(businessOn, dayOf(running, shift))))
    .where(storeDayScope(ctx, storeId, businessOn))
    .groupBy(slot)
    .orderBy(slot);
}

/** 实收 of a few stores in the half hours that are over. */
export async function sumFinished(
  ctx: Ctx,
  running: RunningDays,
  shift: number,
  ids: readonly number[],
): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { storeId, businessOn, slot, finalAmountFen } = businessSlots;
  const rows = await ctx.db
    .select({ storeId, amountFen: sumOf(finalAmountFen) })
    .from(stores)
    .innerJoin(businessSlots, and(eq(storeId, stores.id), eq(businessOn, dayOf(running, shift))))
    .where(
      and(
        inArray(stores.id, [...ids]),
        storeDayScope(ctx, storeId, businessOn),
        isFinishedSlot(running, null, slot),
      ),
    )
    .groupBy(storeId);
  return new Map(rows.map((row) => [row.storeId, row.amountFen]));
}
