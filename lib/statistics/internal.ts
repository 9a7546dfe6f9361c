import { and, between, count, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { skus } from "@/db/schema/catalog";
import { salesDaily, storeDays } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import { pendingTickets } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addFen, mulDivHalfUp } from "@/lib/core/money";
import { storeDayScope, storeScope } from "@/lib/core/store-scope";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import type { SalesGrouping, SalesMeasures, SalesTotals } from "./model";

/** A filter whose codes have been found; null means no restriction beside the scope. */
export type SalesFilter = { storeIds: number[] | null; skuIds: number[] | null };

/** Ids of the codes; a store that is unknown or outside the scope is told like one that is not there. */
export async function findFilter(
  ctx: Ctx,
  input: { stores?: string[] | undefined; skus?: string[] | undefined },
): Promise<SalesFilter> {
  return {
    storeIds: input.stores && input.stores.length > 0 ? await findStoreIds(ctx, input.stores) : null,
    skuIds: input.skus && input.skus.length > 0 ? await findSkuIds(ctx, input.skus) : null,
  };
}

async function findStoreIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: stores.id, code: stores.code })
    .from(stores)
    .where(and(inArray(stores.code, codes), storeScope(ctx, stores.id)));
  assertAllFound("stores.not_found", codes, rows);
  return rows.map((row) => row.id);
}

async function findSkuIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: skus.id, code: skus.code })
    .from(skus)
    .where(inArray(skus.code, codes));
  assertAllFound("skus.not_found", codes, rows);
  return rows.map((row) => row.id);
}

function assertAllFound(reason: string, codes: string[], rows: readonly { code: string }[]): void {
  const found = new Set(rows.map((row) => row.code));
  const missing = codes.filter((code) => !found.has(code));
  if (missing.length === 0) return;
  const shown = missing.slice(0, 20).join(", ");
  throw new AppError("not_found", reason, {
    params: { codes: shown },
    details: { codes: missing.slice(0, 1_000) },
  });
}

function inFilter(ctx: Ctx, filter: SalesFilter, range: DayRange): SQL | undefined {
  return and(
    storeDayScope(ctx, salesDaily.storeId, salesDaily.businessOn),
    between(salesDaily.businessOn, range.from, range.to),
    filter.storeIds ? inArray(salesDaily.storeId, filter.storeIds) : undefined,
    filter.skuIds ? inArray(salesDaily.skuId, filter.skuIds) : undefined,
  );
}

/** `key` is the id of the SKU or store, or the day; `weighedAmountFen` the part of the amount that was sold by weight. */
export type SalesGroup = SalesMeasures & { key: string; weighedAmountFen: number };

const groupColumns = {
  sku: salesDaily.skuId,
  store: salesDaily.storeId,
  day: salesDaily.businessOn,
} as const;

/** Sums of a range per group, all groups, in no order. */
export async function groupSales(
  ctx: Ctx,
  filter: SalesFilter,
  range: DayRange,
  groupBy: SalesGrouping,
): Promise<SalesGroup[]> {
  const column = groupColumns[groupBy];
  return ctx.db
    .select({
      key: sql<string>`${column}`.mapWith(String),
      tickets: sumOf(salesDaily.tickets),
      weightGrams: sumOf(salesDaily.weightGrams),
      quantity: sumOf(salesDaily.quantity),
      amountFen: sumOf(salesDaily.amountFen),
      weighedAmountFen: sumOf(sql`if(${salesDaily.weightGrams} > 0, ${salesDaily.amountFen}, 0)`),
    })
    .from(salesDaily)
    .where(inFilter(ctx, filter, range))
    .groupBy(column);
}

/** Sums groups of any grouping up to the totals over all of them. */
export function totalsOf(groups: readonly SalesGroup[]): SalesTotals {
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
export function averageOf({ weightGrams, quantity, amountFen, weighedAmountFen }: Omit<SalesGroup, "key">) {
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

/** Stores in scope and filter. */
export async function countStores(ctx: Ctx, filter: SalesFilter): Promise<number> {
  const chosen = filter.storeIds ? inArray(stores.id, filter.storeIds) : undefined;
  const [row] = await ctx.db
    .select({ count: count() })
    .from(stores)
    .where(and(storeScope(ctx, stores.id), chosen));
  return row?.count ?? 0;
}

/** Tickets of the range that wait for the completion of their order (all SKUs: the few rows do not say which). */
export async function sumPending(ctx: Ctx, filter: SalesFilter, range: DayRange) {
  const { storeId, businessOn } = pendingTickets;
  const [row] = await ctx.db
    .select({ tickets: count(), amountFen: sumOf(pendingTickets.amountFen) })
    .from(pendingTickets)
    .where(
      and(
        storeDayScope(ctx, storeId, businessOn),
        between(businessOn, range.from, range.to),
        filter.storeIds ? inArray(storeId, filter.storeIds) : undefined,
      ),
    );
  return row ?? { tickets: 0, amountFen: 0 };
}

const revisedDaysMax = 100;

/** Days of the range with figures that changed after they had been closed, latest first, at most 100. */
export async function listRevisedDays(
  ctx: Ctx,
  filter: SalesFilter,
  range: DayRange,
): Promise<BusinessDay[]> {
  const { storeId, businessOn, revisedAt } = storeDays;
  const rows = await ctx.db
    .selectDistinct({ businessOn })
    .from(storeDays)
    .where(
      and(
        isNotNull(revisedAt),
        storeDayScope(ctx, storeId, businessOn),
        between(businessOn, range.from, range.to),
        filter.storeIds ? inArray(storeId, filter.storeIds) : undefined,
      ),
    )
    .orderBy(sql`${businessOn} desc`)
    .limit(revisedDaysMax);
  return rows.map((row) => row.businessOn);
}

/** Code and name of SKUs or stores by id. */
export async function findNames(
  ctx: Ctx,
  groupBy: "sku" | "store",
  ids: readonly number[],
): Promise<Map<string, { code: string; name: string }>> {
  if (ids.length === 0) return new Map();
  const rows =
    groupBy === "sku"
      ? await ctx.db
          .select({ id: skus.id, code: skus.code, name: skus.name })
          .from(skus)
          .where(inArray(skus.id, [...ids]))
      : await ctx.db
          .select({ id: stores.id, code: stores.code, name: stores.name })
          .from(stores)
          .where(and(inArray(stores.id, [...ids]), storeScope(ctx, stores.id)));
  return new Map(rows.map(({ id, ...names }) => [String(id), names]));
}
