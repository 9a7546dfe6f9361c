"use client";

import { useTranslations } from "next-intl";
import { UrlLink } from "@/components/layout/url-link";
import { cn } from "@/components/ui/class-names";
import { type SalesGrouping, salesGroupings } from "@/lib/statistics/model";

/** Sort, page and columns belong to a grouping, so they go when it changes. */
export function GroupingTabs({ grouping }: { grouping: SalesGrouping }) {
  const t = useTranslations("sales");
  return (
    <nav aria-label={t("groupBy")} className="flex gap-1">
      {salesGroupings.map((own) => (
        <UrlLink
          key={own}
          changes={{ groupBy: own, sort: null, page: null, cols: null }}
          aria-current={own === grouping ? "page" : undefined}
          className={cn(
            "inline-flex h-9 items-center rounded-md px-3 text-sm",
            own === grouping
              ? "bg-accent-soft font-medium text-accent-ink"
              : "text-ink-2 hover:bg-sunken hover:text-ink",
          )}
        >
          {t(`groupings.${own}`)}
        </UrlLink>
      ))}
    </nav>
  );
}
