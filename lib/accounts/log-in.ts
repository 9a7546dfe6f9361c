import { and, eq, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { type LoginOutcome, sessionKinds } from "@/db/enums/accounts";
import { accounts, knownBrowsers } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/core/context";
import { hashSecret } from "@/lib/core/secrets";
import { procedure } from "@/lib/core/verb";
import type { LogInResult } from "./model";
import { verifyPassword } from "./password";
import { recordLogIn } from "./record-log-in";
import { LogInInput } from "./schemas";
import { countAttempt, forgiveAttempts } from "./throttle";

/**
 * Number or phone, and password. An unknown account and a wrong password do the same work and get the same answer; attempts
 * are counted before they are evaluated. `browserToken` is the secret of a browser's own cookie: once an account has logged in
 * there, that browser has its own allowance.
 */
export const logIn = procedure({
  name: "accounts.logIn",
  permission: "public",
  input: LogInInput.extend({ kind: z.enum(sessionKinds), browserToken: z.string().max(100).nullable() }),
  run: async (ctx, input): Promise<LogInResult> => {
    const account = await findAccount(ctx, input.account);
    const browserHash = input.browserToken === null ? null : hashSecret(input.browserToken);
    const isKnown = account !== null && browserHash !== null && (await isKnownBrowser(ctx, account.id, browserHash));
    const attempt = {
      // Number and phone of one account share its allowance.
      accountTyped: account ? `#${account.id}` : input.account,
      address: ctx.origin.address,
      knownBrowserHash: isKnown ? browserHash : null,
    };
    const wait = await countAttempt(ctx, attempt);
    const event = { accountId: account?.id ?? null, accountTyped: input.account, kind: input.kind, browserHash };
    if (wait > 0) {
      await recordLogIn(ctx, { ...event, outcome: "throttled" });
      return { outcome: "throttled", retryAfterSeconds: wait };
    }
    const isRight = await verifyPassword(account?.passwordHash ?? null, input.password);
    const outcome = outcomeOf(account, isRight);
    const session = await recordLogIn(ctx, { ...event, outcome });
    if (!session) return { outcome: "failed", reason: "accounts.log_in_failed" };
    await forgiveAttempts(ctx, attempt);
    return { outcome: "succeeded", ...session };
  },
});

type FoundAccount = { id: number; passwordHash: string; isOpen: boolean };

function outcomeOf(account: FoundAccount | null, isRight: boolean): LoginOutcome {
  if (!account) return "unknown_account";
  if (!isRight) return "wrong_password";
  return account.isOpen ? "succeeded" : "disabled";
}

async function findAccount(ctx: Ctx, typed: string): Promise<FoundAccount | null> {
  // Numbers and phones are ASCII; the database would refuse to compare anything else with them.
  if (!/^[\x21-\x7e]+$/.test(typed)) return null;
  const [row] = await ctx.db
    .select({ id: accounts.id, passwordHash: accounts.passwordHash, status: accounts.status })
    .from(accounts)
    .where(and(isNull(accounts.deletedAt), or(eq(accounts.liveNumber, typed), eq(accounts.livePhone, typed))))
    // A number that looks like somebody else's phone belongs to the account that has it as its number.
    .orderBy(eq(accounts.livePhone, typed))
    .limit(1);
  return row ? { id: row.id, passwordHash: row.passwordHash, isOpen: row.status === "enabled" } : null;
}

async function isKnownBrowser(ctx: Ctx, accountId: number, tokenHash: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ accountId: knownBrowsers.accountId })
    .from(knownBrowsers)
    .where(and(eq(knownBrowsers.accountId, accountId), eq(knownBrowsers.tokenHash, tokenHash)));
  return rows.length > 0;
}
