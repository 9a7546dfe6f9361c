import type { Db } from "@/db/client";
import type { AccountKind, AccountLimitKind } from "@/db/enums/accounts";
import { accountLimits, accountStores, accounts } from "@/db/schema/accounts";
import { permissions as permissionRows, rolePermissions, roles } from "@/db/schema/roles";
import { hashPassword } from "@/lib/accounts/password";
import type { UserActor } from "@/lib/core/context";
import { type Permission, permissions } from "@/lib/core/permissions";
import { lifecycle, randomCode, randomPhone } from "./codes";
import type { MintedMerchant } from "./merchants";

export type MintedAccount = {
  id: number;
  accountNumber: string;
  phone: string;
  realName: string;
  /** In the clear, for logging in. */
  password: string;
  roleId: number | null;
  /** What verbs see while this account is logged in. */
  actor: UserActor;
};

type AccountParts = {
  kind: AccountKind;
  merchant: MintedMerchant;
  /** The main account of a staff account; the super account of the others. */
  parentId?: number;
  /** Rights of its role; all there are where left out. */
  permissions?: readonly Permission[];
  /** Stores that a staff account is given. */
  storeIds?: readonly number[];
  limits?: readonly { kind: AccountLimitKind; targetId: number }[];
  password?: string;
  mustChangePassword?: boolean;
  status?: "enabled" | "disabled";
};

const commonPassword = "a password of the tests";
const allPermissions = permissions.map((permission) => permission.name);

export async function mintAccount(db: Db, parts: AccountParts): Promise<MintedAccount> {
  const { kind, merchant, limits = [], storeIds = [] } = parts;
  const granted = parts.permissions ?? allPermissions;
  const password = parts.password ?? commonPassword;
  const row = {
    merchantId: merchant.id,
    kind,
    parentId: parts.parentId ?? null,
    accountNumber: randomCode("A"),
    realName: "王小明",
    phone: randomPhone(),
    passwordHash: await hashOf(password),
    roleId: kind === "super" ? null : await mintRole(db, merchant.id, granted),
    status: parts.status ?? ("enabled" as const),
    mustChangePassword: parts.mustChangePassword ?? false,
  };
  const [{ insertId: id }] = await db.insert(accounts).values({ ...row, ...lifecycle });
  if (storeIds.length > 0) {
    await db.insert(accountStores).values(storeIds.map((storeId) => ({ accountId: id, storeId })));
  }
  if (limits.length > 0) {
    await db.insert(accountLimits).values(limits.map((limit) => ({ accountId: id, ...limit })));
  }
  const { accountNumber, phone, realName, roleId } = row;
  const actor: UserActor = {
    type: "user",
    accountId: id,
    accountNumber,
    name: realName,
    kind,
    merchantId: merchant.id,
    merchantKind: merchant.kind,
    permissions: new Set(kind === "super" ? allPermissions : granted),
    limits: { regionIds: targetsOf(limits, "region"), branchIds: targetsOf(limits, "branch") },
    sessionId: 0,
    mustChangePassword: row.mustChangePassword,
  };
  return { id, accountNumber, phone, realName, password, roleId, actor };
}

/** Hashing is slow on purpose, and most tests never look at the password. */
const hashes = new Map<string, Promise<string>>();
function hashOf(password: string): Promise<string> {
  const known = hashes.get(password) ?? hashPassword(password);
  hashes.set(password, known);
  return known;
}

/** A role of a merchant with just these rights. */
async function mintRole(db: Db, merchantId: number, granted: readonly Permission[]): Promise<number> {
  await mirrorPermissions(db);
  const [{ insertId }] = await db
    .insert(roles)
    .values({ merchantId, name: randomCode("角色"), ...lifecycle });
  if (granted.length > 0) {
    await db.insert(rolePermissions).values(granted.map((permission) => ({ roleId: insertId, permission })));
  }
  return insertId;
}

async function mirrorPermissions(db: Db): Promise<void> {
  const rows = permissions.map(({ name, group, grantable }) => ({
    name,
    permissionGroup: group,
    isGrantable: grantable,
  }));
  await db.insert(permissionRows).ignore().values(rows);
}

function targetsOf(limits: NonNullable<AccountParts["limits"]>, kind: AccountLimitKind): number[] {
  return limits.filter((limit) => limit.kind === kind).map((limit) => limit.targetId);
}
