import { expect, test } from "vitest";
import { permissions, rolePermissions } from "@/db/schema/roles";
import { getMe } from "@/lib/accounts/get-me";
import { OwnAccountAnswer } from "@/lib/accounts/schemas";
import { testDatabase } from "@/tests/support/database";
import { mintAccount } from "@/tests/support/factories/accounts";
import { randomCode } from "@/tests/support/factories/codes";
import { mintMerchant } from "@/tests/support/factories/merchants";
import { mintStore } from "@/tests/support/factories/stores";
import { mintFamily, mintMain, openSession, stranger } from "./people";

const { adminDb } = testDatabase();

async function giveNode(name: string, ...roleIds: (number | null)[]): Promise<void> {
  await adminDb
    .insert(permissions)
    .ignore()
    .values({ name, permissionGroup: "other", isGrantable: true, isCustom: true });
  await adminDb
    .insert(rolePermissions)
    .values(roleIds.map((roleId) => ({ roleId: roleId ?? 0, permission: name })));
}

test("one sees the own account, and exactly the fields that are promised", async () => {
  const merchant = await mintMerchant(adminDb);
  const main = await mintAccount(adminDb, { kind: "main", merchant, permissions: ["stores.view"] });
  await mintStore(adminDb, { ownerId: merchant.id });
  await mintStore(adminDb, { ownerId: merchant.id });
  await mintStore(adminDb, { ownerId: (await mintMerchant(adminDb)).id });
  const { ctx } = await openSession(main);
  const me = await getMe(ctx, {});
  expect(me).toEqual({
    accountNumber: main.accountNumber,
    realName: main.realName,
    phone: main.phone,
    kind: "main",
    pid: 1,
    merchant: { code: merchant.code, name: merchant.name, kind: "franchisee" },
    roleName: expect.any(String),
    permissions: ["stores.view"],
    mustChangePassword: false,
    storeCount: 2,
    lastLoginAt: ctx.clock.now().toISOString(),
  });
  expect(OwnAccountAnswer.strict().parse(me)).toEqual(me);
});

test("the old client's pid is 0 for super, 1 for head office and main accounts, else the main account's id", async () => {
  const { main, staff } = await mintFamily();
  const top = await mintMain({ kind: "super", merchant: await mintMerchant(adminDb, "headquarters") });
  const head = await mintMain({ kind: "headquarters", parentId: top.id });
  const pids = [top, head, main, staff].map(
    async (account) => (await getMe((await openSession(account)).ctx, {})).pid,
  );
  expect(await Promise.all(pids)).toEqual([0, 1, 1, main.id]);
});

test("nodes that code does not check are told to whom has them; staff must share them with its main account", async () => {
  const { main, staff } = await mintFamily();
  const [shared, own] = [randomCode("node.a"), randomCode("node.b")];
  await giveNode(shared, main.roleId, staff.roleId);
  await giveNode(own, staff.roleId);
  const told = async (account: typeof main) =>
    (await getMe((await openSession(account)).ctx, {})).permissions;
  expect(await told(main)).toContain(shared);
  expect(await told(staff)).toContain(shared);
  expect(await told(staff)).not.toContain(own);
  const top = await mintMain({ kind: "super", merchant: await mintMerchant(adminDb, "headquarters") });
  expect(await told(top)).toEqual(expect.arrayContaining([shared, own]));
});

test("a right that code no longer has is not told as a node of other clients", async () => {
  const main = await mintMain({ permissions: ["stores.view"] });
  const name = randomCode("old.right");
  await adminDb
    .insert(permissions)
    .values({ name, permissionGroup: "old", isGrantable: true, isCustom: false });
  await adminDb.insert(rolePermissions).values({ roleId: main.roleId ?? 0, permission: name });
  expect((await getMe((await openSession(main)).ctx, {})).permissions).toEqual(["stores.view"]);
});

test("whoever is not signed in has no account to see, and fields are not taken", async () => {
  await expect(getMe(stranger(), {})).rejects.toMatchObject({ kind: "unauthenticated" });
  const { ctx } = await openSession(await mintMain());
  await expect(getMe(ctx, { accountId: 1 })).rejects.toMatchObject({ kind: "invalid" });
});
