"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { UrlLink } from "@/components/layout/url-link";
import { useUrlState } from "@/components/layout/url-transition";
import { nextGrouping } from "./drill";
import type { NamedCodes } from "./named-codes";
import type { ReportName } from "./stats-query";

const levels = ["regions", "branches", "franchisees", "stores", "categories", "channels", "skus"] as const;

type DrillTrailProps = {
  report: ReportName;
  named: NamedCodes;
  stores: readonly { code: string; name: string }[];
};

/** Where the reader is below the whole chain; each step leads back up to it. */
export function DrillTrail({ report, named, stores }: DrillTrailProps) {
  const t = useTranslations("stats");
  const { query } = useUrlState();
  const steps = levels.flatMap((key) => {
    const codes = key === "stores" ? stores : (named[key] ?? []);
    const [first] = codes;
    if (!first) return [];
    const name = codes.length > 1 ? t("picker.some", { name: first.name, count: codes.length }) : first.name;
    return [{ key, name }];
  });
  if (steps.length === 0) return null;
  const without = (from: number) =>
    Object.fromEntries([
      ...steps.slice(from).map(({ key }) => [key, null] as const),
      ...["sort", "page", "cols"].map((key) => [key, null] as const),
    ]);
  return (
    <nav aria-label={t("trail")} data-print="hide">
      <ol className="flex flex-wrap items-center gap-1 text-sm">
        <li>
          <UrlLink changes={{ ...without(0), groupBy: "branch" }} className={linkClass}>
            {t("chain")}
          </UrlLink>
        </li>
        {steps.map(({ key, name }, index) => (
          <li key={key} className="flex items-center gap-1">
            <ChevronRight aria-hidden className="size-3.5 text-ink-3" />
            {index === steps.length - 1 ? (
              <span aria-current="page" className="max-w-60 truncate px-1 font-medium text-ink">
                {name}
              </span>
            ) : (
              <UrlLink
                changes={{ ...without(index + 1), groupBy: nextGrouping(report, key, query) }}
                className={linkClass}
              >
                {name}
              </UrlLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

const linkClass =
  "inline-flex min-h-6 max-w-60 items-center truncate rounded-sm px-1 text-ink-2 underline-offset-4 hover:text-accent-ink hover:underline";
