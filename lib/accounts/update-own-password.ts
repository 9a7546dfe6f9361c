import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "@/db/schema/accounts";
import { AppError } from "@/lib/core/errors";
import { command } from "@/lib/core/verb";
import { endSessions, ownActor } from "./internal";

/**
 * Puts the hash of a new password in the place of the one that was compared, and ends the caller's other sessions. Called by the
 * change of a password only. Error: accounts.password_changed_meanwhile.
 */
export const updateOwnPassword = command({
  name: "accounts.updateOwnPassword",
  permission: "signedIn",
  input: z.strictObject({ oldHash: z.string(), newHash: z.string() }),
  run: async (ctx, { oldHash, newHash }, audit): Promise<void> => {
    const { accountId, accountNumber, sessionId } = ownActor(ctx);
    const [result] = await ctx.db
      .update(accounts)
      .set({ passwordHash: newHash, mustChangePassword: false, updatedAt: ctx.clock.now() })
      .where(and(eq(accounts.id, accountId), eq(accounts.passwordHash, oldHash)));
    if (result.affectedRows !== 1) throw new AppError("conflict", "accounts.password_changed_meanwhile");
    const ended = await endSessions(ctx, {
      accountId,
      exceptSessionId: sessionId,
      ending: "password_changed",
    });
    audit.record({
      action: "account.password_changed",
      subjectType: "account",
      subjectKey: accountNumber,
      after: { sessionsEnded: ended },
    });
  },
});
