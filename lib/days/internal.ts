import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { StoreDayState } from "@/db/enums/days";
import { businessDaily, businessSlots, salesDaily, storeDays } from "@/db/schema/days";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { addFen } from "@/lib/core/money";
import { writeOutbox } from "@/lib/core/outbox";
import { type BusinessDay, businessDayEnd, type CutOff } from "@/lib/core/time";
import {
  type BusinessDelta,
  businessMeasures,
  type SalesDelta,
  type SlotDelta,
  type StoreDayAdditions,
  salesMeasures,
  slotMeasures,
  type TouchedDays,
} from "./model";
import { added } from "./sums";

const hourMs = 3_600_000;

/** When the day is to be closed: its end plus the setting. */
function closeAt(day: BusinessDay, cutOffs: readonly CutOff[]): Date {
  return new Date(businessDayEnd(day, cutOffs).getTime() + env().DAY_CLOSE_HOURS * hourMs);
}

/**
 * Makes and locks the rows of the touched days. A row made after its time of closing is born closed and dirty; a closed day
 * that is touched again becomes dirty.
 */
export async function lockStoreDays(ctx: Ctx, input: StoreDayAdditions): Promise<TouchedDays> {
  const now = ctx.clock.now();
  const rows = [...input.days]
    .sort((a, b) => (a.businessOn < b.businessOn ? -1 : 1))
    .map(({ businessOn, storedRows }) => newDay(input, businessOn, storedRows, now));
  if (rows.length === 0) return new Map();
  await ctx.db
    .insert(storeDays)
    .values(rows)
    .onDuplicateKeyUpdate({
      set: {
        storedRows: sql`${storeDays.storedRows} + values(${storeDays.storedRows})`,
        lastUploadAt: now,
        dirtyAt: sql`if(${storeDays.state} = 'closed', coalesce(${storeDays.dirtyAt}, ${now}), ${storeDays.dirtyAt})`,
      },
    });
  const days = rows.map((row) => row.businessOn);
  // unscoped: the lock of the days that the caller has just written; the store was found by the authorized verb.
  const locked = await ctx.db
    .select({ businessOn: storeDays.businessOn, state: storeDays.state })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, input.storeId), inArray(storeDays.businessOn, days)));
  const states = new Map<BusinessDay, StoreDayState>(locked.map((row) => [row.businessOn, row.state]));
  if (locked.some((row) => row.state === "closed")) {
    await writeOutbox(ctx, "days.restate_wanted", { storeId: input.storeId });
  }
  return states;
}

function newDay(input: StoreDayAdditions, businessOn: BusinessDay, storedRows: number, now: Date) {
  const closesAt = closeAt(businessOn, input.cutOffs);
  const isLate = closesAt <= now;
  return {
    storeId: input.storeId,
    businessOn,
    state: isLate ? ("closed" as const) : ("open" as const),
    closeAt: closesAt,
    storedRows,
    lastUploadAt: now,
    dirtyAt: isLate ? now : null,
  };
}

/** Sums additions that fall on the same row, in key order, so that every writer locks rows in one order. */
function merged<T extends { businessOn: string }, K extends string>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  measures: readonly (K & keyof T)[],
): T[] {
  const byKey = new Map<string, T>();
  for (const row of rows) {
    const key = `${row.businessOn} ${keyOf(row)}`;
    const found = byKey.get(key);
    if (!found) byKey.set(key, { ...row });
    else
      for (const measure of measures) Object.assign(found, { [measure]: sum(found[measure], row[measure]) });
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function sum(a: unknown, b: unknown): number {
  return addFen(Number(a ?? 0), Number(b ?? 0));
}

export async function addBusiness(db: Db, storeId: number, deltas: readonly BusinessDelta[]): Promise<void> {
  for (const rows of chunks(merged(deltas, (row) => row.channel, businessMeasures))) {
    await db
      .insert(businessDaily)
      .values(rows.map((row) => ({ storeId, ...row })))
      .onDuplicateKeyUpdate({ set: added(businessDaily, businessMeasures) });
  }
}

export async function addSales(db: Db, storeId: number, deltas: readonly SalesDelta[]): Promise<void> {
  for (const rows of chunks(merged(deltas, (row) => String(row.skuId).padStart(8, "0"), salesMeasures))) {
    await db
      .insert(salesDaily)
      .values(rows.map((row) => ({ storeId, ...row })))
      .onDuplicateKeyUpdate({ set: added(salesDaily, salesMeasures) });
  }
}

export async function addSlots(db: Db, storeId: number, deltas: readonly SlotDelta[]): Promise<void> {
  for (const rows of chunks(merged(deltas, (row) => String(row.slot).padStart(2, "0"), slotMeasures))) {
    await db
      .insert(businessSlots)
      .values(rows.map((row) => ({ storeId, ...row })))
      .onDuplicateKeyUpdate({ set: added(businessSlots, slotMeasures) });
  }
}
