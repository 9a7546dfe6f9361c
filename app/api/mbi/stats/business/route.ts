import { bodyObject, queryObject, route } from "@/lib/http/route";
import { BusinessListAnswer } from "@/lib/statistics/answer-schemas";
import { listBusiness } from "@/lib/statistics/list-business";

export const GET = route({
  caller: "user",
  answer: BusinessListAnswer,
  run: (ctx, { query }) => listBusiness(ctx, queryObject(query)),
});

/** The same as JSON, for lists of stores that no URL can hold. */
export const POST = route({
  caller: "user",
  answer: BusinessListAnswer,
  run: (ctx, { body }) => listBusiness(ctx, bodyObject(body)),
});
