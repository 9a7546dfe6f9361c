import {
  type BusinessGrouping,
  businessGroupings,
  defaultBusinessSort,
  type RefundDay,
  refundDays,
} from "@/lib/statistics/business-model";
import type { StatsParams } from "./stats-query";

export function businessGroupingOf(params: StatsParams): BusinessGrouping {
  return businessGroupings.find((grouping) => grouping === params.groupBy) ?? "day";
}

export function businessSortOf(params: StatsParams): string {
  return params.sort ?? defaultBusinessSort(businessGroupingOf(params));
}

export function refundDayOf(params: StatsParams): RefundDay {
  return refundDays.find((by) => by === params.by) ?? "order";
}
