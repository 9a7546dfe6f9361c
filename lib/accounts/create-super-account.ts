import { eq, or } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { merchants } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError, databaseErrno, invariant } from "@/lib/core/errors";
import { command } from "@/lib/core/verb";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyPresetRoles } from "@/lib/roles/apply-preset-roles";
import { hashPassword, oneTimePassword } from "./password";
import { CreateSuperAccountInput } from "./schemas";

/** The super account has id 1 and nobody else. */
const superId = 1;
const headquartersCode = "HQ";
const duplicate = 1062;

export type CreatedSuperAccount = { accountNumber: string; merchantCode: string; password: string };

/**
 * Makes the one super account, with head office and the preset roles where they are missing. The password is answered here and
 * nowhere else, and opens nothing but its own change. Errors: accounts.super_exists, accounts.number_taken,
 * merchants.kind_changed (the code of head office stands for another merchant).
 */
export const createSuperAccount = command({
  name: "accounts.createSuperAccount",
  permission: "system",
  input: CreateSuperAccountInput,
  run: async (ctx, input, audit): Promise<CreatedSuperAccount> => {
    await assertFree(ctx, input.accountNumber);
    const merchant = await ensureHeadquarters(ctx, input.merchantName);
    await applyPresetRoles(ctx, {});
    const password = oneTimePassword();
    const now = ctx.clock.now();
    const { accountNumber, realName } = input;
    const row = {
      id: superId,
      merchantId: merchant.id,
      kind: "super" as const,
      accountNumber,
      realName,
      passwordHash: await hashPassword(password),
      mustChangePassword: true,
      createdAt: now,
      updatedAt: now,
    };
    try {
      await ctx.db.insert(accounts).values(row);
    } catch (error) {
      if (databaseErrno(error) !== duplicate) throw error;
      throw new AppError("conflict", "accounts.super_exists", { cause: error });
    }
    audit.record({
      action: "account.created",
      subjectType: "account",
      subjectKey: accountNumber,
      after: { kind: row.kind, realName, merchant: merchant.code },
    });
    return { accountNumber, merchantCode: merchant.code, password };
  },
});

async function assertFree(ctx: Ctx, accountNumber: string): Promise<void> {
  const taken = await ctx.db
    .select({ id: accounts.id, kind: accounts.kind })
    .from(accounts)
    .where(or(eq(accounts.id, superId), eq(accounts.kind, "super"), eq(accounts.liveNumber, accountNumber)));
  if (taken.some(({ id, kind }) => id === superId || kind === "super"))
    throw new AppError("conflict", "accounts.super_exists");
  if (taken.length > 0) throw new AppError("conflict", "accounts.number_taken");
}

async function ensureHeadquarters(ctx: Ctx, name: string): Promise<{ id: number; code: string }> {
  const found = await findHeadquarters(ctx);
  if (found) return found;
  const item = { code: headquartersCode, kind: "headquarters", name };
  const { refused } = await applyMerchants(ctx, { items: [item] });
  if (refused.length > 0) throw new AppError("conflict", "merchants.kind_changed");
  const made = await findHeadquarters(ctx);
  invariant(made, "head office has just been made");
  return made;
}

async function findHeadquarters(ctx: Ctx): Promise<{ id: number; code: string } | null> {
  const [row] = await ctx.db
    .select({ id: merchants.id, code: merchants.code })
    .from(merchants)
    .where(eq(merchants.kind, "headquarters"))
    .orderBy(merchants.id)
    .limit(1);
  return row ?? null;
}
