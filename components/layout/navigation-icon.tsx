import { ChartLine, CircleUser, Store } from "lucide-react";
import type { NavigationId } from "./navigation";

const icons = { salesStats: ChartLine, stores: Store, account: CircleUser } as const;

export function NavigationIcon({ id, className }: { id: NavigationId; className?: string }) {
  const Icon = icons[id];
  return <Icon aria-hidden className={className} />;
}
