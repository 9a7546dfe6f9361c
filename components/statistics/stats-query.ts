import { presetRange } from "@/components/form/date-presets";
import type { BusinessDay } from "@/lib/core/time";
import { comparisons } from "@/lib/statistics/model";

/** The two reports that share filters, comparison and table. */
export type ReportName = "sales" | "business";

const sharedKeys = [
  "from",
  "to",
  "stores",
  "branches",
  "franchisees",
  "regions",
  "compare",
  "sameStore",
] as const;
const listKeys = ["groupBy", "sort", "page", "pageSize"] as const;

/** Keys that the verbs know; everything else in the URL (view, cols, dense) belongs to the page. */
const filterKeys = {
  sales: [...sharedKeys, "categories", "skus"],
  business: [...sharedKeys, "channels", "by"],
} as const satisfies Record<ReportName, readonly string[]>;

type FilterKey = (typeof filterKeys)[ReportName][number];
export type StatsParams = { from?: string; to?: string } & Partial<
  Record<FilterKey | (typeof listKeys)[number], string>
>;

/** Lists of codes that narrow a report, beside the stores, which have a picker of their own. */
export const narrowings = ["branches", "franchisees", "regions", "channels", "categories", "skus"] as const;
export type Narrowing = (typeof narrowings)[number];

export const comparisonChoices = ["none", ...comparisons] as const;
export type ComparisonChoice = (typeof comparisonChoices)[number];

/** What the page shows when its URL is silent. */
export const defaultComparison: ComparisonChoice = "previous";
const defaultPageSize = "20";

export type SearchParams = Record<string, string | string[] | undefined>;

/**
 * The URL as the verbs want it: known keys only, the default range where none is named, and no key for "compare with
 * nothing". Values stay unchecked; the verb's schema judges them and names the field that is wrong.
 */
export function readStatsParams(report: ReportName, search: SearchParams, today: BusinessDay): StatsParams {
  const params: StatsParams = {};
  for (const key of [...filterKeys[report], ...listKeys]) {
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

/** The same question about these codes; none means all of them. */
export function withCodes(
  params: StatsParams,
  key: Narrowing | "stores",
  codes: readonly string[],
): StatsParams {
  const { [key]: _, ...rest } = params;
  return codes.length === 0 ? rest : { ...rest, [key]: codes.join(",") };
}

/** The part of the query that figures and table share. */
export function filterOf(report: ReportName, params: StatsParams): StatsParams {
  return Object.fromEntries(
    filterKeys[report].flatMap((key) => (params[key] === undefined ? [] : [[key, params[key]]])),
  );
}

/** For downloads: the whole list, so neither page nor size. */
export function downloadQuery(params: StatsParams): string {
  const { page: _, pageSize: __, ...rest } = params;
  return new URLSearchParams(rest).toString();
}

export function comparisonOf(params: StatsParams): ComparisonChoice {
  return comparisons.find((comparison) => comparison === params.compare) ?? "none";
}

export function listOf(text: string | undefined): string[] {
  return [...new Set((text ?? "").split(",").map((part) => part.trim()))].filter((part) => part !== "");
}
