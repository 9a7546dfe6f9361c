import { routes } from "@/lib/routes";

/** What the portal can open; the server passes the ids the reader has the right for. */
export type NavigationId = "salesStats" | "stores" | "account";

export const navigationPaths: Record<NavigationId, string> = {
  salesStats: routes.salesStats(),
  stores: routes.stores(),
  account: routes.myAccount(),
};

export function isActivePath(path: string, id: NavigationId): boolean {
  const own = navigationPaths[id];
  return path === own || path.startsWith(`${own}/`);
}
