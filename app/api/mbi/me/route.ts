import { getMe } from "@/lib/accounts/get-me";
import { OwnAccountAnswer } from "@/lib/accounts/schemas";
import { queryObject, route } from "@/lib/http/route";

export const GET = route({
  caller: "user",
  answer: OwnAccountAnswer,
  run: (ctx, { query }) => getMe(ctx, queryObject(query)),
});
