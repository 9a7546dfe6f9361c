import { query } from "@/lib/core/verb";
import { ListSalesChangesInput } from "./business-schemas";
import { readChanges } from "./changes";
import type { ChangeList, SalesChange } from "./home-model";

/** The same for the caller's last file of sales statistics: tickets, and their amount in fen, new minus old. */
export const listSalesChanges = query({
  name: "statistics.listSalesChanges",
  permission: "stats.sales",
  input: ListSalesChangesInput,
  snapshot: true,
  report: true,
  run: async (ctx, input): Promise<ChangeList<SalesChange>> =>
    readChanges(ctx, input, ({ tickets, salesAmountFen }) => ({ tickets, amountFen: salesAmountFen })),
});
