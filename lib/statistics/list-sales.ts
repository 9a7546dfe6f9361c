import { offsetOf } from "@/lib/core/page";
import { query } from "@/lib/core/verb";
import type { SalesList } from "./model";
import { readSalesRows } from "./sales-rows";
import { ListSalesInput } from "./schemas";

/**
 * Sales by SKU, store or day, a page of rows and the totals over all of them. Amounts in fen before order discounts, weights in
 * grams. Errors: stores.not_found and skus.not_found (1404) naming the codes.
 */
export const listSales = query({
  name: "statistics.listSales",
  permission: "stats.sales",
  input: ListSalesInput,
  snapshot: true,
  report: true,
  run: async (ctx, input): Promise<SalesList> => {
    const { rows, ...rest } = await readSalesRows(ctx, input);
    const offset = offsetOf(input);
    const { page, pageSize } = input;
    return { items: rows.slice(offset, offset + pageSize), ...rest, total: rows.length, page, pageSize };
  },
});
