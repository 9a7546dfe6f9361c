import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { accountStores, accounts, sessions } from "@/db/schema/accounts";
import { merchants, stores } from "@/db/schema/masterdata";
import { hashPassword } from "@/lib/accounts/password";
import type { Ctx } from "@/lib/core/context";
import { command } from "@/lib/core/verb";
import { applyPresetRoles } from "@/lib/roles/apply-preset-roles";
import { type DemoPerson, demoPeople } from "./demo-people";
import { findDemoMarks } from "./marks";

const Login = z.strictObject({ role: z.string(), account: z.string(), password: z.string().min(12) });
export type DemoLogin = z.output<typeof Login>;

/**
 * Makes the demo's accounts log in with these passwords: missing ones are created, the others get their password back and
 * lose their sessions. Only in a database that is marked as demo.
 */
export const applyDemoAccounts = command({
  name: "demo.applyDemoAccounts",
  permission: "system",
  input: z.strictObject({ logins: z.array(Login).min(1) }),
  run: async (ctx, { logins }, audit): Promise<void> => {
    const marks = await findDemoMarks(ctx.db);
    if (!marks) throw new Error("known passwords go into a database marked as demo only");
    const roleIds = await applyPresetRoles(ctx, {});
    for (const person of demoPeople(marks.plan)) {
      const login = logins.find(({ account }) => account === person.account);
      if (!login) throw new Error(`the demo account ${person.account} was given no password`);
      await applyPerson(ctx, person, await hashPassword(login.password), roleIds);
    }
    audit.record({
      action: "demo.accounts_applied",
      subjectType: "account",
      subjectKey: logins.map(({ account }) => account).join(" "),
    });
  },
});

async function applyPerson(
  ctx: Ctx,
  person: DemoPerson,
  passwordHash: string,
  roleIds: Record<string, number>,
): Promise<void> {
  const now = ctx.clock.now();
  const id = await findAccountId(ctx, person.account);
  if (id !== null) {
    await ctx.db
      .update(accounts)
      .set({ passwordHash, status: "enabled", mustChangePassword: false, updatedAt: now })
      .where(eq(accounts.id, id));
    await ctx.db
      .update(sessions)
      .set({ endedAt: now, ending: "password_reset" })
      .where(and(eq(sessions.accountId, id), isNull(sessions.endedAt)));
    return;
  }
  const { kind, realName, phone } = person;
  await ctx.db.insert(accounts).values({
    // The super account has id 1 and nobody else.
    ...(kind === "super" ? { id: 1 } : {}),
    merchantId: await merchantId(ctx, person.merchantCode),
    kind,
    parentId: person.parentAccount === null ? null : await findAccountId(ctx, person.parentAccount),
    accountNumber: person.account,
    realName,
    phone,
    passwordHash,
    roleId: person.presetRole === null ? null : (roleIds[person.presetRole] ?? null),
    createdAt: now,
    updatedAt: now,
  });
  await grantStores(ctx, person);
}

async function grantStores(ctx: Ctx, { account, storeCodes }: DemoPerson): Promise<void> {
  const accountId = await findAccountId(ctx, account);
  if (accountId === null || storeCodes.length === 0) return;
  // unscoped: the demo hands out its own stores
  const rows = await ctx.db
    .select({ storeId: stores.id })
    .from(stores)
    .where(inArray(stores.code, storeCodes));
  await ctx.db.insert(accountStores).values(rows.map(({ storeId }) => ({ accountId, storeId })));
}

async function findAccountId(ctx: Ctx, account: string): Promise<number | null> {
  const [row] = await ctx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.liveNumber, account));
  return row?.id ?? null;
}

async function merchantId(ctx: Ctx, code: string): Promise<number> {
  const [row] = await ctx.db.select({ id: merchants.id }).from(merchants).where(eq(merchants.code, code));
  if (!row) throw new Error(`the demo's merchant ${code} is missing in the database`);
  return row.id;
}
