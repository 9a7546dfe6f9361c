import { ChangesNotice } from "@/components/statistics/changes-notice";
import { filterOf, type ReportName, type StatsParams } from "@/components/statistics/stats-query";
import type { Ctx } from "@/lib/core/context";
import { load } from "@/lib/http/page-context";
import { listBusinessChanges } from "@/lib/statistics/list-business-changes";
import { listSalesChanges } from "@/lib/statistics/list-sales-changes";

const linesShown = "20";

/** Comes after the figures: it tells of an earlier file, not of this page. */
export async function ChangesSection(props: { ctx: Ctx; report: ReportName; params: StatsParams }) {
  const { ctx, report, params } = props;
  const { from, to, stores, branches, franchisees, regions } = filterOf(report, params);
  const question = { report, from, to, stores, branches, franchisees, regions, pageSize: linesShown };
  const asked = Object.fromEntries(Object.entries(question).filter(([, value]) => value !== undefined));
  const changes =
    report === "business"
      ? await load(ctx, listBusinessChanges, asked)
      : await load(ctx, listSalesChanges, asked);
  return changes.ok ? <ChangesNotice changes={changes.data} /> : null;
}
