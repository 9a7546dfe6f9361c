import { and, count, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { z } from "zod";
import { accounts } from "@/db/schema/accounts";
import { merchants, stores } from "@/db/schema/masterdata";
import { permissions, rolePermissions, roles } from "@/db/schema/roles";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { storeScope } from "@/lib/core/store-scope";
import { query } from "@/lib/core/verb";
import { ownActor } from "./internal";
import type { OwnAccount } from "./model";

/** The caller's own account: details, effective rights, and how many stores are in scope. */
export const getMe = query({
  name: "accounts.getMe",
  permission: "signedIn",
  input: z.strictObject({}),
  run: async (ctx): Promise<OwnAccount> => {
    const actor = ownActor(ctx);
    const [row] = await ctx.db
      .select({
        phone: accounts.phone,
        parentId: accounts.parentId,
        lastLoginAt: accounts.lastLoginAt,
        roleId: accounts.roleId,
        parentRoleId: parents.roleId,
        roleName: roles.name,
        merchantCode: merchants.code,
        merchantName: merchants.name,
        merchantKind: merchants.kind,
      })
      .from(accounts)
      .innerJoin(merchants, eq(merchants.id, accounts.merchantId))
      .leftJoin(roles, eq(roles.id, accounts.roleId))
      .leftJoin(parents, eq(parents.id, accounts.parentId))
      .where(eq(accounts.id, actor.accountId));
    if (!row) throw new AppError("unauthenticated", "access.not_signed_in");
    return {
      accountNumber: actor.accountNumber,
      realName: actor.name,
      phone: row.phone,
      kind: actor.kind,
      pid: pidOf(actor.kind, row.parentId),
      merchant: { code: row.merchantCode, name: row.merchantName, kind: row.merchantKind },
      roleName: row.roleName,
      permissions: [...actor.permissions, ...(await effectiveNodes(ctx, actor.kind, row))].sort(),
      mustChangePassword: actor.mustChangePassword,
      storeCount: await countStores(ctx),
      lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    };
  },
});

const parents = alias(accounts, "parents");

function pidOf(kind: OwnAccount["kind"], parentId: number | null): number {
  if (kind === "super") return 0;
  return kind === "staff" ? (parentId ?? 1) : 1;
}

type RoleIds = { roleId: number | null; parentRoleId: number | null };

/** Of the nodes that code does not check, staff too has only those that its main account has. */
async function effectiveNodes(ctx: Ctx, kind: OwnAccount["kind"], ids: RoleIds): Promise<string[]> {
  if (kind === "super") return allCustomNodes(ctx);
  const own = await customNodes(ctx, ids.roleId);
  if (kind !== "staff" || own.length === 0) return own;
  const ofParent = new Set(await customNodes(ctx, ids.parentRoleId));
  return own.filter((name) => ofParent.has(name));
}

/** Nodes that the super administrator added for other clients. */
async function customNodes(ctx: Ctx, roleId: number | null): Promise<string[]> {
  if (roleId === null) return [];
  const rows = await ctx.db
    .select({ name: permissions.name })
    .from(rolePermissions)
    .innerJoin(permissions, eq(permissions.name, rolePermissions.permission))
    .where(and(eq(rolePermissions.roleId, roleId), eq(permissions.isCustom, true)));
  return rows.map((row) => row.name);
}

async function allCustomNodes(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.db
    .select({ name: permissions.name })
    .from(permissions)
    .where(eq(permissions.isCustom, true));
  return rows.map((row) => row.name);
}

async function countStores(ctx: Ctx): Promise<number> {
  const [row] = await ctx.db.select({ count: count() }).from(stores).where(storeScope(ctx, stores.id));
  return row?.count ?? 0;
}
