import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { sessions } from "@/db/schema/accounts";
import { partsOf, signedContext } from "@/lib/auth/request-context";
import { encodeBearer, sessionCookieName } from "@/lib/auth/tokens";
import { systemClock } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { hashSecret } from "@/lib/core/secrets";
import { testDatabase } from "@/tests/support/database";
import { mintMain, openSession, sessionRow } from "../accounts/people";

const { adminDb } = testDatabase();

const signed = (headers: Record<string, string>) =>
  signedContext(partsOf(new Request("http://127.0.0.1/", { headers })));
const cookieOf = async (sid: string) => ({
  cookie: `${sessionCookieName()}=${await encode({ token: { sid }, secret: env().NEXTAUTH_SECRET })}`,
});
const bearerOf = async (sid: string) => ({ authorization: `Bearer ${await encodeBearer(sid)}` });

async function seenAt(sessionToken: string, at: Date): Promise<void> {
  await adminDb
    .update(sessions)
    .set({ lastSeenAt: at })
    .where(eq(sessions.tokenHash, hashSecret(sessionToken)));
}

test("a cookie and a bearer token stand for the account of their session", async () => {
  const main = await mintMain();
  const { sessionToken } = await openSession(main, { clock: systemClock });
  expect(await signed(await cookieOf(sessionToken))).toMatchObject({
    isByCookie: true,
    actor: { type: "user", accountId: main.id },
  });
  expect(await signed(await bearerOf(sessionToken))).toMatchObject({
    isByCookie: false,
    actor: { type: "user", accountId: main.id },
  });
});

test("a carrier in the other's place stands for nobody", async () => {
  const { sessionToken } = await openSession(await mintMain(), { clock: systemClock });
  const { cookie } = await cookieOf(sessionToken);
  const { authorization } = await bearerOf(sessionToken);
  const swapped = [
    { authorization: `Bearer ${cookie.slice(cookie.indexOf("=") + 1)}` },
    { cookie: `${sessionCookieName()}=${authorization.replace("Bearer ", "")}` },
    { authorization: `Bearer ${sessionToken}` },
    { cookie: `${sessionCookieName()}=${sessionToken}` },
  ];
  for (const headers of swapped) expect((await signed(headers)).actor).toEqual({ type: "anonymous" });
});

test("a bearer token counts alone: a cookie beside one that opens nothing does not help", async () => {
  const { sessionToken } = await openSession(await mintMain(), { clock: systemClock });
  const both = { ...(await cookieOf(sessionToken)), authorization: "Bearer garbage" };
  expect((await signed(both)).actor).toEqual({ type: "anonymous" });
});

test("a request moves the session's idle limit, at most once a minute", async () => {
  const { sessionToken } = await openSession(await mintMain(), { clock: systemClock });
  const recently = new Date(systemClock.now().getTime() - 30_000);
  await seenAt(sessionToken, recently);
  await signed(await cookieOf(sessionToken));
  expect((await sessionRow(sessionToken))?.lastSeenAt).toEqual(recently);
  const before = new Date(systemClock.now().getTime() - 61_000);
  await seenAt(sessionToken, before);
  await signed(await cookieOf(sessionToken));
  expect((await sessionRow(sessionToken))?.lastSeenAt.getTime()).toBeGreaterThan(before.getTime());
});
