import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "@/db/schema/accounts";
import { AppError } from "@/lib/core/errors";
import { command, procedure, query } from "@/lib/core/verb";
import { isCommonPassword } from "./common-passwords";
import { endSessions, ownActor } from "./internal";
import { hashPassword, verifyPassword } from "./password";
import { ChangePasswordInput } from "./schemas";
import { countAttempt } from "./throttle";

/**
 * Changes the caller's own password and ends the other sessions. Errors: accounts.password_wrong (the current one),
 * accounts.password_same, accounts.password_common, accounts.throttled.
 */
export const changePassword = procedure({
  name: "accounts.changePassword",
  permission: "signedIn",
  input: ChangePasswordInput,
  run: async (ctx, input): Promise<null> => {
    const actor = ownActor(ctx);
    const wait = await countAttempt(ctx, {
      accountTyped: `change #${actor.accountId}`,
      address: ctx.origin.address,
      knownBrowserHash: null,
    });
    if (wait > 0) {
      throw new AppError("rate_limited", "accounts.throttled", { params: { seconds: wait }, retryAfterSeconds: wait });
    }
    const oldHash = await readOwnHash(ctx, {});
    if (!(await verifyPassword(oldHash, input.currentPassword))) throw fault("currentPassword", "accounts.password_wrong");
    if (input.newPassword === input.currentPassword) throw fault("newPassword", "accounts.password_same");
    if (isCommonPassword(input.newPassword, actor.accountNumber)) throw fault("newPassword", "accounts.password_common");
    await storeOwnHash(ctx, { oldHash, newHash: await hashPassword(input.newPassword) });
    return null;
  },
});

function fault(path: string, reason: string): AppError {
  return new AppError("invalid", reason, { fields: [{ path, message: reason }] });
}

const readOwnHash = query({
  name: "accounts.readOwnHash",
  permission: "signedIn",
  input: z.strictObject({}),
  run: async (ctx): Promise<string> => {
    const { accountId } = ownActor(ctx);
    const [row] = await ctx.db.select({ hash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, accountId));
    if (!row) throw new AppError("unauthenticated", "access.not_signed_in");
    return row.hash;
  },
});

const storeOwnHash = command({
  name: "accounts.storeOwnHash",
  permission: "signedIn",
  input: z.strictObject({ oldHash: z.string(), newHash: z.string() }),
  run: async (ctx, { oldHash, newHash }, audit): Promise<void> => {
    const { accountId, accountNumber, sessionId } = ownActor(ctx);
    const [result] = await ctx.db
      .update(accounts)
      .set({ passwordHash: newHash, mustChangePassword: false, updatedAt: ctx.clock.now() })
      .where(and(eq(accounts.id, accountId), eq(accounts.passwordHash, oldHash)));
    if (result.affectedRows !== 1) throw new AppError("conflict", "accounts.password_changed_meanwhile");
    const ended = await endSessions(ctx, { accountId, exceptSessionId: sessionId, ending: "password_changed" });
    audit.record({
      action: "account.password_changed",
      subjectType: "account",
      subjectKey: accountNumber,
      after: { sessionsEnded: ended },
    });
  },
});
