import { z } from "zod";
import { logOut } from "@/lib/accounts/log-out";
import { bodyObject, route } from "@/lib/http/route";

export const POST = route({
  caller: "user",
  answer: z.null(),
  run: (ctx, { body }) => logOut(ctx, bodyObject(body)),
});
