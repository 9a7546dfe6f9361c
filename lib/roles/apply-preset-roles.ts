import { and, eq, notInArray } from "drizzle-orm";
import { z } from "zod";
import { merchants } from "@/db/schema/masterdata";
import { permissions as permissionRows, rolePermissions, roles } from "@/db/schema/roles";
import type { Ctx } from "@/lib/core/context";
import { permissions } from "@/lib/core/permissions";
import { command } from "@/lib/core/verb";
import { presetRoles } from "./model";

/**
 * Brings the mirror of the list of rights and the preset roles of head office up to date. Answers name → role id; empty
 * while there is no head office yet. Running it again changes nothing.
 */
export const applyPresetRoles = command({
  name: "roles.applyPresetRoles",
  permission: "system",
  input: z.strictObject({}),
  run: async (ctx, _input, audit): Promise<Record<string, number>> => {
    await mirrorPermissions(ctx);
    const [headquarters] = await ctx.db
      .select({ id: merchants.id })
      .from(merchants)
      .where(eq(merchants.kind, "headquarters"))
      .limit(1);
    audit.none("the list in code is under version control; nobody decided anything here");
    if (!headquarters) return {};
    const ids: Record<string, number> = {};
    for (const [name, names] of Object.entries(presetRoles)) {
      ids[name] = await applyPreset(ctx, headquarters.id, name, names);
    }
    return ids;
  },
});

async function mirrorPermissions(ctx: Ctx): Promise<void> {
  for (const { name, group, grantable } of permissions) {
    await ctx.db
      .insert(permissionRows)
      .values({ name, permissionGroup: group, isGrantable: grantable })
      .onDuplicateKeyUpdate({ set: { permissionGroup: group, isGrantable: grantable, isCustom: false } });
  }
}

async function applyPreset(
  ctx: Ctx,
  merchantId: number,
  name: string,
  names: readonly string[],
): Promise<number> {
  const now = ctx.clock.now();
  await ctx.db
    .insert(roles)
    .values({ merchantId, name, isPreset: true, createdAt: now, updatedAt: now })
    .onDuplicateKeyUpdate({ set: { isPreset: true } });
  const [role] = await ctx.db
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.merchantId, merchantId), eq(roles.name, name)));
  if (!role) throw new Error(`preset role ${name} was not written`);
  await ctx.db
    .delete(rolePermissions)
    .where(and(eq(rolePermissions.roleId, role.id), notInArray(rolePermissions.permission, [...names])));
  await ctx.db
    .insert(rolePermissions)
    .values(names.map((permission) => ({ roleId: role.id, permission })))
    .onDuplicateKeyUpdate({ set: { roleId: role.id } });
  return role.id;
}
