import { presetRange } from "@/components/form/date-presets";
import type { BusinessDay } from "@/lib/core/time";
import { comparisons, defaultSalesSort, type SalesGrouping, salesGroupings } from "@/lib/statistics/model";

/** Keys the API knows; everything else in the URL (view, cols, dense) belongs to the page. */
const filterKeys = ["from", "to", "stores", "skus", "compare"] as const;
const listKeys = [...filterKeys, "groupBy", "sort", "page", "pageSize"] as const;

export const comparisonChoices = ["none", ...comparisons] as const;
export type ComparisonChoice = (typeof comparisonChoices)[number];

/** What the page shows when its URL is silent. */
export const defaultComparison: ComparisonChoice = "previous";
const defaultPageSize = "50";

export type SearchParams = Record<string, string | string[] | undefined>;
export type SalesParams = { from?: string; to?: string } & Partial<Record<(typeof listKeys)[number], string>>;

/**
 * The URL as the verbs want it: known keys only, the default range where none is named, and no key for "compare with
 * nothing". Values stay unchecked; the verb's schema judges them and names the field that is wrong.
 */
export function readSalesParams(search: SearchParams, today: BusinessDay): SalesParams {
  const params: SalesParams = {};
  for (const key of listKeys) {
    const value = search[key];
    const text = Array.isArray(value) ? value.join(",") : value;
    if (text !== undefined && text !== "") params[key] = text;
  }
  if (params.from === undefined && params.to === undefined)
    Object.assign(params, presetRange("last7", today));
  params.compare ??= defaultComparison;
  if (params.compare === "none") delete params.compare;
  params.pageSize ??= defaultPageSize;
  return params;
}

export function withStores(params: SalesParams, codes: readonly string[]): SalesParams {
  const { stores: _, ...rest } = params;
  return codes.length === 0 ? rest : { ...rest, stores: codes.join(",") };
}

/** The part of the query that both the figures and the table share. */
export function filterOf(params: SalesParams): SalesParams {
  return Object.fromEntries(
    filterKeys.flatMap((key) => (params[key] === undefined ? [] : [[key, params[key]]])),
  );
}

/** For downloads: the whole list, so neither page nor size. */
export function downloadQuery(params: SalesParams): string {
  const { page: _, pageSize: __, ...rest } = params;
  return new URLSearchParams(rest).toString();
}

export function groupingOf(params: SalesParams): SalesGrouping {
  return salesGroupings.find((grouping) => grouping === params.groupBy) ?? "sku";
}

export function sortOf(params: SalesParams): string {
  return params.sort ?? defaultSalesSort[groupingOf(params)];
}

export function comparisonOf(params: SalesParams): ComparisonChoice {
  return comparisons.find((comparison) => comparison === params.compare) ?? "none";
}

export function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? "").split(",").map((part) => part.trim()))].filter((part) => part !== "");
}
