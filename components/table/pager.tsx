"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { UrlLink } from "@/components/layout/url-link";
import { useUrlState } from "@/components/layout/url-transition";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/class-names";
import { Select } from "@/components/ui/select";
import { integerText } from "@/lib/i18n/format";

const pageSizes = ["20", "50", "100", "200"] as const;

type PagerProps = { page: number; pageSize: number; total: number };

export function Pager({ page, pageSize, total }: PagerProps) {
  const t = useTranslations("table");
  const pages = Math.max(1, Math.ceil(total / pageSize));
  return (
    <nav
      aria-label={t("pages")}
      className="flex flex-wrap items-center justify-between gap-3"
      data-print="hide"
    >
      <p className="figures text-xs text-ink-2">{t("total", { count: integerText(total) })}</p>
      <div className="flex items-center gap-1">
        <Step page={page - 1} label={t("previousPage")} isEnabled={page > 1}>
          <ChevronLeft aria-hidden />
        </Step>
        <span className="figures px-2 text-sm text-ink-2 md:hidden">
          {page} / {pages}
        </span>
        {pageNumbers(page, pages).map((number, index) =>
          number === null ? (
            <span key={`gap-${index < 3 ? "start" : "end"}`} className="hidden px-1 text-ink-3 md:inline">
              …
            </span>
          ) : (
            <PageLink key={number} page={number} isCurrent={number === page} />
          ),
        )}
        <Step page={page + 1} label={t("nextPage")} isEnabled={page < pages}>
          <ChevronRight aria-hidden />
        </Step>
        <PageSizeSelect pageSize={pageSize} />
      </div>
    </nav>
  );
}

function Step(props: { page: number; label: string; isEnabled: boolean; children: ReactNode }) {
  const className = buttonClass({ variant: "ghost", size: "icon" });
  if (!props.isEnabled) {
    return (
      <span aria-hidden className={cn(className, "opacity-35")}>
        {props.children}
      </span>
    );
  }
  return (
    <UrlLink changes={{ page: String(props.page) }} aria-label={props.label} className={className}>
      {props.children}
    </UrlLink>
  );
}

function PageLink({ page, isCurrent }: { page: number; isCurrent: boolean }) {
  const t = useTranslations("table");
  return (
    <UrlLink
      changes={{ page: String(page) }}
      aria-label={t("page", { page })}
      aria-current={isCurrent ? "page" : undefined}
      className={cn(
        buttonClass({ variant: "ghost" }),
        "figures hidden min-w-9 px-2 md:inline-flex",
        isCurrent && "bg-sunken text-ink",
      )}
    >
      {page}
    </UrlLink>
  );
}

function PageSizeSelect({ pageSize }: { pageSize: number }) {
  const t = useTranslations("table");
  const { change } = useUrlState();
  const sizes = [...new Set([...pageSizes, String(pageSize)])].sort((a, b) => Number(a) - Number(b));
  return (
    <Select
      label={t("pageSize")}
      value={String(pageSize)}
      options={sizes.map((size) => ({ value: size, label: t("perPage", { size }) }))}
      className="ml-2"
      onValueChange={(size) => change({ pageSize: size, page: null })}
    />
  );
}

/** First, last and the neighbours of the page; null is a gap. */
function pageNumbers(page: number, pages: number): (number | null)[] {
  const shown = [1, page - 1, page, page + 1, pages].filter((number) => number >= 1 && number <= pages);
  const unique = [...new Set(shown)].sort((a, b) => a - b);
  return unique.flatMap((number, index) => {
    const before = unique[index - 1];
    return before !== undefined && number - before > 1 ? [null, number] : [number];
  });
}
