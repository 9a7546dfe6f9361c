import { readFileSync } from "node:fs";
import type { Credentials } from "../../support/browser";
import { readPortal } from "../../support/portal";

/** The demo's people; the clerk is staff with one store, the store keeper staff with several. */
export const roles = ["super", "headquarters", "franchisee", "branch", "clerk", "storeKeeper"] as const;
export type Role = (typeof roles)[number];

type DemoLogin = Credentials & { role: string };

export function credentialsOf(role: Role): Credentials {
  const logins: DemoLogin[] = JSON.parse(readFileSync(readPortal().loginsFile, "utf8"));
  const staff = logins.filter((login) => login.role === "staff");
  const named: Partial<Record<Role, DemoLogin | undefined>> = { clerk: staff[0], storeKeeper: staff[1] };
  const found = named[role] ?? logins.find((login) => login.role === role);
  if (!found) throw new Error(`the demo has no ${role}`);
  return { account: found.account, password: found.password };
}
