import { eq } from "drizzle-orm";
import { z } from "zod";
import { type AccountKind, loginOutcomes, sessionKinds } from "@/db/enums/accounts";
import { accounts, knownBrowsers, loginEvents, refreshTokens, sessions } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/core/context";
import { invariant } from "@/lib/core/errors";
import { hashSecret, newSecret } from "@/lib/core/secrets";
import { command } from "@/lib/core/verb";
import { sessionLimits } from "./model";

const Input = z.strictObject({
  accountId: z.number().int().nullable(),
  accountTyped: z.string(),
  kind: z.enum(sessionKinds),
  outcome: z.enum(loginOutcomes),
  /** What the password was compared with. */
  passwordHash: z.string().nullable(),
  browserHash: z.string().nullable(),
});
type Input = z.output<typeof Input>;

/**
 * The record of an attempt, and for one that succeeded the new session: its secret is answered here and nowhere else. Null where
 * there is no session. Called by log-in only.
 */
export const recordLogIn = command({
  name: "accounts.recordLogIn",
  permission: "system",
  input: Input,
  run: async (ctx, input, audit) => {
    const account = input.outcome === "succeeded" ? await lockUnchanged(ctx, input) : null;
    const isLate = input.outcome === "succeeded" && account === null;
    await ctx.db.insert(loginEvents).values({
      at: ctx.clock.now(),
      accountId: input.accountId,
      accountTyped: input.accountTyped.slice(0, 64),
      outcome: isLate ? "wrong_password" : input.outcome,
      kind: input.kind,
      address: ctx.origin.address,
      userAgent: ctx.origin.userAgent.slice(0, 255),
      requestId: ctx.requestId,
    });
    audit.none("every attempt has its row in login_events");
    return account === null ? null : openSession(ctx, account, input);
  },
});

type LockedAccount = { id: number; kind: AccountKind };

/**
 * The account, locked until the session stands: a password that was changed or an account that was closed while the old password
 * was being compared would otherwise miss this session when it ends the others.
 */
async function lockUnchanged(ctx: Ctx, { accountId, passwordHash }: Input): Promise<LockedAccount | null> {
  if (accountId === null) return null;
  const [row] = await ctx.db
    .select({
      id: accounts.id,
      kind: accounts.kind,
      status: accounts.status,
      deletedAt: accounts.deletedAt,
      passwordHash: accounts.passwordHash,
    })
    .from(accounts)
    .where(eq(accounts.id, accountId))
    .for("update");
  const isSame = row?.status === "enabled" && row.deletedAt === null && row.passwordHash === passwordHash;
  return isSame ? row : null;
}

async function openSession(ctx: Ctx, { id: accountId, kind }: LockedAccount, input: Input) {
  const now = ctx.clock.now();
  const limits = sessionLimits[kind];
  const sessionToken = newSecret();
  const [session] = await ctx.db
    .insert(sessions)
    .values({
      tokenHash: hashSecret(sessionToken),
      accountId,
      kind: input.kind,
      createdAt: now,
      lastSeenAt: now,
      idleSeconds: limits.idleSeconds,
      absoluteEndAt: new Date(now.getTime() + limits.absoluteSeconds * 1000),
      address: ctx.origin.address,
      userAgent: ctx.origin.userAgent.slice(0, 255),
    })
    .$returningId();
  invariant(session, "the session was written");
  await ctx.db.update(accounts).set({ lastLoginAt: now }).where(eq(accounts.id, accountId));
  if (input.browserHash !== null) await rememberBrowser(ctx, accountId, input.browserHash);
  const refreshToken = input.kind === "bearer" ? newSecret() : null;
  if (refreshToken !== null) {
    await ctx.db
      .insert(refreshTokens)
      .values({ tokenHash: hashSecret(refreshToken), sessionId: session.id, createdAt: now });
  }
  return { accountId, sessionToken, refreshToken };
}

async function rememberBrowser(ctx: Ctx, accountId: number, tokenHash: string): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insert(knownBrowsers)
    .values({ tokenHash, accountId, createdAt: now, lastUsedAt: now })
    .onDuplicateKeyUpdate({ set: { lastUsedAt: now } });
}
