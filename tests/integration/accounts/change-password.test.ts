import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts } from "@/db/schema/accounts";
import { changePassword } from "@/lib/accounts/change-password";
import { getMe } from "@/lib/accounts/get-me";
import { updateOwnPassword } from "@/lib/accounts/update-own-password";
import { listStores } from "@/lib/masterdata/list-stores";
import { testDatabase } from "@/tests/support/database";
import {
  actorOf,
  deedsOn,
  mintMain,
  newAddress,
  openSession,
  sessionRow,
  stranger,
  tryLogIn,
} from "./people";

const next = "seven lamps above the canal";
const { db } = testDatabase();

function faultOf(field: string, reason: string) {
  return { kind: "invalid", reason, extras: { fields: [{ path: field, message: reason }] } };
}

test("the new password opens, the old one does not; the other sessions end and this one stays", async () => {
  const main = await mintMain();
  const here = await openSession(main);
  const phone = await openSession(main);
  const api = await openSession(main, {}, { kind: "bearer" });
  await changePassword(here.ctx, { currentPassword: main.password, newPassword: next });
  expect(await actorOf(here.ctx, here.sessionToken)).not.toBeNull();
  for (const other of [phone, api]) {
    expect(await actorOf(here.ctx, other.sessionToken)).toBeNull();
    expect(await sessionRow(other.sessionToken)).toMatchObject({ ending: "password_changed" });
  }
  expect((await tryLogIn(stranger(), main.accountNumber, main.password)).outcome).toBe("failed");
  expect((await tryLogIn(stranger(), main.accountNumber, next)).outcome).toBe("succeeded");
});

test("the operation log says who changed a password and how many sessions ended, and neither password nor hash", async () => {
  const main = await mintMain();
  const { ctx } = await openSession(main);
  await openSession(main);
  await changePassword(ctx, { currentPassword: main.password, newPassword: next });
  const deeds = await deedsOn("account", main.accountNumber);
  expect(deeds).toMatchObject([
    {
      action: "account.password_changed",
      actorId: main.id,
      after: { sessionsEnded: 1 },
      requestId: ctx.requestId,
    },
  ]);
  expect(JSON.stringify(deeds)).not.toMatch(new RegExp(`${main.password}|${next}|argon2`));
});

test("a first password opens nothing but its own change, and everything after it", async () => {
  const main = await mintMain({ mustChangePassword: true });
  const { ctx, sessionToken } = await openSession(main);
  await expect(listStores(ctx, {})).rejects.toMatchObject({ reason: "access.password_change_needed" });
  expect((await getMe(ctx, {})).mustChangePassword).toBe(true);
  await changePassword(ctx, { currentPassword: main.password, newPassword: next });
  const actor = await actorOf(ctx, sessionToken);
  if (!actor) throw new Error("the session is gone");
  expect(await listStores({ ...ctx, actor }, {})).toMatchObject({ items: [] });
});

test("a wrong current password changes nothing", async () => {
  const main = await mintMain();
  const { ctx } = await openSession(main);
  const attempt = changePassword(ctx, { currentPassword: "something else", newPassword: next });
  await expect(attempt).rejects.toMatchObject(faultOf("currentPassword", "accounts.password_wrong"));
  expect((await tryLogIn(stranger(), main.accountNumber, main.password)).outcome).toBe("succeeded");
  expect(await deedsOn("account", main.accountNumber)).toEqual([]);
});

test("a new password that is the old one, also in full width, or that is guessed first, is refused", async () => {
  const main = await mintMain({ password: "nine lamps 2026" });
  const { ctx } = await openSession(main);
  const refusals = [
    ["nine lamps 2026", "accounts.password_same"],
    ["nine lamps ２０２６", "accounts.password_same"],
    ["1234567890", "accounts.password_common"],
    [main.phone, "accounts.password_common"],
    [`${main.accountNumber}1`, "accounts.password_common"],
  ] as const;
  for (const [newPassword, reason] of refusals) {
    const attempt = changePassword(ctx, { currentPassword: main.password, newPassword });
    await expect(attempt, newPassword).rejects.toMatchObject(faultOf("newPassword", reason));
  }
});

test("the current password cannot be guessed through its change, and log-in is not closed by it", async () => {
  const main = await mintMain();
  const { ctx } = await openSession(main);
  const guess = (address: string) => {
    const origin = { ...ctx.origin, address };
    return changePassword(
      { ...ctx, origin },
      { currentPassword: "a guess that is wrong", newPassword: next },
    );
  };
  const places = [newAddress(), newAddress()];
  for (let time = 0; time < 10; time += 1) {
    await expect(guess(places[time % 2] ?? "")).rejects.toMatchObject({ kind: "invalid" });
  }
  await expect(guess(newAddress())).rejects.toMatchObject({
    kind: "rate_limited",
    reason: "accounts.throttled",
    extras: { retryAfterSeconds: expect.any(Number) },
  });
  const right = changePassword(ctx, { currentPassword: main.password, newPassword: next });
  await expect(right).rejects.toMatchObject({ kind: "rate_limited" });
  expect((await tryLogIn(stranger(), main.accountNumber, main.password)).outcome).toBe("succeeded");
});

test("whoever knows the current password is not held up by the guesses before it", async () => {
  const main = await mintMain();
  const { ctx } = await openSession(main);
  const change = (currentPassword: string, newPassword: string) =>
    changePassword(ctx, { currentPassword, newPassword });
  for (let round = 0; round < 4; round += 1) {
    await expect(change("a guess that is wrong", next)).rejects.toMatchObject({ kind: "invalid" });
    await expect(change(main.password, "1234567890")).rejects.toMatchObject({ kind: "invalid" });
  }
  expect(await change(main.password, next)).toBeNull();
});

test("of two changes at once one wins, and the other is told", async () => {
  const main = await mintMain();
  const [one, other] = [await openSession(main), await openSession(main)];
  const [row] = await db.select().from(accounts).where(eq(accounts.id, main.id));
  const oldHash = row?.passwordHash ?? "";
  const results = await Promise.allSettled([
    updateOwnPassword(one.ctx, { oldHash, newHash: "first" }),
    updateOwnPassword(other.ctx, { oldHash, newHash: "second" }),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(results.find((result) => result.status === "rejected")).toMatchObject({
    reason: { kind: "conflict", reason: "accounts.password_changed_meanwhile" },
  });
  expect(await deedsOn("account", main.accountNumber)).toHaveLength(1);
});

test("whoever is not signed in changes nothing", async () => {
  const input = { currentPassword: "x", newPassword: next };
  await expect(changePassword(stranger(), input)).rejects.toMatchObject({ kind: "unauthenticated" });
  await expect(updateOwnPassword(stranger(), { oldHash: "", newHash: "" })).rejects.toMatchObject({
    kind: "unauthenticated",
  });
});

test.each([
  ["no current password", { currentPassword: "", newPassword: next }],
  ["nine characters", { currentPassword: "x", newPassword: "123456789" }],
  ["129 characters", { currentPassword: "x", newPassword: "x".repeat(129) }],
  ["a list", { currentPassword: ["x"], newPassword: next }],
  ["another account", { currentPassword: "x", newPassword: next, accountId: 1 }],
])("input of a wrong shape is told so: %s", async (_, input) => {
  const { ctx } = await openSession(await mintMain());
  await expect(changePassword(ctx, input)).rejects.toMatchObject({
    kind: "invalid",
    reason: "common.invalid_input",
  });
});
