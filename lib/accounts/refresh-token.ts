import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { refreshTokens, sessions } from "@/db/schema/accounts";
import { hashSecret, newSecret } from "@/lib/core/secrets";
import { command } from "@/lib/core/verb";
import { endSessions } from "./internal";
import { RefreshTokenInput } from "./schemas";

export type RefreshResult =
  | { outcome: "refreshed"; sessionToken: string; refreshToken: string }
  | { outcome: "refused" };

/**
 * Exchanges a refresh token, once, for a new one and a new secret of the same session; whoever holds the old secret is
 * refused from then on. A token that was used before means that somebody copied it: its session ends.
 */
export const refreshToken = command({
  name: "accounts.refreshToken",
  permission: "public",
  input: RefreshTokenInput,
  run: async (ctx, input, audit): Promise<RefreshResult> => {
    const now = ctx.clock.now();
    const tokenHash = hashSecret(input.refreshToken);
    const [found] = await ctx.db
      .select()
      .from(refreshTokens)
      .where(eq(refreshTokens.tokenHash, tokenHash))
      .for("update");
    audit.none("an exchange of tokens is no deed; a reuse is recorded below");
    if (!found) return { outcome: "refused" };
    if (found.usedAt !== null) {
      const ended = await endSessions(ctx, { sessionId: found.sessionId, ending: "refresh_reused" });
      if (ended > 0) {
        audit.record({
          action: "session.refresh_reused",
          subjectType: "session",
          subjectKey: String(found.sessionId),
        });
      }
      return { outcome: "refused" };
    }
    const sessionToken = newSecret();
    const [moved] = await ctx.db
      .update(sessions)
      .set({ tokenHash: hashSecret(sessionToken), lastSeenAt: now })
      .where(
        and(
          eq(sessions.id, found.sessionId),
          isNull(sessions.endedAt),
          gt(sessions.absoluteEndAt, now),
          sql`${sessions.lastSeenAt} + interval ${sessions.idleSeconds} second > ${now}`,
        ),
      );
    if (moved.affectedRows !== 1) return { outcome: "refused" };
    const next = newSecret();
    await ctx.db.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.tokenHash, tokenHash));
    await ctx.db
      .insert(refreshTokens)
      .values({ tokenHash: hashSecret(next), sessionId: found.sessionId, createdAt: now });
    return { outcome: "refreshed", sessionToken, refreshToken: next };
  },
});
