import { randomInt } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { inArray } from "drizzle-orm";
import { z } from "zod";
import { accounts } from "@/db/schema/accounts";
import { verifyPassword } from "@/lib/accounts/password";
import type { Ctx } from "@/lib/core/context";
import { applyDemoAccounts, type DemoLogin } from "./apply-demo-accounts";
import type { DemoPlan } from "./chain";
import { demoPeople } from "./demo-people";

/** No letter or digit that reads like another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const passwordLength = 14;

const LoginFile = z.array(z.object({ role: z.string(), account: z.string(), password: z.string() }));

/**
 * Sees to it that the file of demo log-ins is right: where it is missing, or an account or its password differs, all demo
 * accounts get new random passwords and the file is written anew, for its owner's eyes only. Answers whether it was.
 */
export async function ensureDemoLogins(ctx: Ctx, plan: DemoPlan, file: string): Promise<boolean> {
  const people = demoPeople(plan);
  const known = await readLogins(file);
  if (
    known &&
    (await isRight(
      ctx,
      people.map(({ account }) => account),
      known,
    ))
  )
    return false;
  const logins: DemoLogin[] = people.map(({ loginRole, account }) => ({
    role: loginRole,
    account,
    password: randomPassword(),
  }));
  await applyDemoAccounts(ctx, { logins });
  await writeLogins(file, logins);
  return true;
}

function randomPassword(): string {
  return Array.from({ length: passwordLength }, () => alphabet[randomInt(alphabet.length)]).join("");
}

async function isRight(ctx: Ctx, wanted: string[], known: DemoLogin[]): Promise<boolean> {
  const rows = await ctx.db
    .select({ account: accounts.liveNumber, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(inArray(accounts.liveNumber, wanted));
  const hashes = new Map(rows.map(({ account, passwordHash }) => [account, passwordHash]));
  const checks = wanted.map(async (account) => {
    const login = known.find((entry) => entry.account === account);
    const passwordHash = hashes.get(account);
    return login !== undefined && passwordHash !== undefined && verifyPassword(passwordHash, login.password);
  });
  return (await Promise.all(checks)).every(Boolean);
}

/** Null where the file is missing or is not one of ours. */
async function readLogins(file: string): Promise<DemoLogin[] | null> {
  try {
    const parsed = LoginFile.safeParse(JSON.parse(await readFile(file, "utf8")));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Under another name first, so that nobody reads half a file. */
async function writeLogins(file: string, logins: DemoLogin[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const draft = `${file}.new`;
  await writeFile(draft, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
}
