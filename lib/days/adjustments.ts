import { and, eq, lte, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { dayAdjustments } from "@/db/schema/day-changes";
import type { Ctx } from "@/lib/core/context";
import { addFen } from "@/lib/core/money";
import type { BusinessDay } from "@/lib/core/time";
import type { StoreDayAdditions } from "./model";

/**
 * Keeps what an upload would have added to sealed days, one waiting adjustment per day. The caller holds the locks of the
 * store-days. An upload that adds nothing leaves nothing to decide.
 */
export async function keepAdjustments(
  ctx: Ctx,
  { storeId, business, slots, sales }: Pick<StoreDayAdditions, "storeId" | "business" | "slots" | "sales">,
  sealed: readonly BusinessDay[],
): Promise<void> {
  const createdAt = ctx.clock.now();
  const rows = sealed.flatMap((businessOn) => {
    const figures = {
      business: ofDay(business, businessOn),
      slots: ofDay(slots, businessOn),
      sales: ofDay(sales, businessOn),
    };
    if (figures.business.length + figures.slots.length + figures.sales.length === 0) return [];
    const sums = {
      orders: sum(figures.business, (row) => row.orders),
      finalAmountFen: sum(figures.business, (row) => row.finalAmountFen),
      refundAmountFen: sum(figures.business, (row) => row.refundAmountFen),
      tickets: sum(figures.sales, (row) => row.tickets),
      salesAmountFen: sum(figures.sales, (row) => row.amountFen),
    };
    return [{ storeId, businessOn, figures, ...sums, createdAt }];
  });
  if (rows.length > 0) await ctx.db.insert(dayAdjustments).values(rows);
}

function ofDay<T extends { businessOn: BusinessDay }>(rows: readonly T[], day: BusinessDay) {
  return rows
    .filter(({ businessOn }) => businessOn === day)
    .map(({ businessOn: _day, ...figures }) => figures);
}

function sum<T>(rows: readonly T[], of: (row: T) => number | undefined): number {
  return rows.reduce((total, row) => addFen(total, of(row) ?? 0), 0);
}

/** An adjustment is quoted as store, business day and its place among those of that store-day: "S001-2025-01-03-2". */
export function adjustmentNumber(storeCode: string, day: BusinessDay, sequence: number): string {
  return `${storeCode}-${day}-${sequence}`;
}

/** Reads what `adjustmentNumber` wrote; a store's code may hold hyphens of its own. */
export function partsOfNumber(number: string): { storeCode: string; day: BusinessDay; sequence: number } {
  const parts = number.split("-");
  const sequence = Number(parts.at(-1));
  return { storeCode: parts.slice(0, -4).join("-"), day: parts.slice(-4, -1).join("-"), sequence };
}

/**
 * The place of an adjustment of the outer statement among those of its store-day. It never changes: rows are added under the
 * store-day's lock and none is deleted.
 */
export function sequenceOf(db: Db) {
  const earlier = alias(dayAdjustments, "earlier");
  const { storeId, businessOn, id } = dayAdjustments;
  // unscoped: a count beside a row that the outer statement has in its scope.
  const upTo = db
    .select({ count: sql`count(*)` })
    .from(earlier)
    .where(and(eq(earlier.storeId, storeId), eq(earlier.businessOn, businessOn), lte(earlier.id, id)));
  return sql<number>`(${upTo})`.mapWith(Number);
}
