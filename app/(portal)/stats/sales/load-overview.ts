import { cache } from "react";
import { filterOf, type SalesParams } from "@/components/statistics/sales-query";
import type { Ctx } from "@/lib/core/context";
import { load } from "@/lib/http/page-context";
import { getSalesOverview } from "@/lib/statistics/get-sales-overview";

/** Header and figures stand apart on the page but show one answer: asked once a request, by the same two objects. */
export const loadOverview = cache((ctx: Ctx, params: SalesParams) =>
  load(ctx, getSalesOverview, filterOf(params)),
);
