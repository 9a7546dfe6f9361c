import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Suspense } from "react";
import { Notice } from "@/components/form/notice";
import { PageHeader } from "@/components/layout/page-header";
import { PendingBar, PendingRegion, UrlTransitionProvider } from "@/components/layout/url-transition";
import { OverviewSkeleton } from "@/components/statistics/overview-skeleton";
import { SalesActions } from "@/components/statistics/sales-actions";
import { SalesFilters } from "@/components/statistics/sales-filters";
import { downloadQuery, listOf, readSalesParams, withStores } from "@/components/statistics/sales-query";
import { TableSkeleton } from "@/components/table/table-skeleton";
import { EmptyState, NoPermissionState } from "@/components/ui/states";
import { isDay, shanghaiDate } from "@/lib/core/time";
import { can, load, pageContext } from "@/lib/http/page-context";
import { routes } from "@/lib/routes";
import { listSales } from "@/lib/statistics/list-sales";
import { ListSalesInput, rangeDaysMax } from "@/lib/statistics/schemas";
import { LoadError } from "../../load-error";
import { DataTime } from "./data-time";
import { type PickedStores, pickStores } from "./pick-stores";
import { SalesListSection } from "./sales-list-section";
import { SalesOverviewSection } from "./sales-overview-section";
import { StoreFilter } from "./store-filter";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sales");
  return { title: t("title") };
}

export default async function SalesPage({ searchParams }: PageProps<"/stats/sales">) {
  const [ctx, search, t, rights] = await Promise.all([
    pageContext(),
    searchParams,
    getTranslations("sales"),
    getTranslations("permissions"),
  ]);
  if (!can(ctx, "stats.sales")) return <NoPermissionState isPage right={rights("stats.sales")} />;

  const today = shanghaiDate(ctx.clock.now());
  const asked = readSalesParams(search, today);
  if (!ListSalesInput.safeParse(asked).success) {
    // The verb refuses it before it reads anything, and its answer names the field in the reader's language.
    const refused = await load(ctx, listSales, asked);
    if (!refused.ok) {
      return (
        <>
          <PageHeader title={t("title")} />
          <LoadError error={refused.error} resetHref={routes.salesStats()} permission="stats.sales" />
        </>
      );
    }
  }

  const picked = await pickStores(ctx, listOf(asked.stores));
  if (picked.storeCount === 0) return <NoStores title={t("title")} />;
  const params = withStores(
    asked,
    picked.stores.map((store) => store.code),
  );
  const range = { from: asked.from ?? today, to: asked.to ?? today };
  const skus = listOf(asked.skus);
  return (
    <UrlTransitionProvider>
      <PendingBar />
      <PageHeader
        title={t("title")}
        description={t("description")}
        aside={
          <Suspense>
            <DataTime ctx={ctx} params={params} />
          </Suspense>
        }
        actions={
          <SalesActions
            downloadQuery={can(ctx, "stats.salesDownload") ? downloadQuery(params) : null}
            downloadRight={rights("stats.salesDownload")}
          />
        }
      />
      {isDay(range.from) && (
        <SalesFilters
          range={range}
          today={today}
          daysMax={rangeDaysMax}
          skus={skus}
          storesText={storesText(picked, t)}
          setCount={(picked.stores.length > 0 ? 1 : 0) + (skus.length > 0 ? 1 : 0)}
          storePicker={<StoreFilter stores={picked.stores} storeCount={picked.storeCount} />}
        />
      )}
      {picked.foreign.length > 0 && (
        <div className="mb-4">
          <Notice tone="warning">
            {t("foreignStores", {
              count: picked.foreign.length,
              codes: picked.foreign.slice(0, 20).join(", "),
            })}
          </Notice>
        </div>
      )}
      <PendingRegion className="flex flex-col gap-4">
        <Suspense fallback={<OverviewSkeleton />}>
          <SalesOverviewSection ctx={ctx} params={params} />
        </Suspense>
        <Suspense fallback={<TableSkeleton />}>
          <SalesListSection ctx={ctx} params={params} />
        </Suspense>
      </PendingRegion>
    </UrlTransitionProvider>
  );
}

/** Without a store there is nothing to filter either. */
async function NoStores({ title }: { title: string }) {
  const t = await getTranslations("stores");
  return (
    <>
      <PageHeader title={title} />
      <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
    </>
  );
}

const storesPrinted = 10;

function storesText(picked: PickedStores, t: Awaited<ReturnType<typeof getTranslations<"sales">>>): string {
  if (picked.stores.length === 0) return t("allStores", { count: picked.storeCount });
  const names = picked.stores.slice(0, storesPrinted).map((store) => store.name);
  return t("namedStores", {
    names: names.join(t("notes.separator")),
    more: Math.max(0, picked.stores.length - storesPrinted),
  });
}
