import { bodyObject, queryObject, route } from "@/lib/http/route";
import { listSales } from "@/lib/statistics/list-sales";
import { SalesListAnswer } from "@/lib/statistics/schemas";

export const GET = route({
  caller: "user",
  answer: SalesListAnswer,
  run: (ctx, { query }) => listSales(ctx, queryObject(query)),
});

/** The same as JSON, for lists of stores that no URL can hold. */
export const POST = route({
  caller: "user",
  answer: SalesListAnswer,
  run: (ctx, { body }) => listSales(ctx, bodyObject(body)),
});
