import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import {
  type ReportName,
  readStatsParams,
  type SearchParams,
  type StatsParams,
} from "@/components/statistics/stats-query";
import { NoPermissionState } from "@/components/ui/states";
import type { Ctx } from "@/lib/core/context";
import { type BusinessDay, shanghaiDate } from "@/lib/core/time";
import { can, type Loaded, pageContext } from "@/lib/http/page-context";
import { type PickedFilter, pickFilter } from "./pick-filter";
import { NoStores, RefusedReport, rights } from "./report-frame";

type Question = {
  report: ReportName;
  search: SearchParams;
  /** Whether the list's schema takes it. */
  isUnderstood: (asked: StatsParams) => boolean;
  /** The list's own refusal: it names the field in the reader's language before it reads anything. */
  refuse: (ctx: Ctx, asked: StatsParams) => Promise<Loaded<unknown>>;
};

type OpenedReport =
  | { isOpen: false; instead: ReactNode }
  | { isOpen: true; ctx: Ctx; picked: PickedFilter; today: BusinessDay };

/** What both reports settle before they ask for figures; `instead` is the page where there is nothing to ask. */
export async function openReport({ report, search, isUnderstood, refuse }: Question): Promise<OpenedReport> {
  const [ctx, t] = await Promise.all([pageContext(), getTranslations("permissions")]);
  if (!can(ctx, rights[report]))
    return { isOpen: false, instead: <NoPermissionState isPage right={t(rights[report])} /> };
  const today = shanghaiDate(ctx.clock.now());
  const asked = readStatsParams(report, search, today);
  if (!isUnderstood(asked)) {
    const refused = await refuse(ctx, asked);
    if (!refused.ok)
      return { isOpen: false, instead: <RefusedReport report={report} error={refused.error} /> };
  }
  const picked = await pickFilter(ctx, asked);
  if (picked.stores.storeCount === 0) return { isOpen: false, instead: <NoStores report={report} /> };
  return { isOpen: true, ctx, picked, today };
}
