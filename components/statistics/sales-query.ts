import { defaultSalesSort, type SalesGrouping, salesGroupings } from "@/lib/statistics/model";
import type { StatsParams } from "./stats-query";

export function salesGroupingOf(params: StatsParams): SalesGrouping {
  return salesGroupings.find((grouping) => grouping === params.groupBy) ?? "sku";
}

export function salesSortOf(params: StatsParams): string {
  return params.sort ?? defaultSalesSort[salesGroupingOf(params)];
}
