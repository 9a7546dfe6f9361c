import { z } from "zod";
import { commaList, PageInput } from "@/lib/core/page";
import { daysIn, isDay } from "@/lib/core/time";
import { storeCode } from "@/lib/masterdata/schemas";
import { comparisons, type SalesGrouping, salesGroupings, salesSortKeys } from "./model";

export const rangeDaysMax = 731;

const day = z.string({ error: "stats.day_invalid" }).refine(isDay, { error: "stats.day_invalid" });
/** Codes are ASCII bytes; anything else cannot be one. */
const code = (length: number) =>
  z
    .string()
    .min(1)
    .max(length)
    .regex(/^[\x21-\x7e]+$/);
/** "1" or "true" in a URL, true in JSON. */
const flag = z.union([z.boolean(), z.stringbool()]).default(false);

/** What all statistics take; codes of branches are managing branches of the day, of franchisees owners of the day. */
export const rangeShape = {
  from: day,
  to: day,
  stores: commaList(storeCode, 30_000),
  branches: commaList(code(32), 1_000),
  franchisees: commaList(code(32), 1_000),
  regions: commaList(code(64), 1_000),
  sameStore: flag,
};

const filterShape = {
  ...rangeShape,
  categories: commaList(z.string().min(1).max(40), 200),
  skus: commaList(code(32), 1_000),
  compare: z.enum(comparisons).optional(),
};

type Filter = { from: string; to: string };

export function checkRange(input: Filter, context: z.RefinementCtx): void {
  if (input.from > input.to) {
    context.addIssue({ code: "custom", path: ["to"], message: "stats.range_reversed" });
  } else if (daysIn(input) > rangeDaysMax) {
    context.addIssue({ code: "custom", path: ["to"], message: "stats.range_too_long" });
  }
}

function checkSort(
  input: { sort?: string | undefined; groupBy: SalesGrouping },
  context: z.RefinementCtx,
): void {
  if (input.sort === undefined) return;
  const keys: readonly string[] = salesSortKeys[input.groupBy];
  if (keys.includes(input.sort.replace(/^-/, ""))) return;
  context.addIssue({
    code: "custom",
    path: ["sort"],
    message: "stats.sort_unknown",
    params: { keys: keys.join(", ") },
  });
}

/** What the sales page has in its URL and `GET /api/mbi/stats/sales` takes; business days, both included. */
export const ListSalesInput = z
  .strictObject({
    ...filterShape,
    groupBy: z.enum(salesGroupings).default("sku"),
    sort: z.string().max(40).optional(),
    ...PageInput,
  })
  .superRefine(checkRange)
  .superRefine(checkSort);
export type ListSalesInput = z.output<typeof ListSalesInput>;

export const GetSalesOverviewInput = z.strictObject(filterShape).superRefine(checkRange);
export type GetSalesOverviewInput = z.output<typeof GetSalesOverviewInput>;

/** The download holds all rows of what the page shows, so it has no page. */
export const DownloadSalesInput = z
  .strictObject({
    ...filterShape,
    groupBy: z.enum(salesGroupings).default("sku"),
    sort: z.string().max(40).optional(),
    format: z.enum(["csv", "xlsx"]),
  })
  .superRefine(checkRange)
  .superRefine(checkSort);
export type DownloadSalesInput = z.output<typeof DownloadSalesInput>;

/** One grouping's own names are set; null where a row stands for what has no branch, franchisee or region. */
const name = z.string().nullable().optional();
const groupNames = {
  skuCode: z.string().optional(),
  skuName: z.string().optional(),
  category: z.string().optional(),
  storeCode: z.string().optional(),
  storeName: z.string().optional(),
  branchCode: name,
  branchName: name,
  franchiseeCode: name,
  franchiseeName: name,
  regionCode: name,
  regionName: name,
  day: z.string().optional(),
};

const measures = {
  tickets: z.number().int(),
  weightGrams: z.number().int(),
  quantity: z.number().int(),
  amountFen: z.number().int(),
};
const range = z.strictObject({ from: z.string(), to: z.string() });
const totals = z.strictObject({
  ...measures,
  averagePriceFen: z.number().int().nullable(),
  averagePriceUnit: z.enum(["weight", "piece"]).nullable(),
});

export const SalesListAnswer = z.strictObject({
  items: z.array(
    totals.extend({
      ...groupNames,
      shareBps: z.number().int().nullable(),
      rank: z.number().int(),
      rankChange: z.number().int().nullable(),
      current: z.strictObject(measures).nullable(),
      compare: z.strictObject(measures).nullable(),
    }),
  ),
  totals,
  compareTotals: totals.nullable(),
  comparison: z
    .strictObject({
      current: range,
      compare: range,
      isElapsedPart: z.boolean(),
      currentTotals: totals,
      compareTotals: totals,
    })
    .nullable(),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
  asOf: z.string(),
  range,
  revisedDays: z.array(z.string()),
});
