import { z } from "zod";
import { changePassword } from "@/lib/accounts/change-password";
import { bodyObject, route } from "@/lib/http/route";

export const PUT = route({
  caller: "user",
  answer: z.null(),
  run: (ctx, { body }) => changePassword(ctx, bodyObject(body)),
});
