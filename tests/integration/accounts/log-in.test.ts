import * as argon2 from "@node-rs/argon2";
import { eq } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { accounts, knownBrowsers, refreshTokens, sessions } from "@/db/schema/accounts";
import { logIn } from "@/lib/accounts/log-in";
import { recordLogIn } from "@/lib/accounts/record-log-in";
import { hashSecret } from "@/lib/core/secrets";
import { testClock } from "@/tests/support/clock";
import { testDatabase } from "@/tests/support/database";
import { randomCode } from "@/tests/support/factories/codes";
import {
  actorOf,
  eventsOf,
  mintFamily,
  mintMain,
  outcomesTyped,
  sessionRow,
  stranger,
  tryLogIn,
} from "./people";

vi.mock("@node-rs/argon2", { spy: true });
beforeEach(() => {
  vi.mocked(argon2.verify).mockClear();
});

const refused = { outcome: "failed", reason: "accounts.log_in_failed" };
const { db, adminDb } = testDatabase();

async function close(id: number, how: Partial<typeof accounts.$inferInsert>): Promise<void> {
  await adminDb.update(accounts).set(how).where(eq(accounts.id, id));
}

test("an account logs in by its number and by its phone, and each attempt is recorded as it was typed", async () => {
  const { id, accountNumber, phone, password } = await mintMain();
  const ctx = stranger();
  expect(await tryLogIn(ctx, accountNumber, password)).toMatchObject({ outcome: "succeeded", accountId: id });
  expect(await tryLogIn(ctx, ` ${phone.slice(0, 3)} ${phone.slice(3)}`, password)).toMatchObject({
    accountId: id,
  });
  const events = await eventsOf(id);
  expect(events.map(({ accountTyped, outcome }) => [accountTyped, outcome])).toEqual([
    [accountNumber, "succeeded"],
    [phone, "succeeded"],
  ]);
  expect(events[0]).toMatchObject({
    at: ctx.clock.now(),
    kind: "browser",
    address: ctx.origin.address,
    userAgent: "test browser",
    requestId: ctx.requestId,
  });
});

test("a session opens with the limits of its kind of account, and only hashes of its secrets are kept", async () => {
  const main = await mintMain();
  const clock = testClock("2026-11-20T04:00:00.000Z");
  const result = await tryLogIn(stranger({ clock }), main.accountNumber, main.password, { kind: "bearer" });
  if (result.outcome !== "succeeded" || result.refreshToken === null) throw new Error("no session");
  expect(await sessionRow(result.sessionToken)).toMatchObject({
    accountId: main.id,
    kind: "bearer",
    idleSeconds: 14 * 86_400,
    absoluteEndAt: new Date("2027-01-19T04:00:00.000Z"),
    endedAt: null,
  });
  const kept = await db
    .select()
    .from(refreshTokens)
    .where(eq(refreshTokens.tokenHash, hashSecret(result.refreshToken)));
  expect(kept).toHaveLength(1);
  const all = JSON.stringify([kept, await db.select().from(sessions).where(eq(sessions.accountId, main.id))]);
  expect(all).not.toContain(result.sessionToken);
  expect(all).not.toContain(result.refreshToken);
  const [account] = await db.select().from(accounts).where(eq(accounts.id, main.id));
  expect(account?.lastLoginAt).toEqual(clock.now());
});

test("head office's sessions are short, and a browser's has no refresh token", async () => {
  const head = await mintMain({ kind: "headquarters" });
  const result = await tryLogIn(stranger(), head.accountNumber, head.password);
  if (result.outcome !== "succeeded") throw new Error("no session");
  expect(result.refreshToken).toBeNull();
  const row = await sessionRow(result.sessionToken);
  expect(row?.idleSeconds).toBe(8 * 3_600);
  expect((row?.absoluteEndAt.getTime() ?? 0) - (row?.createdAt.getTime() ?? 0)).toBe(24 * 3_600_000);
});

test("unknown, wrong, disabled, deleted, and staff of a closed main account: one answer, one comparison", async () => {
  const wrong = await mintMain();
  const disabled = await mintMain({ status: "disabled" });
  const deleted = await mintMain();
  await close(deleted.id, { deletedAt: new Date() });
  const [ofDisabled, ofDeleted, orphan] = await Promise.all([mintFamily(), mintFamily(), mintFamily()]);
  await close(ofDisabled.main.id, { status: "disabled" });
  await close(ofDeleted.main.id, { deletedAt: new Date() });
  await close(orphan.staff.id, { parentId: null });
  const attempts = [
    ["unknown_account", randomCode("nobody"), "whatever password"],
    ["wrong_password", wrong.accountNumber, "whatever password"],
    ["disabled", disabled.accountNumber, disabled.password],
    ["wrong_password", disabled.accountNumber, "whatever password"],
    ["unknown_account", deleted.accountNumber, deleted.password],
    ["disabled", ofDisabled.staff.accountNumber, ofDisabled.staff.password],
    ["disabled", ofDeleted.staff.accountNumber, ofDeleted.staff.password],
    ["disabled", orphan.staff.accountNumber, orphan.staff.password],
  ] as const;
  for (const [outcome, account, password] of attempts) {
    vi.mocked(argon2.verify).mockClear();
    expect(await tryLogIn(stranger(), account, password, { browserToken: "b".repeat(43) })).toEqual(refused);
    expect(argon2.verify, `${outcome} ${account}`).toHaveBeenCalledOnce();
    expect((await outcomesTyped(account)).at(-1)).toBe(outcome);
  }
  const closed = [disabled, deleted, ofDisabled.staff, ofDeleted.staff, orphan.staff];
  for (const { id } of closed) {
    expect(await db.select().from(sessions).where(eq(sessions.accountId, id))).toEqual([]);
  }
});

test.each([
  ["NUL", "A\0B"],
  ["Chinese", "王小明"],
  ["an emoji", "😀"],
  ["half a character", "\ud83d"],
  ["as long as may be", "长".repeat(53)],
  ["SQL", "' or 1=1 -- "],
  ["what LIKE would take", "%"],
])("an account that nobody can have is refused like any other: %s", async (_, account) => {
  const typed = `${account}${randomCode("")}`;
  expect(await tryLogIn(stranger(), typed, "whatever password")).toEqual(refused);
});

test("capitals are told apart, in number and in password", async () => {
  const { accountNumber, password } = await mintMain({ password: "pass-word-lower" });
  expect(await tryLogIn(stranger(), accountNumber.toLowerCase(), password)).toEqual(refused);
  expect(await tryLogIn(stranger(), accountNumber, "Pass-word-lower")).toEqual(refused);
});

test("a number that looks like somebody's phone belongs to the account that has it as its number", async () => {
  const byPhone = await mintMain();
  const byNumber = await mintMain();
  await close(byNumber.id, { accountNumber: byPhone.phone });
  expect(await tryLogIn(stranger(), byPhone.phone, byNumber.password)).toMatchObject({
    accountId: byNumber.id,
  });
  expect(await tryLogIn(stranger(), byPhone.phone, byPhone.password)).toEqual(refused);
});

test("deleting an account frees its number and phone for another", async () => {
  const former = await mintMain();
  await close(former.id, { deletedAt: new Date() });
  const next = await mintMain();
  await close(next.id, { accountNumber: former.accountNumber, phone: former.phone });
  expect(await tryLogIn(stranger(), former.accountNumber, next.password)).toMatchObject({
    accountId: next.id,
  });
  expect(await tryLogIn(stranger(), former.phone, former.password)).toEqual(refused);
});

test("a browser is known to an account once it has logged in there, and not before", async () => {
  const { id, accountNumber, password } = await mintMain();
  const browserToken = "k".repeat(43);
  const known = () => db.select().from(knownBrowsers).where(eq(knownBrowsers.accountId, id));
  await tryLogIn(stranger(), accountNumber, "whatever password", { browserToken });
  expect(await known()).toEqual([]);
  await tryLogIn(stranger(), accountNumber, password, { browserToken });
  await tryLogIn(stranger(), accountNumber, password, { browserToken });
  expect(await known()).toMatchObject([{ tokenHash: hashSecret(browserToken) }]);
});

test("a password that was changed, or an account that was closed, while the password was compared opens nothing", async () => {
  for (const how of [
    { passwordHash: "$argon2id$new" },
    { status: "disabled" as const },
    { deletedAt: new Date() },
  ]) {
    const { id, accountNumber } = await mintMain();
    const [before] = await db.select().from(accounts).where(eq(accounts.id, id));
    await close(id, how);
    const attempt = {
      accountId: id,
      accountTyped: accountNumber,
      kind: "browser" as const,
      outcome: "succeeded" as const,
      passwordHash: before?.passwordHash ?? null,
      browserHash: null,
    };
    const ctx = stranger({ actor: { type: "system", name: "log-in" } });
    expect(await recordLogIn(ctx, attempt)).toBeNull();
    expect(await db.select().from(sessions).where(eq(sessions.accountId, id))).toEqual([]);
    expect((await eventsOf(id)).map((event) => event.outcome)).toEqual(["wrong_password"]);
  }
});

test("nobody from outside opens a session by the record of a log-in", async () => {
  const { id, accountNumber, actor } = await mintMain();
  const attempt = {
    accountId: id,
    accountTyped: accountNumber,
    kind: "browser",
    outcome: "succeeded",
    passwordHash: null,
    browserHash: null,
  };
  await expect(recordLogIn(stranger(), attempt)).rejects.toMatchObject({ kind: "unauthenticated" });
  await expect(recordLogIn(stranger({ actor }), attempt)).rejects.toMatchObject({ kind: "forbidden" });
});

test.each([
  ["an account that is a list", { account: ["a"] }],
  ["no password", { password: undefined }],
  ["a password longer than any", { password: "x".repeat(257) }],
  ["a field that nobody knows", { totp: "1" }],
])("input of a wrong shape is told so: %s", async (_, parts) => {
  const input = { account: "a", password: "b", kind: "browser", browserToken: null, ...parts };
  await expect(logIn(stranger(), input)).rejects.toMatchObject({ kind: "invalid" });
});

test("each log-in gets a session of its own", async () => {
  const { accountNumber, password } = await mintMain();
  const ctx = stranger();
  const one = await tryLogIn(ctx, accountNumber, password);
  const other = await tryLogIn(ctx, accountNumber, password);
  if (one.outcome !== "succeeded" || other.outcome !== "succeeded") throw new Error("no session");
  expect(one.sessionToken).not.toBe(other.sessionToken);
  expect(await actorOf(ctx, one.sessionToken)).not.toBeNull();
  expect(await actorOf(ctx, other.sessionToken)).not.toBeNull();
});
