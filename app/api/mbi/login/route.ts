import { LogInAnswer } from "@/lib/accounts/schemas";
import { logInBearer } from "@/lib/http/bearer";
import { bodyObject, route } from "@/lib/http/route";

export const POST = route({
  caller: "public",
  answer: LogInAnswer,
  run: (ctx, { body }) => logInBearer(ctx, bodyObject(body)),
});
