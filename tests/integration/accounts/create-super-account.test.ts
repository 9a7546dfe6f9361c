import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { merchants } from "@/db/schema/masterdata";
import { operationLogs } from "@/db/schema/operation-log";
import { permissions as permissionRows, rolePermissions, roles } from "@/db/schema/roles";
import { createSuperAccount } from "@/lib/accounts/create-super-account";
import { verifyPassword } from "@/lib/accounts/password";
import { systemContext } from "@/lib/core/context";
import { permissions } from "@/lib/core/permissions";
import { testClock } from "@/tests/support/clock";
import { mintAccount } from "@/tests/support/factories/accounts";
import { mintMerchant } from "@/tests/support/factories/merchants";
import { runScriptToEnd } from "@/tests/support/servers";
import { settingsFor } from "@/tests/support/settings";
import { createDatabase } from "@/tests/support/test-databases";
import { mintMain, stranger } from "./people";

/** The super account has id 1, so each case needs a database in which nobody is yet. */
const opened: Database[] = [];
let number = 0;

async function freshDatabase(): Promise<{ db: Database; settings: Record<string, string> }> {
  number += 1;
  const settings = { ...settingsFor(inject("runId"), `super${process.pid}_${number}`) };
  await createDatabase(settings.DATABASE_ADMIN_URL);
  await runScriptToEnd("scripts/migrate.ts", [], settings);
  const db = openDatabase(settings.DATABASE_ADMIN_URL, "job", 2);
  opened.push(db);
  return { db, settings };
}

let shared: Database;
beforeAll(async () => {
  shared = (await freshDatabase()).db;
}, 60_000);
afterAll(async () => {
  await Promise.all(opened.map(closeDatabase));
});

const script = (settings: Record<string, string>, ...args: string[]) =>
  runScriptToEnd("scripts/create-admin.ts", args, settings);

test("an input of a wrong shape makes nothing", async () => {
  const ctx = systemContext("test", shared);
  const wrong = [
    { accountNumber: "", realName: "张总" },
    { accountNumber: "a b", realName: "张总" },
    { accountNumber: "管理员", realName: "张总" },
    { accountNumber: "a".repeat(33), realName: "张总" },
    { accountNumber: "admin", realName: " " },
    { accountNumber: "admin", realName: "张总", kind: "main" },
  ];
  for (const input of wrong)
    await expect(createSuperAccount(ctx, input)).rejects.toMatchObject({ kind: "invalid" });
  expect(await shared.$count(accounts)).toBe(0);
  expect(await shared.$count(merchants)).toBe(0);
});

test("nobody from outside makes a super account, whatever his rights", async () => {
  const input = { accountNumber: "admin", realName: "张总" };
  await expect(createSuperAccount(stranger(), input)).rejects.toMatchObject({ kind: "unauthenticated" });
  const { actor } = await mintMain({ kind: "super" });
  await expect(createSuperAccount(stranger({ actor }), input)).rejects.toMatchObject({ kind: "forbidden" });
});

test("a code of head office that stands for a franchisee is told, and nothing is made", async () => {
  const { db } = await freshDatabase();
  const now = testClock().now();
  await db
    .insert(merchants)
    .values({ kind: "franchisee", code: "HQ", name: "红旗店", createdAt: now, updatedAt: now });
  const attempt = createSuperAccount(systemContext("test", db), { accountNumber: "admin", realName: "张总" });
  await expect(attempt).rejects.toMatchObject({ kind: "conflict", reason: "merchants.kind_changed" });
  expect(await db.$count(accounts)).toBe(0);
});

test("head office, preset roles and the account with id 1 are made, and the operation log says so", async () => {
  const clock = testClock();
  const ctx = systemContext("create-admin", shared, clock);
  const made = await createSuperAccount(ctx, {
    accountNumber: "admin",
    realName: " 张总 ",
    merchantName: "糕点总部",
  });
  expect(made).toMatchObject({ accountNumber: "admin", merchantCode: "HQ" });
  const [account] = await shared.select().from(accounts);
  expect(account).toMatchObject({
    id: 1,
    kind: "super",
    parentId: null,
    roleId: null,
    accountNumber: "admin",
    realName: "张总",
    status: "enabled",
    mustChangePassword: true,
    createdAt: clock.now(),
  });
  expect(await verifyPassword(account?.passwordHash ?? null, made.password)).toBe(true);
  expect(await shared.select().from(merchants)).toMatchObject([
    { kind: "headquarters", code: "HQ", name: "糕点总部" },
  ]);
  expect(await shared.$count(roles)).toBe(7);
  expect(await shared.$count(permissionRows)).toBe(permissions.length);
  const deeds = await shared.select().from(operationLogs);
  expect(deeds.map(({ action, subjectKey }) => [action, subjectKey])).toEqual([
    ["masterdata.merchants_applied", "HQ"],
    ["account.created", "admin"],
  ]);
  expect(deeds[1]).toMatchObject({
    actorType: "system",
    actorName: "create-admin",
    after: { kind: "super" },
  });
  expect(JSON.stringify(deeds)).not.toContain(made.password);
});

test("there is one super account only, also where it is deleted or another number is asked for", async () => {
  const ctx = systemContext("test", shared);
  const again = () => createSuperAccount(ctx, { accountNumber: "admin2", realName: "李总" });
  await expect(again()).rejects.toMatchObject({ kind: "conflict", reason: "accounts.super_exists" });
  await shared.update(accounts).set({ deletedAt: testClock().now() });
  await expect(again()).rejects.toMatchObject({ reason: "accounts.super_exists" });
  expect(await shared.$count(accounts)).toBe(1);
});

test("of two at once one is made, and the other is told", async () => {
  const { db } = await freshDatabase();
  const make = (accountNumber: string) =>
    createSuperAccount(systemContext("test", db), { accountNumber, realName: "张总" });
  const results = await Promise.allSettled([make("one"), make("two")]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(results.find((result) => result.status === "rejected")).toMatchObject({
    reason: { kind: "conflict" },
  });
  expect(await db.$count(accounts)).toBe(1);
  expect(await db.$count(merchants)).toBe(1);
});

test("a number that somebody has is refused", async () => {
  const { db } = await freshDatabase();
  const main = await mintAccount(db, { kind: "main", merchant: await mintMerchant(db) });
  const make = () =>
    createSuperAccount(systemContext("test", db), { accountNumber: main.accountNumber, realName: "张总" });
  // The first account of all has id 1, which is the super account's alone.
  await expect(make()).rejects.toMatchObject({ reason: "accounts.super_exists" });
  await db.update(accounts).set({ id: 77 }).where(eq(accounts.id, 1));
  await expect(make()).rejects.toMatchObject({ reason: "accounts.number_taken" });
});

test("head office that is there is kept, and so is a merchant's role that has a preset's name", async () => {
  const { db } = await freshDatabase();
  const merchant = await mintMerchant(db);
  const main = await mintAccount(db, { kind: "main", merchant, permissions: ["stats.sales"] });
  await db.update(accounts).set({ id: 77 }).where(eq(accounts.id, 1));
  const own = eq(roles.id, main.roleId ?? 0);
  await db.update(roles).set({ name: "店员" }).where(own);
  const headquarters = await mintMerchant(db, "headquarters");
  const input = { accountNumber: "admin", realName: "张总", merchantName: "另一个总部" };
  const made = await createSuperAccount(systemContext("test", db), input);
  expect(made.merchantCode).toBe(headquarters.code);
  expect(await db.$count(merchants)).toBe(2);
  expect(await db.select().from(roles).where(own)).toMatchObject([
    { merchantId: merchant.id, isPreset: false },
  ]);
  const rights = await db
    .select({ name: rolePermissions.permission })
    .from(rolePermissions)
    .where(eq(rolePermissions.roleId, main.roleId ?? 0));
  expect(rights).toEqual([{ name: "stats.sales" }]);
});

test("the command shows the password once, and says in a sentence why it makes nothing", async () => {
  const { db, settings } = await freshDatabase();
  const shown = await script(settings, "--account", "admin", "--name", "张总");
  const password = /password\s+(\S+)/.exec(shown)?.[1] ?? "";
  const [account] = await db.select().from(accounts);
  expect(await verifyPassword(account?.passwordHash ?? null, password)).toBe(true);
  await expect(script(settings, "--account", "boss", "--name", "李总")).rejects.toThrow(
    /create-admin: There is a super account already/,
  );
  await expect(script(settings, "--account", "a b", "--name", "李总")).rejects.toThrow(
    /accountNumber: An account number/,
  );
  await expect(script(settings, "--account", "boss")).rejects.toThrow(/Usage: npm run create-admin/);
  await expect(script(settings, "--foo")).rejects.toThrow(/Usage: npm run create-admin/);
});

test("before the tables are there the command says what to run", async () => {
  const settings = { ...settingsFor(inject("runId"), `super${process.pid}_none`) };
  await createDatabase(settings.DATABASE_ADMIN_URL);
  const attempt = script(
    { ...settings, DATABASE_URL: settings.DATABASE_ADMIN_URL },
    "--account",
    "a",
    "--name",
    "b",
  );
  await expect(attempt).rejects.toThrow(/run `npm run migrate`/);
});
