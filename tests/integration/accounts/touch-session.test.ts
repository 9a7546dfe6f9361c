import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/accounts";
import { findSession } from "@/lib/accounts/find-session";
import { logOut } from "@/lib/accounts/log-out";
import { touchSession } from "@/lib/accounts/touch-session";
import { hashSecret } from "@/lib/core/secrets";
import { testClock } from "@/tests/support/clock";
import { testDatabase } from "@/tests/support/database";
import { mintMain, openSession, sessionRow, stranger } from "./people";

test("a request moves the idle limit of its own session and of no other", async () => {
  const clock = testClock();
  const main = await mintMain();
  const one = await openSession(main, { clock });
  const other = await openSession(main, { clock });
  const before = clock.now();
  clock.advance(60_000);
  await touchSession(one.ctx, {});
  expect((await findSession(one.ctx, { sessionToken: one.sessionToken }))?.lastSeenAt).toEqual(clock.now());
  expect((await findSession(other.ctx, { sessionToken: other.sessionToken }))?.lastSeenAt).toEqual(before);
});

test("a session that has ended is not brought back", async () => {
  const clock = testClock();
  const { ctx, sessionToken } = await openSession(await mintMain(), { clock });
  await logOut(ctx, {});
  const ended = await sessionRow(sessionToken);
  clock.advance(60_000);
  await touchSession(ctx, {});
  expect(await sessionRow(sessionToken)).toEqual(ended);
});

test("nobody without a session moves one", async () => {
  await expect(touchSession(stranger(), {})).rejects.toMatchObject({ kind: "unauthenticated" });
  const { ctx, sessionToken } = await openSession(await mintMain());
  await expect(touchSession(ctx, { sessionId: 1 })).rejects.toMatchObject({ kind: "invalid" });
  const { db } = testDatabase();
  const [row] = await db
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, hashSecret(sessionToken)));
  expect(row?.lastSeenAt).toEqual(ctx.clock.now());
});
