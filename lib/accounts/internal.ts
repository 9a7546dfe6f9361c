import { and, eq, isNull, ne } from "drizzle-orm";
import type { AccountKind, AccountStatus, SessionEnding } from "@/db/enums/accounts";
import { sessions } from "@/db/schema/accounts";
import type { Ctx, UserActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";

/** The caller as a person; verbs on one's own account make no sense for anybody else. */
export function ownActor(ctx: Ctx): UserActor {
  if (ctx.actor.type !== "user") throw new AppError("unauthenticated", "access.not_signed_in");
  return ctx.actor;
}

type Openness = {
  kind: AccountKind;
  status: AccountStatus;
  deletedAt: Date | null;
  /** Null where there is no parent. */
  parentStatus: AccountStatus | null;
  parentDeletedAt: Date | null;
};

/** Whether an account may be used: a closed main account closes its staff, and staff without a main account is closed. */
export function isOpen(row: Openness): boolean {
  if (row.status !== "enabled" || row.deletedAt !== null) return false;
  return row.kind !== "staff" || (row.parentStatus === "enabled" && row.parentDeletedAt === null);
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
