import type { Ctx } from "@/lib/core/context";
import { addFen } from "@/lib/core/money";
import { addDays, type DayRange, daysIn, listDays } from "@/lib/core/time";
import { query } from "@/lib/core/verb";
import { countStores, listRevisedDays, sumPending, totalsOf } from "./internal";
import type { ComparedPeriods, SalesOverview, SalesTrendPoint } from "./model";
import { findSalesFilter } from "./sales-rows";
import { type SalesGroup, sumSales } from "./sales-sums";
import { GetSalesOverviewInput } from "./schemas";

/** A chart shows at most this many points; a longer range is summed per week. */
const daysPerDayBucketMax = 400;

/** Totals, comparison and trend of a filter; the same figures as the list's totals. */
export const getSalesOverview = query({
  name: "statistics.getSalesOverview",
  permission: "stats.sales",
  input: GetSalesOverviewInput,
  snapshot: true,
  report: true,
  run: async (ctx: Ctx, input): Promise<SalesOverview> => {
    const range = { from: input.from, to: input.to };
    const { filter, periods } = await findSalesFilter(ctx, input);
    const days = await sumSales(ctx, filter, range, "day");
    const comparedDays = periods ? await sumSales(ctx, filter, periods.compare, "day") : [];
    const isCurrent = (group: SalesGroup) => periods !== null && group.key <= periods.current.to;
    const bucketDays = daysIn(range) > daysPerDayBucketMax ? 7 : 1;
    return {
      totals: totalsOf(days),
      comparison: periods
        ? {
            ...periods,
            currentTotals: totalsOf(days.filter(isCurrent)),
            compareTotals: totalsOf(comparedDays),
          }
        : null,
      stores: await countStores(ctx, filter),
      pending: await sumPending(ctx, filter, range),
      bucket: bucketDays === 7 ? "week" : "day",
      trend: trendOf(range, bucketDays, days, { days: comparedDays, periods }),
      range,
      asOf: ctx.clock.now().toISOString(),
      revisedDays: await listRevisedDays(ctx, filter, range),
    };
  },
});

type Compared = { days: readonly SalesGroup[]; periods: ComparedPeriods | null };

/** One point per bucket of days; days without sales are zero, places the compared period does not have are null. */
function trendOf(
  range: DayRange,
  bucketDays: number,
  days: readonly SalesGroup[],
  compared: Compared,
): SalesTrendPoint[] {
  const byDay = new Map(days.map((group) => [group.key, group]));
  const oldByDay = new Map(compared.days.map((group) => [group.key, group]));
  const points: SalesTrendPoint[] = [];
  for (const [index, day] of listDays(range).entries()) {
    const start = index % bucketDays === 0;
    const oldDay = oldDayAt(compared.periods, day, index);
    if (start) points.push(emptyPoint(day, oldDay));
    const point = points.at(-1);
    if (!point) continue;
    const group = byDay.get(day);
    point.amountFen = addFen(point.amountFen, group?.amountFen ?? 0);
    point.tickets += group?.tickets ?? 0;
    if (oldDay !== null) {
      point.compareAmountFen = addFen(point.compareAmountFen ?? 0, oldByDay.get(oldDay)?.amountFen ?? 0);
    }
  }
  return points;
}

function emptyPoint(day: string, compareDay: string | null): SalesTrendPoint {
  return { day, amountFen: 0, tickets: 0, compareDay, compareAmountFen: compareDay === null ? null : 0 };
}

function oldDayAt(periods: ComparedPeriods | null, day: string, index: number): string | null {
  if (periods === null || day > periods.current.to) return null;
  const oldDay = addDays(periods.compare.from, index);
  return oldDay <= periods.compare.to ? oldDay : null;
}
