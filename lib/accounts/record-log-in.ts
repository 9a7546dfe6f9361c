import { eq } from "drizzle-orm";
import { z } from "zod";
import { loginOutcomes, sessionKinds } from "@/db/enums/accounts";
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
  browserHash: z.string().nullable(),
});

/**
 * The record of an evaluated attempt, and for one that succeeded the new session: its secret is answered here and nowhere else.
 * Called by log-in only.
 */
export const recordLogIn = command({
  name: "accounts.recordLogIn",
  permission: "public",
  input: Input,
  run: async (ctx, input, audit) => {
    const at = ctx.clock.now();
    const { address } = ctx.origin;
    const userAgent = ctx.origin.userAgent.slice(0, 255);
    const { accountId, kind, outcome } = input;
    const accountTyped = input.accountTyped.slice(0, 64);
    await ctx.db
      .insert(loginEvents)
      .values({ at, accountId, accountTyped, outcome, kind, address, userAgent, requestId: ctx.requestId });
    audit.none("every attempt has its row in login_events");
    if (outcome !== "succeeded" || accountId === null) return null;
    return openSession(ctx, accountId, input);
  },
});

async function openSession(ctx: Ctx, accountId: number, input: z.output<typeof Input>) {
  const now = ctx.clock.now();
  const [account] = await ctx.db.select({ kind: accounts.kind }).from(accounts).where(eq(accounts.id, accountId));
  invariant(account, "the account that has just logged in exists");
  const limits = sessionLimits[account.kind];
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
