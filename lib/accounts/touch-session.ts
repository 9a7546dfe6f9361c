import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { sessions } from "@/db/schema/accounts";
import { command } from "@/lib/core/verb";

/** Moves the idle limit of the caller's own session; called at most once a minute. */
export const touchSession = command({
  name: "accounts.touchSession",
  permission: "signedIn",
  input: z.strictObject({}),
  run: async (ctx, _input, audit): Promise<void> => {
    audit.none("a request is not a deed");
    if (ctx.actor.type !== "user") return;
    await ctx.db
      .update(sessions)
      .set({ lastSeenAt: ctx.clock.now() })
      .where(and(eq(sessions.id, ctx.actor.sessionId), isNull(sessions.endedAt)));
  },
});
