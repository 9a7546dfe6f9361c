import { and, eq, isNull, or } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { z } from "zod";
import { type LoginOutcome, sessionKinds } from "@/db/enums/accounts";
import { accounts, knownBrowsers } from "@/db/schema/accounts";
import type { Ctx, SystemActor } from "@/lib/core/context";
import { hashSecret } from "@/lib/core/secrets";
import { procedure } from "@/lib/core/verb";
import { isOpen } from "./internal";
import type { LogInResult } from "./model";
import { verifyPassword } from "./password";
import { recordLogIn } from "./record-log-in";
import { LogInInput } from "./schemas";
import { type Attempt, countAttempt, forgiveAttempts } from "./throttle";

/** Sessions are opened here and nowhere else; no caller from outside may ask for one by itself. */
const recorder: SystemActor = { type: "system", name: "log-in" };

/**
 * Number or phone, and password. An unknown account, a closed one and a wrong password do the same work and get the same answer;
 * attempts are counted before they are evaluated. `browserToken` is the secret of a browser's own cookie: once an account has
 * logged in there, that browser has its own allowance.
 */
export const logIn = procedure({
  name: "accounts.logIn",
  permission: "public",
  input: LogInInput.extend({ kind: z.enum(sessionKinds), browserToken: z.string().max(100).nullable() }),
  run: async (ctx, input): Promise<LogInResult> => {
    const account = await findAccount(ctx, input.account);
    const browserHash = input.browserToken === null ? null : hashSecret(input.browserToken);
    const isKnown = browserHash !== null && (await isKnownBrowser(ctx, account?.id ?? 0, browserHash));
    const attempt: Attempt = {
      // Number and phone of one account share its allowance.
      subject: account ? ["account", account.accountNumber] : ["typed", input.account],
      address: ctx.origin.address,
      knownBrowserHash: isKnown ? browserHash : null,
    };
    const wait = await countAttempt(ctx, attempt);
    const passwordHash = account?.passwordHash ?? null;
    const event = { accountId: account?.id ?? null, accountTyped: input.account, kind: input.kind };
    const record = (outcome: LoginOutcome) =>
      recordLogIn({ ...ctx, actor: recorder }, { ...event, outcome, passwordHash, browserHash });
    if (wait > 0) {
      await record("throttled");
      return { outcome: "throttled", retryAfterSeconds: wait };
    }
    const isRight = await verifyPassword(passwordHash, input.password);
    const session = await record(outcomeOf(account, isRight));
    if (!session) return { outcome: "failed", reason: "accounts.log_in_failed" };
    await forgiveAttempts(ctx, attempt);
    return { outcome: "succeeded", ...session };
  },
});

type FoundAccount = { id: number; accountNumber: string; passwordHash: string; isOpen: boolean };

function outcomeOf(account: FoundAccount | null, isRight: boolean): LoginOutcome {
  if (!account) return "unknown_account";
  if (!isRight) return "wrong_password";
  return account.isOpen ? "succeeded" : "disabled";
}

const parents = alias(accounts, "parents");

async function findAccount(ctx: Ctx, typed: string): Promise<FoundAccount | null> {
  // Numbers and phones are ASCII; the database would refuse to compare anything else with them.
  if (!/^[\x21-\x7e]+$/.test(typed)) return null;
  const [row] = await ctx.db
    .select({
      id: accounts.id,
      accountNumber: accounts.accountNumber,
      passwordHash: accounts.passwordHash,
      kind: accounts.kind,
      status: accounts.status,
      deletedAt: accounts.deletedAt,
      parentStatus: parents.status,
      parentDeletedAt: parents.deletedAt,
    })
    .from(accounts)
    .leftJoin(parents, eq(parents.id, accounts.parentId))
    .where(and(isNull(accounts.deletedAt), or(eq(accounts.liveNumber, typed), eq(accounts.livePhone, typed))))
    // A number that looks like somebody else's phone belongs to the account that has it as its number.
    .orderBy(eq(accounts.livePhone, typed))
    .limit(1);
  if (!row) return null;
  const { id, accountNumber, passwordHash } = row;
  return { id, accountNumber, passwordHash, isOpen: isOpen(row) };
}

/** Asked for an unknown account too (id 0), so that the time does not tell. */
async function isKnownBrowser(ctx: Ctx, accountId: number, tokenHash: string): Promise<boolean> {
  const rows = await ctx.db
    .select({ accountId: knownBrowsers.accountId })
    .from(knownBrowsers)
    .where(and(eq(knownBrowsers.accountId, accountId), eq(knownBrowsers.tokenHash, tokenHash)));
  return rows.length > 0;
}
