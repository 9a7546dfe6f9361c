import { type DayRange, daysIn, listDays } from "@/lib/core/time";
import { figuresOf, sumMeasures } from "./business-figures";
import type { BusinessOverview, BusinessTrendPoint, RefundDay, TrendFigures } from "./business-model";
import type { BusinessGroup } from "./business-sums";
import type { ComparedPeriods } from "./model";
import { counterpart } from "./ranking";

/** A chart shows at most this many points; a longer range is summed per week. */
const pointsMax = 400;

type Parts = {
  range: DayRange;
  by: RefundDay;
  days: readonly BusinessGroup[];
  comparedDays: readonly BusinessGroup[];
  periods: ComparedPeriods | null;
};

/** One point per day or seven days; days without trade are zero, places that the compared period does not have are null. */
export function trendOf({
  range,
  by,
  days,
  comparedDays,
  periods,
}: Parts): Pick<BusinessOverview, "bucket" | "trend"> {
  const bucketDays = daysIn(range) > pointsMax ? 7 : 1;
  const [now, old] = [byDay(days), byDay(comparedDays)];
  const all = listDays(range);
  const trend: BusinessTrendPoint[] = [];
  for (let start = 0; start < all.length; start += bucketDays) {
    const bucket = all.slice(start, start + bucketDays);
    const oldDays = bucket.flatMap((day) => (periods && counterpart(day, periods)) ?? []);
    trend.push({
      day: bucket[0] ?? range.from,
      ...trendFigures(bucket, now, by),
      compareDay: oldDays[0] ?? null,
      compare: oldDays.length > 0 ? trendFigures(oldDays, old, by) : null,
    });
  }
  return { bucket: bucketDays === 7 ? "week" : "day", trend };
}

function byDay(groups: readonly BusinessGroup[]): Map<string, BusinessGroup> {
  return new Map(groups.map((group) => [group.key, group]));
}

function trendFigures(
  days: readonly string[],
  groups: ReadonlyMap<string, BusinessGroup>,
  by: RefundDay,
): TrendFigures {
  const sums = sumMeasures(days.flatMap((day) => groups.get(day) ?? []));
  const { orders, finalAmountFen, netAmountFen, refunds, refundAmountFen, memberOrders, averageFen } =
    figuresOf(sums, by);
  return { orders, finalAmountFen, netAmountFen, refunds, refundAmountFen, memberOrders, averageFen };
}
