import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BusinessBreakdown } from "@/components/statistics/business-breakdown";
import { BusinessFigures } from "@/components/statistics/business-figures";
import { type BusinessTableList, tableList } from "@/components/statistics/business-list";
import { BusinessNotes } from "@/components/statistics/business-notes";
import { businessGroupingOf, businessSortOf } from "@/components/statistics/business-query";
import { BusinessSlots } from "@/components/statistics/business-slots";
import { BusinessTable } from "@/components/statistics/business-table";
import { BusinessTrend } from "@/components/statistics/business-trend";
import { DefinitionList } from "@/components/statistics/definition-list";
import { StatsNotes } from "@/components/statistics/stats-notes";
import { comparisonOf, filterOf, type StatsParams } from "@/components/statistics/stats-query";
import type { Ctx } from "@/lib/core/context";
import { load } from "@/lib/http/page-context";
import type { BusinessOverview } from "@/lib/statistics/business-model";
import { ListBusinessInput } from "@/lib/statistics/business-schemas";
import { getBusinessOverview } from "@/lib/statistics/get-business-overview";
import type { Definition } from "@/lib/statistics/home-model";
import { listBusiness } from "@/lib/statistics/list-business";
import { listDefinitions } from "@/lib/statistics/list-definitions";
import { openReport } from "../open-report";
import { ReportError, ReportFrame } from "../report-frame";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("business");
  return { title: t("title") };
}

export default async function BusinessPage({ searchParams }: PageProps<"/stats/business">) {
  const opened = await openReport({
    report: "business",
    search: await searchParams,
    isUnderstood: (asked) => ListBusinessInput.safeParse(asked).success,
    refuse: (ctx, asked) => load(ctx, listBusiness, asked),
  });
  if (!opened.isOpen) return opened.instead;
  const { ctx, picked, today } = opened;
  const { params } = picked;
  const [overview, list, ranking, definitions] = await Promise.all([
    load(ctx, getBusinessOverview, filterOf("business", params)),
    load(ctx, listBusiness, params),
    rankStores(ctx, params),
    load(ctx, listDefinitions, {}),
  ]);
  const explained = definitions.ok ? definitions.data.items.filter(({ group }) => group === "business") : [];
  return (
    <ReportFrame
      ctx={ctx}
      report="business"
      picked={picked}
      today={today}
      asOf={overview.ok ? overview.data.asOf : null}
    >
      {overview.ok ? (
        <OverviewPart overview={overview.data} params={params} ranking={ranking} definitions={explained} />
      ) : (
        <ReportError report="business" error={overview.error} />
      )}
      {list.ok ? (
        <BusinessTable
          list={tableList(list.data)}
          sort={businessSortOf(params)}
          hasChannels={params.channels !== undefined}
        />
      ) : (
        overview.ok && <ReportError report="business" error={list.error} />
      )}
      <DefinitionList group="business" />
    </ReportFrame>
  );
}

const rankedStores = "8";

/** Beside a table of stores a ranking would say the same twice. */
async function rankStores(ctx: Ctx, params: StatsParams): Promise<BusinessTableList | null> {
  if (businessGroupingOf(params) === "store") return null;
  const question = { ...filterOf("business", params), groupBy: "store", page: "1", pageSize: rankedStores };
  const answer = await load(ctx, listBusiness, question);
  return answer.ok && answer.data.total > 1 ? tableList(answer.data) : null;
}

type OverviewPartProps = {
  overview: BusinessOverview;
  params: StatsParams;
  ranking: BusinessTableList | null;
  definitions: readonly Definition[];
};

function OverviewPart({ overview, params, ranking, definitions }: OverviewPartProps) {
  const comparison = comparisonOf(params);
  const { trend, bucket, range, asOf, slots, slotsFrom, channels, payTypes } = overview;
  return (
    <>
      <BusinessFigures
        overview={overview}
        definitions={Object.fromEntries(definitions.map(({ key, definition }) => [key, definition]))}
      />
      <StatsNotes
        range={range}
        comparison={comparison}
        compared={overview.comparison}
        isSameStore={params.sameStore !== undefined}
        revisedDays={overview.revisedDays}
      >
        <BusinessNotes overview={overview} />
      </StatsNotes>
      {hasTrend(overview) && (
        <BusinessTrend
          overview={{ trend, bucket, range, asOf, comparison: overview.comparison }}
          comparison={comparison}
        />
      )}
      {slots && <BusinessSlots slots={slots} slotsFrom={slotsFrom} comparison={comparison} />}
      {overview.totals.orders > 0 && (
        <BusinessBreakdown channels={channels} payTypes={payTypes} stores={ranking?.items ?? []} />
      )}
    </>
  );
}

/** One point is no line, and a line of nothing but zeros tells less than the empty state below it. */
function hasTrend({ trend }: BusinessOverview): boolean {
  return trend.length > 1 && trend.some((point) => point.orders > 0 || (point.compare?.orders ?? 0) > 0);
}
