/**
 * The domains of lib, low to high: one may import those before it and never one after it. Source: the list of the product's
 * systems (README, "Where things live").
 */
export const domainOrder = [
  "masterdata",
  "catalog",
  "messaging",
  "roles",
  "accounts",
  "devices",
  "members",
  "days",
  "orders",
  "inventory",
  "courses",
  "review",
  "payments",
  "settlement",
  "community",
  "audience",
  "statistics",
  "exports",
  "schedules",
  "operation-log",
] as const;

export type Domain = (typeof domainOrder)[number];

function isDomain(name: string | undefined): name is Domain {
  return domainOrder.some((domain) => domain === name);
}

/** The domain that a file of lib belongs to, or null. */
export function domainOf(path: string): Domain | null {
  const [root, folder, file] = path.split("/");
  return root === "lib" && file !== undefined && isDomain(folder) ? folder : null;
}
