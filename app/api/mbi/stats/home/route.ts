import { queryObject, route } from "@/lib/http/route";
import { HomeAnswer } from "@/lib/statistics/answer-schemas";
import { getHome } from "@/lib/statistics/get-home";

export const GET = route({
  caller: "user",
  answer: HomeAnswer,
  run: (ctx, { query }) => getHome(ctx, queryObject(query)),
});
