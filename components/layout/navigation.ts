import { routes } from "@/lib/routes";

/** What the portal can open; the server passes the ids the reader has the right for. */
export type NavigationId = "home" | "businessStats" | "salesStats" | "stores" | "adjustments" | "account";

export const navigationPaths: Record<NavigationId, string> = {
  home: routes.home(),
  businessStats: routes.businessStats(),
  salesStats: routes.salesStats(),
  stores: routes.stores(),
  adjustments: routes.adjustments(),
  account: routes.myAccount(),
};

export function isActivePath(path: string, id: NavigationId): boolean {
  const own = navigationPaths[id];
  return path === own || (own !== routes.home() && path.startsWith(`${own}/`));
}
