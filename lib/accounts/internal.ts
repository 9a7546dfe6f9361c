import { and, eq, isNull, ne } from "drizzle-orm";
import type { SessionEnding } from "@/db/enums/accounts";
import { sessions } from "@/db/schema/accounts";
import type { Ctx, UserActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";

/** The caller as a person; verbs on one's own account make no sense for anybody else. */
export function ownActor(ctx: Ctx): UserActor {
  if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "access.not_signed_in");
  return ctx.actor;
}

type Which = { sessionId: number } | { accountId: number; exceptSessionId?: number };

/** Ends sessions that are still open; answers how many. */
export async function endSessions(ctx: Ctx, which: Which & { ending: SessionEnding }): Promise<number> {
  const chosen =
    "sessionId" in which
      ? eq(sessions.id, which.sessionId)
      : and(
          eq(sessions.accountId, which.accountId),
          which.exceptSessionId === undefined ? undefined : ne(sessions.id, which.exceptSessionId),
        );
  const [result] = await ctx.db
    .update(sessions)
    .set({ endedAt: ctx.clock.now(), ending: which.ending })
    .where(and(chosen, isNull(sessions.endedAt)));
  return result.affectedRows;
}
