import { query } from "@/lib/core/verb";
import { ListBusinessChangesInput } from "./business-schemas";
import { readChanges } from "./changes";
import type { BusinessChange, ChangeList } from "./home-model";

/**
 * How closed days changed since the caller's last file of business statistics that shares a day with the range, a row per store
 * and day. Amounts in fen, new minus old. Errors as of the list.
 */
export const listBusinessChanges = query({
  name: "statistics.listBusinessChanges",
  permission: "stats.business",
  input: ListBusinessChangesInput,
  snapshot: true,
  report: true,
  run: async (ctx, input): Promise<ChangeList<BusinessChange>> =>
    readChanges(ctx, input, ({ orders, finalAmountFen, refundAmountFen, refundedAmountFen }) => ({
      orders,
      finalAmountFen,
      refundAmountFen,
      refundedAmountFen,
    })),
});
