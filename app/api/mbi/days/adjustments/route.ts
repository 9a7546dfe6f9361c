import { listAdjustments } from "@/lib/days/list-adjustments";
import { AdjustmentsAnswer } from "@/lib/days/schemas";
import { queryObject, route } from "@/lib/http/route";

export const GET = route({
  caller: "user",
  answer: AdjustmentsAnswer,
  run: (ctx, { query }) => listAdjustments(ctx, queryObject(query)),
});
