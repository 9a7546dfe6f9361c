/**
 * The one list of rights. Roles in tables hold names from it; the table `permissions` mirrors it. `grantable` says
 * whether a merchant may put it into a role of his own.
 */
export const permissions = [
  { name: "stores.view", group: "stores", grantable: true },
  { name: "stats.sales", group: "stats", grantable: true },
  { name: "stats.salesDownload", group: "stats", grantable: true },
  { name: "stats.business", group: "stats", grantable: true },
  { name: "stats.businessDownload", group: "stats", grantable: true },
  { name: "stats.daysBeforeOwnership", group: "stats", grantable: true },
  { name: "masterdata.import", group: "headquarters", grantable: false },
  { name: "orders.import", group: "headquarters", grantable: false },
  { name: "days.adjust", group: "headquarters", grantable: false },
] as const;

export type Permission = (typeof permissions)[number]["name"];

/**
 * What a verb asks of its caller: a right; `public` (anybody, also without an account); `signedIn` (any account, for
 * what concerns only itself); `system` (the worker and the scripts, never a request from outside); `joined` (only from
 * inside another verb's transaction, which has been authorized: the domains below call each other so).
 */
export type VerbPermission = Permission | "public" | "signedIn" | "system" | "joined";

export const permissionNames: ReadonlySet<string> = new Set(permissions.map((permission) => permission.name));

export function isPermission(name: string): name is Permission {
  return permissionNames.has(name);
}
