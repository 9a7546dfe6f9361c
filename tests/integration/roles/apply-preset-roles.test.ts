import { and, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { operationLogs } from "@/db/schema/operation-log";
import { permissions as permissionRows, rolePermissions, roles } from "@/db/schema/roles";
import { permissions } from "@/lib/core/permissions";
import { applyPresetRoles } from "@/lib/roles/apply-preset-roles";
import { presetRoles } from "@/lib/roles/model";
import { testContext } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { mintAccount } from "@/tests/support/factories/accounts";
import { randomCode } from "@/tests/support/factories/codes";
import { headquarters, mintMerchant } from "@/tests/support/factories/merchants";

const { db, adminDb } = testDatabase();

async function rightsOf(roleId: number): Promise<string[]> {
  const rows = await db
    .select({ name: rolePermissions.permission })
    .from(rolePermissions)
    .where(eq(rolePermissions.roleId, roleId));
  return rows.map((row) => row.name).sort();
}

test("the mirror holds every right of the list, and the presets those of the table", async () => {
  const { id: merchantId } = await headquarters(adminDb);
  const ids = await applyPresetRoles(testContext(), {});
  expect(Object.keys(ids)).toEqual(Object.keys(presetRoles));
  for (const [name, wanted] of Object.entries(presetRoles)) {
    expect(await rightsOf(ids[name] ?? 0), name).toEqual([...wanted].sort());
    const [role] = await db
      .select()
      .from(roles)
      .where(eq(roles.id, ids[name] ?? 0));
    expect(role).toMatchObject({ merchantId, name, isPreset: true });
  }
  for (const { name, group, grantable } of permissions) {
    const [row] = await db.select().from(permissionRows).where(eq(permissionRows.name, name));
    expect(row).toEqual({ name, permissionGroup: group, isGrantable: grantable, isCustom: false });
  }
});

test("running it again changes nothing, also by several at once", async () => {
  await headquarters(adminDb);
  const first = await applyPresetRoles(testContext(), {});
  const rows = () =>
    db.select().from(rolePermissions).orderBy(rolePermissions.roleId, rolePermissions.permission);
  const before = await rows();
  const again = await Promise.all(Array.from({ length: 4 }, () => applyPresetRoles(testContext(), {})));
  for (const ids of again) expect(ids).toEqual(first);
  expect(await rows()).toEqual(before);
});

test("a right too many or too few in a preset is mended, a merchant's own role of that name is left alone", async () => {
  await headquarters(adminDb);
  const ids = await applyPresetRoles(testContext(), {});
  const clerk = ids.店员 ?? 0;
  await adminDb.insert(rolePermissions).values({ roleId: clerk, permission: "orders.import" });
  await adminDb
    .delete(rolePermissions)
    .where(and(eq(rolePermissions.roleId, clerk), eq(rolePermissions.permission, "stores.view")));
  const merchant = await mintMerchant(adminDb);
  const { roleId } = await mintAccount(adminDb, { kind: "main", merchant, permissions: ["stats.sales"] });
  await adminDb
    .update(roles)
    .set({ name: "店员" })
    .where(eq(roles.id, roleId ?? 0));
  await applyPresetRoles(testContext(), {});
  expect(await rightsOf(clerk)).toEqual(["stores.view"]);
  expect(await rightsOf(roleId ?? 0)).toEqual(["stats.sales"]);
});

test("nodes of other clients stay as they are", async () => {
  const node = {
    name: randomCode("other.node"),
    permissionGroup: "other",
    isGrantable: true,
    isCustom: true,
  };
  await adminDb.insert(permissionRows).values(node);
  await applyPresetRoles(testContext(), {});
  expect(await db.select().from(permissionRows).where(eq(permissionRows.name, node.name))).toEqual([node]);
});

test("it is nobody's deed, so the operation log says nothing; nobody from outside runs it", async () => {
  const before = await db.$count(operationLogs, eq(operationLogs.subjectType, "role"));
  await applyPresetRoles(testContext(), {});
  expect(await db.$count(operationLogs, eq(operationLogs.subjectType, "role"))).toBe(before);
  const anonymous = testContext({ actor: { type: "anonymous" } });
  await expect(applyPresetRoles(anonymous, {})).rejects.toMatchObject({ kind: "unauthenticated" });
  const { actor } = await mintAccount(adminDb, { kind: "super", merchant: await headquarters(adminDb) });
  await expect(applyPresetRoles(testContext({ actor }), {})).rejects.toMatchObject({ kind: "forbidden" });
  await expect(applyPresetRoles(testContext(), { merchantId: 1 })).rejects.toMatchObject({ kind: "invalid" });
});
