import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { accounts, sessions } from "@/db/schema/accounts";
import { permissions as permissionRows, rolePermissions } from "@/db/schema/roles";
import { findSession } from "@/lib/accounts/find-session";
import { touchSession } from "@/lib/accounts/touch-session";
import { permissions } from "@/lib/core/permissions";
import { hashSecret } from "@/lib/core/secrets";
import { testClock } from "@/tests/support/clock";
import { testDatabase } from "@/tests/support/database";
import { type MintedAccount, mintAccount } from "@/tests/support/factories/accounts";
import { mintMerchant } from "@/tests/support/factories/merchants";
import { mintRegion } from "@/tests/support/factories/stores";
import { actorOf, mintFamily, mintMain, openSession, stranger } from "./people";

const { adminDb } = testDatabase();

async function change(id: number, how: Partial<typeof accounts.$inferInsert>): Promise<void> {
  await adminDb.update(accounts).set(how).where(eq(accounts.id, id));
}

test("a session tells who stands behind it, with merchant, kind and rights of this moment", async () => {
  const main = await mintMain({ permissions: ["stores.view", "stats.sales"] });
  const { actor } = await openSession(main);
  expect(actor).toEqual({ ...main.actor, sessionId: actor.sessionId });
  expect(actor.sessionId).toBeGreaterThan(0);
});

test("staff has the rights of its role that its main account has too", async () => {
  const merchant = await mintMerchant(adminDb);
  const main = await mintAccount(adminDb, {
    kind: "main",
    merchant,
    permissions: ["stores.view", "stats.sales"],
  });
  const staff = await mintAccount(adminDb, {
    kind: "staff",
    merchant,
    parentId: main.id,
    permissions: ["stores.view", "stats.salesDownload"],
  });
  const { actor } = await openSession(staff);
  expect([...actor.permissions]).toEqual(["stores.view"]);
});

test("the super account has every right, and so may main accounts and head office below it", async () => {
  const merchant = await mintMerchant(adminDb, "headquarters");
  const top = await mintAccount(adminDb, { kind: "super", merchant });
  const head = await mintAccount(adminDb, { kind: "headquarters", merchant, parentId: top.id });
  const main = await mintMain({ parentId: top.id });
  const all = new Set(permissions.map(({ name }) => name));
  for (const account of [top, head, main])
    expect((await openSession(account)).actor.permissions).toEqual(all);
});

test("head office's limits come along", async () => {
  const region = await mintRegion(adminDb);
  const branch = await mintMerchant(adminDb, "branch");
  const head = await mintMain({
    kind: "headquarters",
    limits: [
      { kind: "region", targetId: region.id },
      { kind: "branch", targetId: branch.id },
    ],
  });
  expect((await openSession(head)).actor.limits).toEqual({ regionIds: [region.id], branchIds: [branch.id] });
});

test("a right that is taken, from the account or from its main account, is gone at the next request", async () => {
  const { main, staff } = await mintFamily();
  const { ctx, sessionToken, actor } = await openSession(staff);
  expect(actor.permissions.has("stats.sales")).toBe(true);
  const take = (account: MintedAccount) =>
    adminDb.delete(rolePermissions).where(eq(rolePermissions.roleId, account.roleId ?? 0));
  await take(main);
  expect((await actorOf(ctx, sessionToken))?.permissions.size).toBe(0);
  await change(staff.id, { roleId: null });
  expect((await actorOf(ctx, sessionToken))?.permissions.size).toBe(0);
});

test("a name in a role that code does not know gives no right", async () => {
  const main = await mintMain({ permissions: ["stores.view"] });
  const { ctx, sessionToken } = await openSession(main);
  await adminDb
    .insert(permissionRows)
    .ignore()
    .values({ name: "other.system", permissionGroup: "other", isGrantable: true, isCustom: true });
  await adminDb.insert(rolePermissions).values({ roleId: main.roleId ?? 0, permission: "other.system" });
  expect([...((await actorOf(ctx, sessionToken))?.permissions ?? [])]).toEqual(["stores.view"]);
});

test.each([
  ["disabled", { status: "disabled" }],
  ["deleted", { deletedAt: new Date() }],
] as const)("an account that is %s is refused at the next request, and its staff with it", async (_, how) => {
  const { main, staff } = await mintFamily();
  const [ofMain, ofStaff] = [await openSession(main), await openSession(staff)];
  await change(main.id, how);
  expect(await actorOf(ofMain.ctx, ofMain.sessionToken)).toBeNull();
  expect(await actorOf(ofStaff.ctx, ofStaff.sessionToken)).toBeNull();
});

test("closing a staff account leaves its main account and the others alone", async () => {
  const { main, staff } = await mintFamily();
  const ofMain = await openSession(main);
  await change(staff.id, { status: "disabled" });
  expect(await actorOf(ofMain.ctx, ofMain.sessionToken)).not.toBeNull();
});

test("staff without a main account is closed, not free", async () => {
  const { staff } = await mintFamily();
  const { ctx, sessionToken } = await openSession(staff);
  await change(staff.id, { parentId: null });
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test("main accounts do not depend on the super account being open", async () => {
  const merchant = await mintMerchant(adminDb, "headquarters");
  const top = await mintAccount(adminDb, { kind: "super", merchant });
  const main = await mintMain({ parentId: top.id });
  const { ctx, sessionToken } = await openSession(main);
  await change(top.id, { status: "disabled" });
  expect(await actorOf(ctx, sessionToken)).not.toBeNull();
});

test("a session that was ended, or that never was, opens nothing", async () => {
  const { ctx, sessionToken } = await openSession(await mintMain());
  for (const token of ["x", `${sessionToken}x`, hashSecret(sessionToken), sessionToken.toLowerCase()]) {
    expect(await actorOf(ctx, token)).toBeNull();
  }
  await adminDb
    .update(sessions)
    .set({ endedAt: ctx.clock.now(), ending: "signed_out" })
    .where(eq(sessions.tokenHash, hashSecret(sessionToken)));
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test("a session ends when it was silent too long, to the millisecond", async () => {
  const clock = testClock();
  const { ctx, sessionToken } = await openSession(await mintMain({ kind: "headquarters" }), { clock });
  clock.advance(8 * 3_600_000 - 1);
  expect(await actorOf(ctx, sessionToken)).not.toBeNull();
  clock.advance(1);
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test("a session that is used all the time ends at its absolute limit", async () => {
  const clock = testClock();
  const { ctx, sessionToken } = await openSession(await mintMain({ kind: "headquarters" }), { clock });
  for (let hour = 1; hour < 24; hour += 1) {
    clock.advance(3_600_000);
    const actor = await actorOf(ctx, sessionToken);
    expect(actor, `hour ${hour}`).not.toBeNull();
    if (actor) await touchSession({ ...ctx, actor }, {});
  }
  clock.advance(3_600_000);
  expect(await actorOf(ctx, sessionToken)).toBeNull();
});

test.each([
  ["nothing", {}],
  ["an empty secret", { sessionToken: "" }],
  ["a secret that is none", { sessionToken: 5 }],
  ["a field that nobody knows", { sessionToken: "x", accountId: 1 }],
])("input of a wrong shape is told so: %s", async (_, input) => {
  await expect(findSession(stranger(), input)).rejects.toMatchObject({ kind: "invalid" });
});
