"use client";

import { useTranslations } from "next-intl";
import { orderChannels } from "@/db/enums/orders";
import { CodesFilter } from "./codes-filter";
import type { NamedCodes } from "./named-codes";
import type { Narrowing, ReportName } from "./stats-query";
import { SameStoreSwitch } from "./stats-switches";
import { useStatsFilter } from "./use-stats-filter";

const searched = {
  branches: "branch",
  franchisees: "franchisee",
  regions: "region",
  categories: "category",
} as const;
const offered = {
  business: ["branches", "franchisees", "regions"],
  sales: ["branches", "franchisees", "regions", "categories"],
} as const satisfies Record<ReportName, readonly Narrowing[]>;

type MoreFiltersProps = { report: ReportName; named: NamedCodes; className: string };

export function MoreFilters({ report, named, className }: MoreFiltersProps) {
  const t = useTranslations("stats.narrowings");
  const channel = useTranslations("channels");
  const filter = useStatsFilter();
  return (
    <div className={className}>
      {offered[report].map((key) => (
        <CodesFilter
          key={key}
          label={t(key)}
          kind={searched[key]}
          value={named[key] ?? []}
          onChange={(codes) => filter.setCodes(key, codes)}
        />
      ))}
      {report === "business" && (
        <CodesFilter
          label={t("channels")}
          options={orderChannels.map((code) => ({ code, name: channel(code) }))}
          value={named.channels ?? []}
          onChange={(codes) => filter.setCodes("channels", codes)}
        />
      )}
      <SameStoreSwitch />
    </div>
  );
}
