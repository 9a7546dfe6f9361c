import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/db/schema/accounts";
import { logOut } from "@/lib/accounts/log-out";
import { refreshToken } from "@/lib/accounts/refresh-token";
import { newSecret } from "@/lib/core/secrets";
import { refreshBearer } from "@/lib/http/bearer";
import { testClock } from "@/tests/support/clock";
import { testDatabase } from "@/tests/support/database";
import { actorOf, deedsOn, mintMain, openSession, sessionRow, stranger } from "./people";

const refused = { outcome: "refused" };

async function openBearer(
  parts: Parameters<typeof openSession>[1] = {},
  kind: "main" | "headquarters" = "main",
) {
  const account = await mintMain({ kind });
  const session = await openSession(account, parts, { kind: "bearer" });
  return { ...session, account, refresh: session.refreshToken ?? "" };
}

async function exchange(ctx: Parameters<typeof refreshToken>[0], given: string) {
  const result = await refreshToken(ctx, { refreshToken: given });
  if (result.outcome !== "refreshed") throw new Error("the exchange was refused");
  return result;
}

test("a refresh token is exchanged for a new one and a new secret of the same session", async () => {
  const clock = testClock();
  const { ctx, sessionToken, refresh, actor } = await openBearer({ clock });
  clock.advance(3_600_000);
  const next = await exchange(stranger({ clock }), refresh);
  expect(next.sessionToken).not.toBe(sessionToken);
  expect(next.refreshToken).not.toBe(refresh);
  expect((await actorOf(ctx, next.sessionToken))?.sessionId).toBe(actor.sessionId);
  expect((await sessionRow(next.sessionToken))?.lastSeenAt).toEqual(clock.now());
});

test("the secret from before an exchange is refused at once, also while its bearer token would still last", async () => {
  const { ctx, sessionToken, refresh } = await openBearer();
  await exchange(ctx, refresh);
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test("a refresh token that is used a second time ends the session, and the operation log says so", async () => {
  const { ctx, refresh, actor } = await openBearer();
  const next = await exchange(ctx, refresh);
  expect(await refreshToken(ctx, { refreshToken: refresh })).toEqual(refused);
  expect(await actorOf(ctx, next.sessionToken)).toBeNull();
  expect(await refreshToken(ctx, { refreshToken: next.refreshToken })).toEqual(refused);
  expect(await sessionRow(next.sessionToken)).toMatchObject({ ending: "refresh_reused" });
  const deeds = await deedsOn("session", String(actor.sessionId));
  expect(deeds.map((deed) => deed.action)).toEqual(["session.refresh_reused"]);
});

test("of exchanges at once one wins, and the session ends as somebody else holds its token too", async () => {
  // More than one round, because the first one may wait for connections to be made.
  for (let round = 0; round < 4; round += 1) {
    const { ctx, refresh } = await openBearer();
    const attempts = Array.from({ length: 8 }, () => refreshToken(ctx, { refreshToken: refresh }));
    const results = await Promise.all(attempts);
    const won = results.flatMap((result) => (result.outcome === "refreshed" ? [result] : []));
    expect(won).toHaveLength(1);
    expect(await actorOf(ctx, won[0]?.sessionToken ?? "")).toBeNull();
  }
});

test("a session that was ended cannot be refreshed", async () => {
  const { ctx, refresh } = await openBearer();
  await logOut(ctx, {});
  expect(await refreshToken(ctx, { refreshToken: refresh })).toEqual(refused);
});

test("a session that was silent too long, or that is over, cannot be refreshed", async () => {
  const clock = testClock();
  const idle = await openBearer({ clock }, "headquarters");
  clock.advance(8 * 3_600_000);
  expect(await refreshToken(idle.ctx, { refreshToken: idle.refresh })).toEqual(refused);
  const over = await openBearer({ clock }, "headquarters");
  let token = over.refresh;
  for (let time = 0; time < 3; time += 1) {
    clock.advance(7 * 3_600_000);
    token = (await exchange(over.ctx, token)).refreshToken;
  }
  clock.advance(3 * 3_600_000);
  expect(await refreshToken(over.ctx, { refreshToken: token })).toEqual(refused);
});

test("an account that was closed gets no tokens, and learns no more than that the session is over", async () => {
  const { ctx, refresh, account } = await openBearer();
  const { adminDb } = testDatabase();
  await adminDb.update(accounts).set({ status: "disabled" }).where(eq(accounts.id, account.id));
  const failure = { kind: "unauthenticated", reason: "accounts.refresh_refused" };
  await expect(refreshBearer(ctx, { refreshToken: refresh })).rejects.toMatchObject(failure);
  await expect(refreshBearer(ctx, { refreshToken: newSecret() })).rejects.toMatchObject(failure);
});

test.each([
  ["none", {}],
  ["a short one", { refreshToken: "x" }],
  ["a long one", { refreshToken: "x".repeat(201) }],
  ["a field that nobody knows", { refreshToken: newSecret(), sessionId: 1 }],
])("input of a wrong shape is told so: %s", async (_, input) => {
  await expect(refreshToken(stranger(), input)).rejects.toMatchObject({ kind: "invalid" });
});
