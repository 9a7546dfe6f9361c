import { SalesFigures } from "@/components/statistics/sales-figures";
import { SalesNotes } from "@/components/statistics/sales-notes";
import { comparisonOf, type SalesParams } from "@/components/statistics/sales-query";
import { SalesTrend } from "@/components/statistics/sales-trend";
import type { Ctx } from "@/lib/core/context";
import { routes } from "@/lib/routes";
import type { SalesOverview } from "@/lib/statistics/model";
import { LoadError } from "../../load-error";
import { loadOverview } from "./load-overview";

export async function SalesOverviewSection({ ctx, params }: { ctx: Ctx; params: SalesParams }) {
  const answer = await loadOverview(ctx, params);
  if (!answer.ok)
    return <LoadError error={answer.error} resetHref={routes.salesStats()} permission="stats.sales" />;
  const comparison = comparisonOf(params);
  return (
    <>
      <SalesFigures overview={answer.data} />
      <SalesNotes overview={answer.data} comparison={comparison} />
      {hasTrend(answer.data) && <SalesTrend overview={answer.data} comparison={comparison} />}
    </>
  );
}

/** One point is no line, and a line of nothing but zeros tells less than the empty state below it. */
function hasTrend(overview: SalesOverview): boolean {
  const { trend } = overview;
  return (
    trend.length > 1 && trend.some((point) => point.amountFen !== 0 || (point.compareAmountFen ?? 0) !== 0)
  );
}
