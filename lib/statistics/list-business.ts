import { offsetOf } from "@/lib/core/page";
import { query } from "@/lib/core/verb";
import type { BusinessList } from "./business-model";
import { readBusinessRows } from "./business-rows";
import { ListBusinessInput } from "./business-schemas";

/**
 * Business by day, store, branch, franchisee, region, channel, pay kind or half hour: a page of rows and the totals over all of
 * them. Amounts in fen; refunds on the day of their order or on their own (`by`). Today alone is compared by the half hours that
 * are over, and then only orders and 实收. Errors: stores.not_found, merchants.not_found, regions.not_found (1404) naming the codes.
 */
export const listBusiness = query({
  name: "statistics.listBusiness",
  permission: "stats.business",
  input: ListBusinessInput,
  snapshot: true,
  report: true,
  run: async (ctx, input): Promise<BusinessList> => {
    const { rows, ...rest } = await readBusinessRows(ctx, input);
    const offset = offsetOf(input);
    const { page, pageSize } = input;
    return { items: rows.slice(offset, offset + pageSize), ...rest, total: rows.length, page, pageSize };
  },
});
