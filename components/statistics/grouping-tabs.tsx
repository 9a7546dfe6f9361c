"use client";

import { useTranslations } from "next-intl";
import { UrlLink } from "@/components/layout/url-link";
import { cn } from "@/components/ui/class-names";

type GroupingTabsProps<G extends string> = {
  groupings: readonly G[];
  grouping: G;
  label: (grouping: G) => string;
};

/** Sort, page and columns belong to a grouping, so they go when it changes. */
export function GroupingTabs<G extends string>({ groupings, grouping, label }: GroupingTabsProps<G>) {
  const t = useTranslations("stats");
  return (
    <nav aria-label={t("groupBy")} className="flex max-w-full gap-1 overflow-x-auto">
      {groupings.map((own) => (
        <UrlLink
          key={own}
          changes={{ groupBy: own, sort: null, page: null, cols: null }}
          aria-current={own === grouping ? "page" : undefined}
          className={cn(
            "inline-flex h-9 shrink-0 items-center rounded-md px-3 text-sm outline-offset-[-2px]",
            own === grouping
              ? "bg-accent-soft font-medium text-accent-ink"
              : "text-ink-2 hover:bg-sunken hover:text-ink",
          )}
        >
          {label(own)}
        </UrlLink>
      ))}
    </nav>
  );
}
