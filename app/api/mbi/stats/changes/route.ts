import { queryObject, route } from "@/lib/http/route";
import { ChangesAnswer } from "@/lib/statistics/answer-schemas";
import { listBusinessChanges } from "@/lib/statistics/list-business-changes";
import { listSalesChanges } from "@/lib/statistics/list-sales-changes";

/** `report` says which right is needed and which sums are told. */
export const GET = route({
  caller: "user",
  answer: ChangesAnswer,
  run: (ctx, { query }) =>
    query.get("report") === "sales"
      ? listSalesChanges(ctx, queryObject(query))
      : listBusinessChanges(ctx, queryObject(query)),
});
