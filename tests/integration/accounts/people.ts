import { randomBytes } from "node:crypto";
import { and, desc, eq } from "drizzle-orm";
import { loginEvents, sessions } from "@/db/schema/accounts";
import { operationLogs } from "@/db/schema/operation-log";
import { findSession } from "@/lib/accounts/find-session";
import { logIn } from "@/lib/accounts/log-in";
import type { Ctx, UserActor } from "@/lib/core/context";
import { hashSecret } from "@/lib/core/secrets";
import { testContext } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { type MintedAccount, mintAccount } from "@/tests/support/factories/accounts";
import { randomCode } from "@/tests/support/factories/codes";
import { mintMerchant } from "@/tests/support/factories/merchants";

/** An address that no other test uses, so that tests do not count in each other's windows. */
export function newAddress(): string {
  return `2001:db8:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}::1`;
}

/** A caller without an account, from a place of its own unless one is named. */
export function stranger(parts: Partial<Ctx> = {}): Ctx {
  const origin = { address: newAddress(), userAgent: "test browser" };
  return testContext({ actor: { type: "anonymous" }, origin, ...parts });
}

export async function mintMain(
  parts: Partial<Parameters<typeof mintAccount>[1]> = {},
): Promise<MintedAccount> {
  const { adminDb } = testDatabase();
  const merchant = await mintMerchant(adminDb);
  return mintAccount(adminDb, { kind: "main", merchant, password: randomCode("Own-pass-word-"), ...parts });
}

/** A main account and one of its staff. */
export async function mintFamily(): Promise<{ main: MintedAccount; staff: MintedAccount }> {
  const { adminDb } = testDatabase();
  const merchant = await mintMerchant(adminDb);
  const main = await mintAccount(adminDb, { kind: "main", merchant });
  const staff = await mintAccount(adminDb, { kind: "staff", merchant, parentId: main.id });
  return { main, staff };
}

type Door = { kind: "browser" | "bearer"; browserToken: string | null };

export function tryLogIn(ctx: Ctx, account: string, password: string, door: Partial<Door> = {}) {
  return logIn(ctx, { account, password, kind: "browser", browserToken: null, ...door });
}

/** Logs in and answers the session with the context of its next request. */
export async function openSession(
  account: MintedAccount,
  parts: Partial<Ctx> = {},
  door: Partial<Door> = {},
) {
  const ctx = stranger(parts);
  const result = await tryLogIn(ctx, account.accountNumber, account.password, door);
  if (result.outcome !== "succeeded") throw new Error(`log-in ${result.outcome}`);
  const { sessionToken, refreshToken } = result;
  const actor = await actorOf(ctx, sessionToken);
  if (!actor) throw new Error("the session that has just been opened is not found");
  return { sessionToken, refreshToken, actor, ctx: { ...ctx, actor } };
}

/** Who stands behind a session's secret now. */
export async function actorOf(ctx: Ctx, sessionToken: string): Promise<UserActor | null> {
  return (await findSession(ctx, { sessionToken }))?.actor ?? null;
}

export async function eventsOf(accountId: number) {
  const { db } = testDatabase();
  return db.select().from(loginEvents).where(eq(loginEvents.accountId, accountId)).orderBy(loginEvents.id);
}

export async function outcomesTyped(accountTyped: string): Promise<string[]> {
  const { db } = testDatabase();
  const rows = await db
    .select({ outcome: loginEvents.outcome })
    .from(loginEvents)
    .where(eq(loginEvents.accountTyped, accountTyped))
    .orderBy(loginEvents.id);
  return rows.map((row) => row.outcome);
}

export async function sessionRow(sessionToken: string) {
  const { db } = testDatabase();
  const [row] = await db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashSecret(sessionToken)));
  return row;
}

/** What the operation log says about a row, newest first. */
export async function deedsOn(subjectType: string, subjectKey: string) {
  const { db } = testDatabase();
  return db
    .select()
    .from(operationLogs)
    .where(and(eq(operationLogs.subjectType, subjectType), eq(operationLogs.subjectKey, subjectKey)))
    .orderBy(desc(operationLogs.id));
}
