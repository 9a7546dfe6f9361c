import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DefinitionList } from "@/components/statistics/definition-list";
import { SalesFigures } from "@/components/statistics/sales-figures";
import { SalesPending } from "@/components/statistics/sales-pending";
import { salesGroupingOf, salesSortOf } from "@/components/statistics/sales-query";
import { SalesTable } from "@/components/statistics/sales-table";
import { SalesTrend } from "@/components/statistics/sales-trend";
import { StatsNotes } from "@/components/statistics/stats-notes";
import { comparisonOf, filterOf, type StatsParams } from "@/components/statistics/stats-query";
import { load } from "@/lib/http/page-context";
import { getSalesOverview } from "@/lib/statistics/get-sales-overview";
import { listSales } from "@/lib/statistics/list-sales";
import type { SalesOverview } from "@/lib/statistics/model";
import { ListSalesInput } from "@/lib/statistics/schemas";
import { openReport } from "../open-report";
import { ReportError, ReportFrame } from "../report-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("sales");
  return { title: t("title") };
}

export default async function SalesPage({ searchParams }: PageProps<"/stats/sales">) {
  const opened = await openReport({
    report: "sales",
    search: await searchParams,
    isUnderstood: (asked) => ListSalesInput.safeParse(asked).success,
    refuse: (ctx, asked) => load(ctx, listSales, asked),
  });
  if (!opened.isOpen) return opened.instead;
  const { ctx, picked, today } = opened;
  const { params } = picked;
  const [overview, list] = await Promise.all([
    load(ctx, getSalesOverview, filterOf("sales", params)),
    load(ctx, listSales, params),
  ]);
  return (
    <ReportFrame
      ctx={ctx}
      report="sales"
      picked={picked}
      today={today}
      asOf={overview.ok ? overview.data.asOf : null}
    >
      {overview.ok ? (
        <OverviewPart overview={overview.data} params={params} />
      ) : (
        <ReportError report="sales" error={overview.error} />
      )}
      {list.ok ? (
        <SalesTable list={list.data} grouping={salesGroupingOf(params)} sort={salesSortOf(params)} />
      ) : (
        overview.ok && <ReportError report="sales" error={list.error} />
      )}
      <DefinitionList group="sales" />
    </ReportFrame>
  );
}

function OverviewPart({ overview, params }: { overview: SalesOverview; params: StatsParams }) {
  const comparison = comparisonOf(params);
  return (
    <>
      <SalesFigures overview={overview} />
      <StatsNotes
        range={overview.range}
        comparison={comparison}
        compared={overview.comparison}
        isSameStore={params.sameStore !== undefined}
        revisedDays={overview.revisedDays}
      >
        <SalesPending pending={overview.pending} />
      </StatsNotes>
      {hasTrend(overview) && <SalesTrend overview={overview} comparison={comparison} />}
    </>
  );
}

/** One point is no line, and a line of nothing but zeros tells less than the empty state below it. */
function hasTrend({ trend }: SalesOverview): boolean {
  return (
    trend.length > 1 && trend.some((point) => point.amountFen !== 0 || (point.compareAmountFen ?? 0) !== 0)
  );
}
