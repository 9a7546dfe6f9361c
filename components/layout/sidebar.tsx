"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { cn } from "@/components/ui/class-names";
import { Tooltip } from "@/components/ui/tooltip";
import { routes } from "@/lib/routes";
import { BrandMark } from "./brand-mark";
import { isActivePath, type NavigationId, navigationPaths } from "./navigation";
import { NavigationIcon } from "./navigation-icon";
import { rememberPreference } from "./preference-cookie";

type SidebarProps = { entries: readonly NavigationId[]; isCollapsedAtFirst: boolean };

export function Sidebar({ entries, isCollapsedAtFirst }: SidebarProps) {
  const t = useTranslations("navigation");
  const [isCollapsed, setIsCollapsed] = useState(isCollapsedAtFirst);
  const ToggleIcon = isCollapsed ? PanelLeftOpen : PanelLeftClose;

  function toggle(): void {
    setIsCollapsed(!isCollapsed);
    rememberPreference("sidebar", isCollapsed ? "open" : "collapsed");
  }

  return (
    <aside
      data-print="hide"
      className={cn(
        "sticky top-0 hidden h-dvh shrink-0 flex-col border-r border-line bg-surface transition-[width] duration-150 md:flex",
        isCollapsed ? "w-16" : "w-58",
      )}
    >
      <Link
        href={routes.home()}
        aria-label={t("home")}
        className="flex h-14 items-center gap-2.5 overflow-hidden px-4"
      >
        <BrandMark className="size-8 shrink-0" />
        {!isCollapsed && <span className="font-semibold whitespace-nowrap text-ink">{t("brand")}</span>}
      </Link>
      <nav aria-label={t("main")} className="flex flex-1 flex-col gap-1 overflow-y-auto px-3 py-2">
        {entries.map((id) => (
          <SidebarLink key={id} id={id} isCollapsed={isCollapsed} />
        ))}
      </nav>
      <div className="border-t border-line p-3">
        <button
          type="button"
          onClick={toggle}
          aria-expanded={!isCollapsed}
          className="flex h-9 w-full items-center gap-3 overflow-hidden rounded-md px-3 text-sm whitespace-nowrap text-ink-3 hover:bg-sunken hover:text-ink"
        >
          <ToggleIcon aria-hidden className="size-4 shrink-0" />
          <span className={cn(isCollapsed && "sr-only")}>{isCollapsed ? t("expand") : t("collapse")}</span>
        </button>
      </div>
    </aside>
  );
}

function SidebarLink({ id, isCollapsed }: { id: NavigationId; isCollapsed: boolean }) {
  const t = useTranslations("navigation");
  const isActive = isActivePath(usePathname(), id);
  const link = (
    <Link
      href={navigationPaths[id]}
      aria-current={isActive ? "page" : undefined}
      className={cn(
        "flex h-9 items-center gap-3 overflow-hidden rounded-md px-3 text-sm whitespace-nowrap",
        isActive ? "bg-accent-soft font-medium text-accent-ink" : "text-ink-2 hover:bg-sunken hover:text-ink",
      )}
    >
      <NavigationIcon id={id} className="size-4 shrink-0" />
      <span className={cn(isCollapsed && "sr-only")}>{t(`entries.${id}`)}</span>
    </Link>
  );
  if (!isCollapsed) return link;
  return (
    <Tooltip text={t(`entries.${id}`)} side="right">
      {link}
    </Tooltip>
  );
}
