import { queryObject, route } from "@/lib/http/route";
import { DefinitionsAnswer } from "@/lib/statistics/answer-schemas";
import { listDefinitions } from "@/lib/statistics/list-definitions";

export const GET = route({
  caller: "user",
  answer: DefinitionsAnswer,
  run: (ctx, { query }) => listDefinitions(ctx, queryObject(query)),
});
