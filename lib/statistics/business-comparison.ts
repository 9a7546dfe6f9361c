import { and, eq, type SQL, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { businessSlots } from "@/db/schema/days";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { addDays, addMonths, type BusinessDay, type DayRange } from "@/lib/core/time";
import { figuresOf, type SlotSums, slotFigures, sumMeasures, sumSlotSums } from "./business-figures";
import type { BusinessComparison, ComparedFigures, RefundDay } from "./business-model";
import { type BusinessGrouping, sameStoreIds, sumBusiness } from "./business-sums";
import { type ComparedPeriods, type Comparison, comparedPeriods } from "./model";
import { findRunningDays, isFinishedSlot, type RunningDays } from "./running-days";
import { holdsOn, inStoreDays, type StatsFilter } from "./stats-filter";

/** What is set against what; `running` is set where today alone is compared, by the half hours that are over. */
export type BusinessPeriods = ComparedPeriods & { running: RunningDays | null };

type Wanted = { from: BusinessDay; to: BusinessDay; compare?: Comparison | undefined };

/** Null where nothing is to be compared or can be; half hours are not kept by channel. */
export async function findPeriods(
  ctx: Ctx,
  { from, to, compare }: Wanted,
  filter: StatsFilter,
): Promise<BusinessPeriods | null> {
  if (!compare) return null;
  const running = await findRunningDays(ctx);
  const periods = comparedPeriods({ from, to }, compare, running.earliest);
  if (periods) return { ...periods, running: null };
  if (from > running.latest || filter.channels) return null;
  const current = { from, to: from };
  const other = dayBefore(from, compare);
  return { current, compare: { from: other, to: other }, isElapsedPart: true, running };
}

function dayBefore(day: BusinessDay, compare: Comparison): BusinessDay {
  if (compare === "lastYear") return addMonths(day, -12);
  return addDays(day, compare === "weekday" ? -7 : -1);
}

/** Leaves out the stores that did not trade in both periods. */
export async function onlySameStores(
  ctx: Ctx,
  filter: StatsFilter,
  periods: BusinessPeriods | null,
): Promise<StatsFilter> {
  if (periods === null) return filter;
  return { ...filter, storeIds: await sameStoreIds(ctx, filter, periods.current, periods.compare) };
}

export type ComparedSide = { byKey: Map<string, ComparedFigures>; totals: ComparedFigures };

type Question = { filter: StatsFilter; groupBy: BusinessGrouping; by: RefundDay };

/** One side of a comparison, per group. `groups` are its sums where the caller has read them already. */
export async function readSide(
  ctx: Ctx,
  { filter, groupBy, by }: Question,
  periods: BusinessPeriods,
  range: DayRange,
): Promise<ComparedSide> {
  if (periods.running) {
    const groups = await sumFinishedSlots(ctx, filter, periods.running, { periods, range, groupBy });
    const byKey = new Map(groups.map((group) => [group.key, slotFigures(group)]));
    return { byKey, totals: slotFigures(sumSlotSums(groups)) };
  }
  const groups = await sumBusiness(ctx, filter, range, groupBy);
  const byKey = new Map(groups.map((group): [string, ComparedFigures] => [group.key, figuresOf(group, by)]));
  return { byKey, totals: figuresOf(sumMeasures(groups), by) };
}

export function comparisonOf(
  periods: BusinessPeriods,
  current: ComparedSide,
  compare: ComparedSide,
): BusinessComparison {
  const { running, ...days } = periods;
  return {
    ...days,
    untilSlot: running?.untilSlot ?? null,
    currentTotals: current.totals,
    compareTotals: compare.totals,
  };
}

const keys: Record<Exclude<BusinessGrouping, "channel">, SQL> = {
  total: sql`''`,
  day: sql`${businessSlots.businessOn}`,
  store: sql`${businessSlots.storeId}`,
  branch: sql`${storeOwnerships.managerId}`,
  franchisee: sql`${storeOwnerships.ownerId}`,
  region: sql`${stores.regionId}`,
};

type FinishedSlots = { periods: ComparedPeriods; range: DayRange; groupBy: BusinessGrouping };

/** Orders and 实收 of a day in the half hours that are over today; by channel only the totals can be told. */
async function sumFinishedSlots(
  ctx: Ctx,
  filter: StatsFilter,
  running: RunningDays,
  { periods, range, groupBy }: FinishedSlots,
): Promise<(SlotSums & { key: string })[]> {
  const { storeId, businessOn } = businessSlots;
  const key = sql<string>`coalesce(${keys[groupBy === "channel" ? "total" : groupBy]}, '')`.mapWith(String);
  const sums = ctx.db
    .select({
      key,
      orders: sumOf(businessSlots.orders),
      finalAmountFen: sumOf(businessSlots.finalAmountFen),
    })
    .from(stores)
    // The day stands in the join too, so that each store's rows are found by their key.
    .innerJoin(businessSlots, and(eq(storeId, stores.id), eq(businessOn, range.from)))
    .$dynamic();
  const isByMerchant = groupBy === "branch" || groupBy === "franchisee";
  const ofDay = and(eq(storeOwnerships.storeId, storeId), holdsOn(businessOn));
  return (isByMerchant ? sums.leftJoin(storeOwnerships, ofDay) : sums)
    .where(
      and(
        inStoreDays(ctx, filter, range, businessSlots),
        isFinishedSlot(running, periods.current.from, businessSlots.slot),
      ),
    )
    .groupBy(key);
}
