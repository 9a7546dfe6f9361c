import type { Metadata } from "next";
import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { AdjustmentFilters } from "@/components/days/adjustment-filters";
import { AdjustmentsTable } from "@/components/days/adjustments-table";
import { PageHeader } from "@/components/layout/page-header";
import { PendingBar, PendingRegion, UrlTransitionProvider } from "@/components/layout/url-transition";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/states";
import type { Ctx } from "@/lib/core/context";
import { listAdjustments } from "@/lib/days/list-adjustments";
import { can, load, pageContext } from "@/lib/http/page-context";
import { routes } from "@/lib/routes";
import { LoadError } from "../../load-error";
import { decideAdjustmentAction } from "./actions";

const filters = ["state", "store", "from", "to"] as const;
const keys = [...filters, "page", "pageSize"] as const;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("days");
  return { title: t("title") };
}

export default async function AdjustmentsPage({ searchParams }: PageProps<"/days/adjustments">) {
  const [ctx, search, t] = await Promise.all([pageContext(), searchParams, getTranslations("days")]);
  const params = Object.fromEntries(keys.flatMap((key) => (search[key] ? [[key, search[key]]] : [])));
  return (
    <UrlTransitionProvider>
      <PendingBar />
      <PageHeader title={t("title")} description={t("description")} />
      <AdjustmentFilters />
      <PendingRegion>
        <AdjustmentList ctx={ctx} params={params} />
      </PendingRegion>
    </UrlTransitionProvider>
  );
}

async function AdjustmentList({
  ctx,
  params,
}: {
  ctx: Ctx;
  params: Record<string, string | string[] | undefined>;
}) {
  const [answer, t] = await Promise.all([load(ctx, listAdjustments, params), getTranslations("days")]);
  if (!answer.ok)
    return <LoadError error={answer.error} resetHref={routes.adjustments()} permission="stats.sales" />;
  const isFiltered = filters.some((key) => params[key] !== undefined);
  const empty = isFiltered ? (
    <EmptyState
      title={t("nothingTitle")}
      text={t("nothingText")}
      action={
        <Link href={routes.adjustments()} className={buttonClass()}>
          {t("resetFilters")}
        </Link>
      }
    />
  ) : (
    <EmptyState title={t("emptyTitle")} text={t("emptyText")} />
  );
  return (
    <AdjustmentsTable
      page={answer.data}
      empty={empty}
      decide={can(ctx, "days.adjust") ? decideAdjustmentAction : null}
    />
  );
}
