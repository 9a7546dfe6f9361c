import { ChartLine, CircleUser, FilePen, House, Store, Wallet } from "lucide-react";
import type { NavigationId } from "./navigation";

const icons = {
  home: House,
  businessStats: Wallet,
  salesStats: ChartLine,
  stores: Store,
  adjustments: FilePen,
  account: CircleUser,
} as const;

export function NavigationIcon({ id, className }: { id: NavigationId; className?: string }) {
  const Icon = icons[id];
  return <Icon aria-hidden className={className} />;
}
