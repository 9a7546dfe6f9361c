"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { cn } from "@/components/ui/class-names";
import { isActivePath, type NavigationId, navigationPaths } from "./navigation";
import { NavigationIcon } from "./navigation-icon";

/** Navigation of the phone; at most five entries, the rest belongs under 我的. */
export function BottomBar({ entries }: { entries: readonly NavigationId[] }) {
  const t = useTranslations("navigation");
  const path = usePathname();
  return (
    <nav
      aria-label={t("main")}
      data-print="hide"
      className="fixed inset-x-0 bottom-0 z-30 flex border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {entries.map((id) => {
        const isActive = isActivePath(path, id);
        return (
          <Link
            key={id}
            href={navigationPaths[id]}
            aria-current={isActive ? "page" : undefined}
            className={cn(
              "flex h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs outline-offset-[-2px]",
              isActive ? "font-medium text-accent-ink" : "text-ink-2",
            )}
          >
            <NavigationIcon id={id} className="size-5" />
            {t(`short.${id}`)}
          </Link>
        );
      })}
    </nav>
  );
}
