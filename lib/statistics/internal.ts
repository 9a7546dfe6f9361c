import { and, count, inArray, isNotNull, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { skus } from "@/db/schema/catalog";
import { storeDays } from "@/db/schema/days";
import { merchants, regions, stores } from "@/db/schema/masterdata";
import { pendingTickets } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { addFen, mulDivHalfUp } from "@/lib/core/money";
import { storeScope } from "@/lib/core/store-scope";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import type { SalesFigure, SalesMeasures, SalesTotals } from "./model";
import { inStoreDays, inStores, type StatsFilter } from "./stats-filter";

type Figures = Record<SalesFigure, number>;

/** Sums groups of any grouping up to the totals over all of them. */
export function totalsOf(groups: readonly Figures[]): SalesTotals {
  const sums = { tickets: 0, weightGrams: 0, quantity: 0, amountFen: 0, weighedAmountFen: 0 };
  for (const group of groups) {
    sums.tickets += group.tickets;
    sums.weightGrams += group.weightGrams;
    sums.quantity += group.quantity;
    sums.amountFen = addFen(sums.amountFen, group.amountFen);
    sums.weighedAmountFen = addFen(sums.weighedAmountFen, group.weighedAmountFen);
  }
  return { ...measuresOf(sums), ...averageOf(sums) };
}

export function measuresOf({ tickets, weightGrams, quantity, amountFen }: SalesMeasures): SalesMeasures {
  return { tickets, weightGrams, quantity, amountFen };
}

/** Average price per 500 g of what was weighed; where nothing was, per piece of what was counted. */
export function averageOf({ weightGrams, quantity, amountFen, weighedAmountFen }: Figures) {
  if (weightGrams > 0) {
    return {
      averagePriceFen: mulDivHalfUp(weighedAmountFen, 500, weightGrams),
      averagePriceUnit: "weight" as const,
    };
  }
  if (quantity > 0) {
    return { averagePriceFen: mulDivHalfUp(amountFen, 1, quantity), averagePriceUnit: "piece" as const };
  }
  return { averagePriceFen: null, averagePriceUnit: null };
}

/** Stores in scope and filter; merchants, who have stores by the day, are left aside. */
export async function countStores(ctx: Ctx, filter: StatsFilter): Promise<number> {
  const [row] = await ctx.db
    .select({ count: count() })
    .from(stores)
    .where(and(storeScope(ctx, stores.id), inStores(ctx, filter, stores.id)));
  return row?.count ?? 0;
}

/** Tickets of the range that wait for the completion of their order (all SKUs: the few rows do not say which). */
export async function sumPending(ctx: Ctx, filter: StatsFilter, range: DayRange) {
  const [row] = await ctx.db
    .select({ tickets: count(), amountFen: sumOf(pendingTickets.amountFen) })
    .from(pendingTickets)
    .where(inStoreDays(ctx, filter, range, pendingTickets));
  return row ?? { tickets: 0, amountFen: 0 };
}

const revisedDaysMax = 100;

/** Days of the range with figures that changed after they had been closed, latest first, at most 100. */
export async function listRevisedDays(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
): Promise<BusinessDay[]> {
  const { businessOn, revisedAt } = storeDays;
  const rows = await ctx.db
    .selectDistinct({ businessOn })
    .from(storeDays)
    .where(and(isNotNull(revisedAt), inStoreDays(ctx, filter, range, storeDays)))
    .orderBy(sql`${businessOn} desc`)
    .limit(revisedDaysMax);
  return rows.map((row) => row.businessOn);
}

export type NamedGrouping = "sku" | "store" | "branch" | "franchisee" | "region";

/** Code and name of SKUs, stores, merchants or regions by id (as text). */
export async function findNames(
  ctx: Ctx,
  groupBy: NamedGrouping,
  ids: readonly number[],
): Promise<Map<string, { code: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await listNames(ctx, groupBy, [...ids]);
  return new Map(rows.map(({ id, ...names }) => [String(id), names]));
}

async function listNames(ctx: Ctx, groupBy: NamedGrouping, ids: number[]) {
  if (groupBy === "store") {
    return ctx.db
      .select({ id: stores.id, code: stores.code, name: stores.name })
      .from(stores)
      .where(and(inArray(stores.id, ids), storeScope(ctx, stores.id)));
  }
  const table = { sku: skus, branch: merchants, franchisee: merchants, region: regions }[groupBy];
  return ctx.db
    .select({ id: sql<number>`${table.id}`, code: table.code, name: table.name })
    .from(table)
    .where(inArray(table.id, ids));
}
