import { eq } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import type { Ctx, UserActor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { procedure } from "@/lib/core/verb";
import { isCommonPassword } from "./common-passwords";
import { ownActor } from "./internal";
import { hashPassword, verifyPassword } from "./password";
import { ChangePasswordInput } from "./schemas";
import { type Attempt, countAttempt, forgiveAttempts } from "./throttle";
import { updateOwnPassword } from "./update-own-password";

/**
 * Changes the caller's own password and ends the other sessions. Errors: accounts.password_wrong (the current one),
 * accounts.password_same, accounts.password_common, accounts.throttled, accounts.password_changed_meanwhile.
 */
export const changePassword = procedure({
  name: "accounts.changePassword",
  permission: "signedIn",
  input: ChangePasswordInput,
  run: async (ctx, input): Promise<null> => {
    const actor = ownActor(ctx);
    const attempt: Attempt = {
      subject: ["change", actor.accountNumber],
      address: ctx.origin.address,
      knownBrowserHash: null,
    };
    const wait = await countAttempt(ctx, attempt);
    if (wait > 0) {
      throw new AppError("rate_limited", "accounts.throttled", {
        params: { seconds: wait },
        retryAfterSeconds: wait,
      });
    }
    const { passwordHash: oldHash, phone } = await readOwn(ctx, actor);
    if (!(await verifyPassword(oldHash, input.currentPassword)))
      throw fault("currentPassword", "accounts.password_wrong");
    await forgiveAttempts(ctx, attempt);
    if (await verifyPassword(oldHash, input.newPassword))
      throw fault("newPassword", "accounts.password_same");
    const ownNumbers = phone === null ? [actor.accountNumber] : [actor.accountNumber, phone];
    if (isCommonPassword(input.newPassword, ownNumbers))
      throw fault("newPassword", "accounts.password_common");
    await updateOwnPassword(ctx, { oldHash, newHash: await hashPassword(input.newPassword) });
    return null;
  },
});

function fault(path: string, reason: string): AppError {
  return new AppError("invalid", reason, { fields: [{ path, message: reason }] });
}

async function readOwn(
  ctx: Ctx,
  { accountId }: UserActor,
): Promise<{ passwordHash: string; phone: string | null }> {
  const [row] = await ctx.db
    .select({ passwordHash: accounts.passwordHash, phone: accounts.phone })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (!row) throw new AppError("unauthenticated", "access.not_signed_in");
  return row;
}
