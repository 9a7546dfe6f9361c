import { cookies } from "next/headers";
import type { ReactNode } from "react";
import type { NavigationId } from "@/components/layout/navigation";
import { PortalFrame } from "@/components/layout/portal-frame";
import type { Ctx } from "@/lib/core/context";
import { can, pageContext } from "@/lib/http/page-context";
import { loadMe } from "./load-me";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const ctx = await pageContext();
  const [me, cookieStore] = await Promise.all([loadMe(ctx), cookies()]);
  if (!me.ok) throw new Error(`${me.error.reason} (${me.error.requestId})`);
  return (
    <PortalFrame
      user={{
        name: me.data.realName,
        accountNumber: me.data.accountNumber,
        roleName: me.data.roleName,
        merchantName: me.data.merchant.name,
      }}
      storeCount={me.data.storeCount}
      // A first password opens nothing but its own change, so nothing else is offered.
      entries={me.data.mustChangePassword ? ["account"] : entriesOf(ctx)}
      isSidebarCollapsed={cookieStore.get("sidebar")?.value === "collapsed"}
    >
      {children}
    </PortalFrame>
  );
}

function entriesOf(ctx: Ctx): NavigationId[] {
  return [
    ...(can(ctx, "stats.business") ? (["home", "businessStats"] as const) : []),
    ...(can(ctx, "stats.sales") ? (["salesStats"] as const) : []),
    ...(can(ctx, "stores.view") ? (["stores"] as const) : []),
    ...(can(ctx, "days.adjust") ? (["adjustments"] as const) : []),
    "account",
  ];
}
