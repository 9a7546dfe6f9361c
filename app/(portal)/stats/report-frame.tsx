import { getLocale, getTranslations } from "next-intl/server";
import { type ReactNode, Suspense } from "react";
import { Notice } from "@/components/form/notice";
import { PageHeader } from "@/components/layout/page-header";
import { PendingBar, PendingRegion, UrlTransitionProvider } from "@/components/layout/url-transition";
import { DrillTrail } from "@/components/statistics/drill-trail";
import { StatsActions } from "@/components/statistics/stats-actions";
import { StatsFilters } from "@/components/statistics/stats-filters";
import { downloadQuery, type ReportName } from "@/components/statistics/stats-query";
import { EmptyState } from "@/components/ui/states";
import type { Ctx } from "@/lib/core/context";
import { type BusinessDay, isDay } from "@/lib/core/time";
import { can, type Loaded } from "@/lib/http/page-context";
import { instantText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import { rangeDaysMax } from "@/lib/statistics/schemas";
import { LoadError } from "../load-error";
import { ChangesSection } from "./changes-section";
import type { PickedFilter } from "./pick-filter";
import { StoreFilter } from "./store-filter";

const paths = { sales: routes.salesStats, business: routes.businessStats } as const;
export const rights = { sales: "stats.sales", business: "stats.business" } as const;
const downloadRights = { sales: "stats.salesDownload", business: "stats.businessDownload" } as const;

type ReportFrameProps = {
  ctx: Ctx;
  report: ReportName;
  picked: PickedFilter;
  today: BusinessDay;
  /** ISO instant of the figures; null where there are none. */
  asOf: string | null;
  children: ReactNode;
};

/** What both reports have around their figures: title, time of the data, actions, filters and what was left out. */
export async function ReportFrame({ ctx, report, picked, today, asOf, children }: ReportFrameProps) {
  const [t, stats, permissions, locale] = await Promise.all([
    getTranslations(report),
    getTranslations("stats"),
    getTranslations("permissions"),
    getLocale(),
  ]);
  const { params, stores, named } = picked;
  const range = { from: params.from ?? today, to: params.to ?? today };
  return (
    <UrlTransitionProvider>
      <PendingBar />
      <PageHeader
        title={t("title")}
        description={t("description")}
        aside={asOf && <span className="figures">{stats("asOf", { time: instantText(asOf, locale) })}</span>}
        actions={
          <StatsActions
            report={report}
            downloadQuery={can(ctx, downloadRights[report]) ? downloadQuery(params) : null}
            downloadRight={permissions(downloadRights[report])}
          />
        }
      />
      {isDay(range.from) && (
        <StatsFilters
          report={report}
          range={range}
          today={today}
          daysMax={rangeDaysMax}
          named={named}
          storesText={storesText(picked, stats)}
          setCount={setCountOf(picked)}
          storePicker={<StoreFilter stores={stores.stores} storeCount={stores.storeCount} />}
        />
      )}
      <ForeignNotice picked={picked} />
      <PendingRegion className="flex flex-col gap-4">
        <DrillTrail report={report} named={named} stores={stores.stores} />
        {children}
        <Suspense>
          <ChangesSection ctx={ctx} report={report} params={params} />
        </Suspense>
      </PendingRegion>
    </UrlTransitionProvider>
  );
}

async function ForeignNotice({ picked: { stores, foreign } }: { picked: PickedFilter }) {
  const t = await getTranslations("stats");
  const codesOf = (codes: readonly string[]) => ({
    count: codes.length,
    codes: codes.slice(0, 20).join(", "),
  });
  if (stores.foreign.length === 0 && foreign.length === 0) return null;
  return (
    <div className="mb-4">
      <Notice tone="warning">
        {stores.foreign.length > 0 && <p>{t("foreignStores", codesOf(stores.foreign))}</p>}
        {foreign.length > 0 && <p>{t("foreignHeadings", codesOf(foreign))}</p>}
      </Notice>
    </div>
  );
}

/** The address cannot be understood at all. */
export async function RefusedReport(props: {
  report: ReportName;
  error: Extract<Loaded<unknown>, { ok: false }>["error"];
}) {
  const t = await getTranslations(props.report);
  return (
    <>
      <PageHeader title={t("title")} />
      <ReportError {...props} />
    </>
  );
}

export function ReportError(props: {
  report: ReportName;
  error: Extract<Loaded<unknown>, { ok: false }>["error"];
}) {
  return (
    <LoadError error={props.error} resetHref={paths[props.report]()} permission={rights[props.report]} />
  );
}

/** Without a store there is nothing to filter either. */
export async function NoStores({ report }: { report: ReportName }) {
  const [t, stores] = await Promise.all([getTranslations(report), getTranslations("stores")]);
  return (
    <>
      <PageHeader title={t("title")} />
      <EmptyState title={stores("emptyTitle")} text={stores("emptyText")} />
    </>
  );
}

function setCountOf({ params, stores, named }: PickedFilter): number {
  return (
    Object.keys(named).length + (stores.stores.length > 0 ? 1 : 0) + (params.sameStore === undefined ? 0 : 1)
  );
}

const storesPrinted = 10;

function storesText(
  { stores: { stores, storeCount } }: PickedFilter,
  t: Awaited<ReturnType<typeof getTranslations<"stats">>>,
): string {
  if (stores.length === 0) return t("allStores", { count: storeCount });
  const names = stores.slice(0, storesPrinted).map((store) => store.name);
  return t("namedStores", {
    names: names.join(t("notes.separator")),
    more: Math.max(0, stores.length - storesPrinted),
  });
}
