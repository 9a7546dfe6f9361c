import { eq, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { z } from "zod";
import { accountLimits, accounts, sessions } from "@/db/schema/accounts";
import { merchants } from "@/db/schema/masterdata";
import { rolePermissions } from "@/db/schema/roles";
import type { Ctx, UserActor } from "@/lib/core/context";
import { isPermission, type Permission, permissions } from "@/lib/core/permissions";
import { hashSecret } from "@/lib/core/secrets";
import { query } from "@/lib/core/verb";
import { isOpen } from "./internal";

export type FoundSession = { actor: UserActor; lastSeenAt: Date };

/**
 * Who stands behind a session's secret at this moment: one indexed read, asked at each request, never cached. Null where the
 * session is unknown, ended, idle too long or over, or where the account is closed, or the main account of staff.
 */
export const findSession = query({
  name: "accounts.findSession",
  permission: "public",
  input: z.strictObject({ sessionToken: z.string().min(1).max(200) }),
  run: async (ctx, { sessionToken }): Promise<FoundSession | null> => {
    const row = await readSession(ctx, hashSecret(sessionToken));
    if (!row || row.endedAt !== null || !isLive(row, ctx.clock.now())) return null;
    if (!isOpen(row)) return null;
    const limits = row.kind === "headquarters" ? await readLimits(ctx, row.accountId) : noLimits;
    return { actor: toActor(row, limits), lastSeenAt: row.lastSeenAt };
  },
});

const parents = alias(accounts, "parents");
type SessionRow = NonNullable<Awaited<ReturnType<typeof readSession>>>;
const noLimits: UserActor["limits"] = { regionIds: [], branchIds: [] };
const allPermissions: ReadonlySet<Permission> = new Set(permissions.map((permission) => permission.name));

function namesOf(roleId: SQLWrapper) {
  return sql<string | null>`(select group_concat(${rolePermissions.permission}) from ${rolePermissions}
    where ${rolePermissions.roleId} = ${roleId})`;
}

async function readSession(ctx: Ctx, tokenHash: string) {
  const [row] = await ctx.db
    .select({
      sessionId: sessions.id,
      lastSeenAt: sessions.lastSeenAt,
      idleSeconds: sessions.idleSeconds,
      absoluteEndAt: sessions.absoluteEndAt,
      endedAt: sessions.endedAt,
      accountId: accounts.id,
      accountNumber: accounts.accountNumber,
      realName: accounts.realName,
      kind: accounts.kind,
      status: accounts.status,
      deletedAt: accounts.deletedAt,
      mustChangePassword: accounts.mustChangePassword,
      merchantId: merchants.id,
      merchantKind: merchants.kind,
      parentKind: parents.kind,
      parentStatus: parents.status,
      parentDeletedAt: parents.deletedAt,
      rights: namesOf(accounts.roleId),
      parentRights: namesOf(parents.roleId),
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .innerJoin(merchants, eq(merchants.id, accounts.merchantId))
    .leftJoin(parents, eq(parents.id, accounts.parentId))
    .where(eq(sessions.tokenHash, tokenHash));
  return row;
}

function isLive(row: SessionRow, now: Date): boolean {
  return row.absoluteEndAt > now && row.lastSeenAt.getTime() + row.idleSeconds * 1000 > now.getTime();
}

async function readLimits(ctx: Ctx, accountId: number): Promise<UserActor["limits"]> {
  const rows = await ctx.db.select().from(accountLimits).where(eq(accountLimits.accountId, accountId));
  return {
    regionIds: rows.filter((row) => row.kind === "region").map((row) => row.targetId),
    branchIds: rows.filter((row) => row.kind === "branch").map((row) => row.targetId),
  };
}

function toActor(row: SessionRow, limits: UserActor["limits"]): UserActor {
  const own = row.kind === "super" ? allPermissions : parse(row.rights);
  // Only staff has a parent that holds rights of its own; the others stand below the super account.
  const parent =
    row.kind === "staff" && row.parentKind !== "super" ? parse(row.parentRights) : allPermissions;
  return {
    type: "user",
    accountId: row.accountId,
    accountNumber: row.accountNumber,
    name: row.realName,
    kind: row.kind,
    merchantId: row.merchantId,
    merchantKind: row.merchantKind,
    permissions: new Set([...own].filter((permission) => parent.has(permission))),
    limits,
    sessionId: row.sessionId,
    mustChangePassword: row.mustChangePassword,
  };
}

/** Custom nodes stand in roles too; code does not check them, so they are left out here. */
function parse(names: string | null): ReadonlySet<Permission> {
  return new Set((names ?? "").split(",").filter(isPermission));
}
