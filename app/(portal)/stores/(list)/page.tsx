import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/layout/page-header";
import { PendingBar, PendingRegion, UrlTransitionProvider } from "@/components/layout/url-transition";
import { StoreFilters } from "@/components/stores/store-filters";
import { StoresTable } from "@/components/stores/stores-table";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import type { Ctx } from "@/lib/core/context";
import { load, pageContext } from "@/lib/http/page-context";
import { listStores } from "@/lib/masterdata/list-stores";
import { routes } from "@/lib/routes";
import { LoadError } from "../../load-error";

const keys = ["q", "codes", "lifeCycle", "sort", "page", "pageSize"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("stores");
  return { title: t("title") };
}

export default async function StoresPage({ searchParams }: PageProps<"/stores">) {
  const [ctx, search, t] = await Promise.all([pageContext(), searchParams, getTranslations("stores")]);
  const params = Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
  return (
    <UrlTransitionProvider>
      <PendingBar />
      <PageHeader title={t("title")} description={t("description")} />
      <StoreFilters />
      <PendingRegion>
        <StoreList ctx={ctx} params={params} />
      </PendingRegion>
    </UrlTransitionProvider>
  );
}

async function StoreList({
  ctx,
  params,
}: {
  ctx: Ctx;
  params: Record<string, string | string[] | undefined>;
}) {
  const [answer, t] = await Promise.all([load(ctx, listStores, params), getTranslations("stores")]);
  if (!answer.ok)
    return <LoadError error={answer.error} resetHref={routes.stores()} permission="stores.view" />;
  const isFiltered = params.q !== undefined || params.lifeCycle !== undefined || params.codes !== undefined;
  const empty = isFiltered ? (
    <EmptyState
      title={t("nothingTitle")}
      text={t("nothingText")}
      action={
        <Link href={routes.stores()} className={buttonClass()}>
          {t("resetFilters")}
        </Link>
      }
    />
  ) : (
    <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
  );
  return (
    <StoresTable
      page={answer.data}
      sort={typeof params.sort === "string" ? params.sort : "code"}
      empty={empty}
    />
  );
}
