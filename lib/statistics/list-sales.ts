import { offsetOf } from "@/lib/core/page";
import { query } from "@/lib/core/verb";
import type { SalesList } from "./model";
import { readSalesRows } from "./sales-rows";
import { ListSalesInput } from "./schemas";

/**
 * Sales by SKU, category, store, branch, franchisee, region or day: a page of rows and the totals over all of them. Branch and
 * franchisee are the managing branch and the owner of the day, region is where the store lies today. Amounts in fen before
 * order discounts, weights in grams. Errors: stores.not_found, merchants.not_found, regions.not_found, skus.not_found and
 * categories.not_found (1404) naming the codes.
 */
export const listSales = query({
  name: "statistics.listSales",
  permission: "stats.sales",
  input: ListSalesInput,
  snapshot: true,
  report: true,
  run: async (ctx, input): Promise<SalesList> => {
    const { page, pageSize } = input;
    const part = { offset: offsetOf(input), size: pageSize };
    const { rows, ...rest } = await readSalesRows(ctx, input, part);
    return { items: rows, ...rest, page, pageSize };
  },
});
