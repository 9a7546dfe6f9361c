import { and, between, eq, exists, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { skus } from "@/db/schema/catalog";
import { merchants, regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { scopeShape, storeDayScope, storeScope } from "@/lib/core/store-scope";
import type { DayRange } from "@/lib/core/time";

/** A filter whose codes have been found; null means no restriction beside the scope. */
export type StatsFilter = {
  storeIds: number[] | null;
  /** Managing branch of the day. */
  branchIds: number[] | null;
  /** Owner of the day. */
  franchiseeIds: number[] | null;
  /** Stores of the subtrees by today's tree. */
  regionIds: number[] | null;
  channels: string[] | null;
  skuIds: number[] | null;
};

type FilterInput = {
  [K in "stores" | "branches" | "franchisees" | "regions" | "channels" | "skus" | "categories"]?:
    | string[]
    | undefined;
};

/**
 * Ids of the codes. What is unknown, or a foreign store, or a merchant or region of which nothing is in the caller's scope,
 * is told alike: stores.not_found, merchants.not_found, regions.not_found, skus.not_found, categories.not_found (1404).
 */
export async function findFilter(ctx: Ctx, input: FilterInput): Promise<StatsFilter> {
  return {
    storeIds: await found(input.stores, (codes) => findStoreIds(ctx, codes)),
    branchIds: await found(input.branches, (codes) => findMerchantIds(ctx, codes, "manager")),
    franchiseeIds: await found(input.franchisees, (codes) => findMerchantIds(ctx, codes, "owner")),
    regionIds: await found(input.regions, (codes) => findRegionIds(ctx, codes)),
    channels: await found(input.channels, async (channels) => channels),
    skuIds: await findGoods(ctx, input),
  };
}

async function found<T>(codes: string[] | undefined, find: (codes: string[]) => Promise<T>) {
  return codes && codes.length > 0 ? find(codes) : null;
}

async function findStoreIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: stores.id, code: stores.code })
    .from(stores)
    .where(and(inArray(stores.code, codes), storeScope(ctx, stores.id)));
  return idsOf("stores.not_found", codes, rows);
}

async function findMerchantIds(ctx: Ctx, codes: string[], role: "owner" | "manager"): Promise<number[]> {
  const kinds = role === "manager" ? (["branch"] as const) : (["branch", "franchisee"] as const);
  const ofMerchant = eq(storeOwnerships[`${role}Id`], merchants.id);
  const related = ctx.db
    .select({ one: sql`1` })
    .from(storeOwnerships)
    .where(and(ofMerchant, storeScope(ctx, storeOwnerships.storeId)));
  const rows = await ctx.db
    .select({ id: merchants.id, code: merchants.code })
    .from(merchants)
    .where(and(inArray(merchants.code, codes), inArray(merchants.kind, [...kinds]), seen(ctx, related)));
  return idsOf("merchants.not_found", codes, rows);
}

async function findRegionIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const related = ctx.db
    .select({ one: sql`1` })
    .from(stores)
    .where(
      and(
        storeScope(ctx, stores.id),
        sql`${stores.regionId} in (select below.id from regions below
          where below.path like concat(${regions.path}, '%'))`,
      ),
    );
  const rows = await ctx.db
    .select({ id: regions.id, code: regions.code })
    .from(regions)
    .where(and(inArray(regions.code, codes), seen(ctx, related)));
  return idsOf("regions.not_found", codes, rows);
}

/** Who sees all stores may ask for a code that has none; everybody else sees only what has stores of theirs. */
function seen(ctx: Ctx, related: Parameters<typeof exists>[0]): SQL | undefined {
  return scopeShape(ctx) === "all" ? undefined : exists(related);
}

async function findGoods(ctx: Ctx, input: FilterInput): Promise<number[] | null> {
  const codes = input.skus && input.skus.length > 0 ? input.skus : null;
  const categories = input.categories && input.categories.length > 0 ? input.categories : null;
  if (!codes && !categories) return null;
  const rows = await ctx.db
    .select({ id: skus.id, code: skus.code, category: skus.category })
    .from(skus)
    .where(
      or(
        codes ? inArray(skus.code, codes) : undefined,
        categories ? inArray(skus.category, categories) : undefined,
      ),
    );
  if (codes) idsOf("skus.not_found", codes, rows);
  const known = rows.map(({ id, category }) => ({ id, code: category }));
  if (categories) idsOf("categories.not_found", categories, known);
  const named = codes && new Set(codes);
  const ofCategories = categories && new Set(categories);
  return rows
    .filter((row) => (named?.has(row.code) ?? true) && (ofCategories?.has(row.category) ?? true))
    .map(({ id }) => id);
}

function idsOf(reason: string, codes: string[], rows: readonly { id: number; code: string }[]): number[] {
  const known = new Set(rows.map((row) => row.code));
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length === 0) return rows.map((row) => row.id);
  throw new AppError("not_found", reason, {
    params: { codes: missing.slice(0, 20).join(", ") },
    details: { codes: missing.slice(0, 1_000) },
  });
}

/** The columns of a fact table that say which store and business day a row belongs to. */
export type StoreDayColumns = { storeId: MySqlColumn; businessOn: MySqlColumn };

/**
 * The store-days of a range that the caller sees and the filter wants, as a condition on any table of facts. This is the
 * truth that every faster way of reading must agree with.
 */
export function inStoreDays(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  { storeId, businessOn }: StoreDayColumns,
): SQL {
  const condition = and(
    storeDayScope(ctx, storeId, businessOn),
    between(businessOn, range.from, range.to),
    inStores(ctx, filter, storeId),
    ofMerchants(ctx, filter, { storeId, businessOn }),
  );
  return condition ?? sql`false`;
}

/** The part of the filter that holds for a store on all its days. */
export function inStores(ctx: Ctx, filter: StatsFilter, storeId: MySqlColumn): SQL | undefined {
  const { storeIds, regionIds } = filter;
  return and(
    storeIds ? inArray(storeId, storeIds) : undefined,
    regionIds ? inArray(storeId, storesBelow(ctx, regionIds)) : undefined,
  );
}

function storesBelow(ctx: Ctx, regionIds: readonly number[]) {
  // unscoped: a condition beside the caller's scope, never alone
  return ctx.db
    .select({ id: stores.id })
    .from(stores)
    .innerJoin(regions, eq(regions.id, stores.regionId))
    .where(belowRegions(regionIds));
}

/** The condition that a region is one of these or lies below one. */
export function belowRegions(regionIds: readonly number[]): SQL {
  const below = regionIds.map((id) => sql`concat('/', ${regions.path}) like ${`%/${id}/%`}`);
  return or(...below) ?? sql`false`;
}

/** The part of the filter that asks who owned or managed the store on the day. */
function ofMerchants(ctx: Ctx, filter: StatsFilter, { storeId, businessOn }: StoreDayColumns) {
  const { branchIds, franchiseeIds } = filter;
  if (!branchIds && !franchiseeIds) return undefined;
  // unscoped: a condition beside the caller's scope, never alone
  const ownership = ctx.db
    .select({ one: sql`1` })
    .from(storeOwnerships)
    .where(
      and(
        eq(storeOwnerships.storeId, storeId),
        holdsOn(businessOn),
        branchIds ? inArray(storeOwnerships.managerId, branchIds) : undefined,
        franchiseeIds ? inArray(storeOwnerships.ownerId, franchiseeIds) : undefined,
      ),
    );
  return exists(ownership);
}

/** The condition that an ownership row holds on the business day of a row of facts. */
export function holdsOn(businessOn: MySqlColumn): SQL | undefined {
  return and(
    lte(storeOwnerships.fromOn, businessOn),
    or(isNull(storeOwnerships.toOn), gt(storeOwnerships.toOn, businessOn)),
  );
}
