import { and, count, eq, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import type { OrderChannel } from "@/db/enums/orders";
import { storeDays } from "@/db/schema/days";
import { orders, refunds } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { type DayRange, daysIn } from "@/lib/core/time";
import type { BusinessOverview } from "./business-model";
import { inStoreDays, type StatsFilter } from "./stats-filter";

/** Raw orders are looked through store-day by store-day: about a hundred orders each. */
const storeDaysMax = 1_000;

type Found = Pick<BusinessOverview, "cancelled" | "cancelledMissing">;

/**
 * Cancelled orders of the range and what was refunded of them, from the raw rows: they count in no figure. An order that was
 * completed before or when it was cancelled is not cancelled.
 */
export async function readCancelled(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  storeCount: number,
): Promise<Found> {
  if (storeCount * daysIn(range) > storeDaysMax) return { cancelled: null, cancelledMissing: "too_many" };
  if (await hasSealedDay(ctx, filter, range)) return { cancelled: null, cancelledMissing: "archived" };
  const cancelled = and(
    inStoreDays(ctx, filter, range, orders),
    filter.channels ? inArray(orders.channel, filter.channels as OrderChannel[]) : undefined,
    isNotNull(orders.cancelledAt),
    or(isNull(orders.completedAt), lt(orders.cancelledAt, orders.completedAt)),
  );
  const [sums] = await ctx.db
    .select({ orders: count(), amountFen: sumOf(orders.finalAmountFen) })
    .from(orders)
    .where(cancelled);
  const [returned] = await ctx.db
    .select({ refunds: count(), refundAmountFen: sumOf(refunds.amountFen) })
    .from(orders)
    .innerJoin(refunds, and(eq(refunds.storeId, orders.storeId), eq(refunds.orderNo, orders.orderNo)))
    .where(cancelled);
  const none = { orders: 0, amountFen: 0, refunds: 0, refundAmountFen: 0 };
  return { cancelled: { ...none, ...sums, ...returned }, cancelledMissing: null };
}

async function hasSealedDay(ctx: Ctx, filter: StatsFilter, range: DayRange): Promise<boolean> {
  const [found] = await ctx.db
    .select({ one: sql`1` })
    .from(storeDays)
    .where(and(inStoreDays(ctx, filter, range, storeDays), eq(storeDays.state, "sealed")))
    .limit(1);
  return found !== undefined;
}
