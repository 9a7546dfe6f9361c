import { groupingOf, type SalesParams, sortOf } from "@/components/statistics/sales-query";
import { SalesTable } from "@/components/statistics/sales-table";
import type { Ctx } from "@/lib/core/context";
import { load } from "@/lib/http/page-context";
import { routes } from "@/lib/routes";
import { listSales } from "@/lib/statistics/list-sales";
import { LoadError } from "../../load-error";

export async function SalesListSection({ ctx, params }: { ctx: Ctx; params: SalesParams }) {
  const answer = await load(ctx, listSales, params);
  if (!answer.ok)
    return <LoadError error={answer.error} resetHref={routes.salesStats()} permission="stats.sales" />;
  return <SalesTable list={answer.data} grouping={groupingOf(params)} sort={sortOf(params)} />;
}
