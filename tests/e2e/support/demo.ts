import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { drizzle } from "drizzle-orm/mysql2";
import { createPool } from "mysql2/promise";
import type { Db } from "@/db/client";
import { accountStores, accounts } from "@/db/schema/accounts";
import { merchants, storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Permission } from "@/lib/core/permissions";
import { shanghaiDate } from "@/lib/core/time";
import type { Credentials } from "../../support/browser";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";
import { readPortal } from "../../support/portal";
import { credentialsOf, type Role } from "./people";

type DemoStore = { id: number; code: string; name: string; ownerCode: string; managerCode: string | null };

/** The tables of the portal under test, past its rules of who sees what. */
export type Demo = {
  stores(): Promise<DemoStore[]>;
  /** The stores of somebody, by the rules of the trade and not by those of the code. */
  storesOf(role: Role): Promise<DemoStore[]>;
  /** A store that one franchisee bought from another: the demo's franchisee has it now. */
  boughtStore(): Promise<DemoStore & { ownerName: string; formerOwnerName: string }>;
  /** A colleague of the clerk: the same store, but just these rights. */
  staffWith(permissions: readonly Permission[]): Promise<Credentials>;
  /** The main account of a new franchisee without stores, so that nothing done to it reaches another test. */
  lonelyMain(parts?: { mustChangePassword?: boolean }): Promise<Credentials>;
  close(): Promise<void>;
};

export function openDemo(): Demo {
  const pool = createPool({
    uri: readPortal().settings.DATABASE_ADMIN_URL,
    timezone: "Z",
    connectionLimit: 2,
  });
  const db: Db = drizzle(pool);
  return {
    stores: () => allStores(db),
    storesOf: (role) => storesOf(db, role),
    boughtStore: () => boughtStore(db),
    staffWith: (permissions) => mintStaff(db, permissions),
    lonelyMain: (parts = {}) => mintLonelyMain(db, parts),
    close: () => pool.end(),
  };
}

async function allStores(db: Db): Promise<DemoStore[]> {
  const [owner, manager] = [alias(merchants, "owner"), alias(merchants, "manager")];
  const today = shanghaiDate(new Date());
  const isCurrent = and(
    lte(storeOwnerships.fromOn, today),
    or(isNull(storeOwnerships.toOn), gt(storeOwnerships.toOn, today)),
  );
  return db
    .select({
      id: stores.id,
      code: stores.code,
      name: stores.name,
      ownerCode: owner.code,
      managerCode: manager.code,
    })
    .from(stores)
    .innerJoin(storeOwnerships, and(eq(storeOwnerships.storeId, stores.id), isCurrent))
    .innerJoin(owner, eq(owner.id, storeOwnerships.ownerId))
    .leftJoin(manager, eq(manager.id, storeOwnerships.managerId))
    .orderBy(stores.code);
}

async function storesOf(db: Db, role: Role): Promise<DemoStore[]> {
  const all = await allStores(db);
  if (role === "super" || role === "headquarters") return all;
  const { account } = credentialsOf(role);
  if (role === "franchisee") return all.filter(({ ownerCode }) => ownerCode === account);
  if (role === "branch") return all.filter((store) => [store.ownerCode, store.managerCode].includes(account));
  const granted = await db
    .select({ storeId: accountStores.storeId })
    .from(accountStores)
    .innerJoin(accounts, eq(accounts.id, accountStores.accountId))
    .where(eq(accounts.liveNumber, account));
  return all.filter(({ id }) => granted.some(({ storeId }) => storeId === id));
}

async function boughtStore(db: Db): Promise<DemoStore & { ownerName: string; formerOwnerName: string }> {
  for (const store of await storesOf(db, "franchisee")) {
    const owners = await db
      .select({ code: merchants.code, name: merchants.name })
      .from(storeOwnerships)
      .innerJoin(merchants, eq(merchants.id, storeOwnerships.ownerId))
      .where(eq(storeOwnerships.storeId, store.id))
      .orderBy(storeOwnerships.fromOn);
    const [former, owner] = [owners.at(-2), owners.at(-1)];
    if (former && owner && former.code !== owner.code)
      return { ...store, ownerName: owner.name, formerOwnerName: former.name };
  }
  throw new Error("the demo's franchisee bought no store");
}

async function mintStaff(db: Db, permissions: readonly Permission[]): Promise<Credentials> {
  const [clerk] = await db
    .select({ merchant: merchants, parentId: accounts.parentId, storeId: accountStores.storeId })
    .from(accounts)
    .innerJoin(merchants, eq(merchants.id, accounts.merchantId))
    .innerJoin(accountStores, eq(accountStores.accountId, accounts.id))
    .where(eq(accounts.liveNumber, credentialsOf("clerk").account));
  if (!clerk?.parentId) throw new Error("the demo's clerk has no parent or no store");
  const password = randomCode("Own-pass-word-");
  const { accountNumber } = await mintAccount(db, {
    kind: "staff",
    merchant: clerk.merchant,
    parentId: clerk.parentId,
    storeIds: [clerk.storeId],
    permissions,
    password,
  });
  return { account: accountNumber, password };
}

async function mintLonelyMain(db: Db, parts: { mustChangePassword?: boolean }): Promise<Credentials> {
  const merchant = await mintMerchant(db);
  const password = randomCode("Own-pass-word-");
  const { accountNumber } = await mintAccount(db, { kind: "main", merchant, password, ...parts });
  return { account: accountNumber, password };
}
