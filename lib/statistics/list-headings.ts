import { and, asc, count, eq, exists, inArray, like, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { skus } from "@/db/schema/catalog";
import { merchants, regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { offsetOf, type Page } from "@/lib/core/page";
import { scopeShape, storeScope } from "@/lib/core/store-scope";
import { query } from "@/lib/core/verb";
import type { HeadingKind, HeadingRef } from "./heading-model";
import { ListHeadingsInput } from "./heading-schemas";

/**
 * The branches, franchisees (branches as owners too), regions, categories and goods that a filter of the statistics takes, by
 * code. Merchants and regions only where stores of the caller are or were; goods belong to no store. Codes that are not the
 * caller's are left out.
 */
export const listHeadings = query({
  name: "statistics.listHeadings",
  permission: "signedIn",
  input: ListHeadingsInput,
  run: async (ctx, input): Promise<Page<HeadingRef>> => {
    const { page, pageSize } = input;
    const { items, total } = await readers[input.kind](ctx, input);
    return { items, total, page, pageSize };
  },
});

type Found = { items: HeadingRef[]; total: number };

const readers: Record<HeadingKind, (ctx: Ctx, input: ListHeadingsInput) => Promise<Found>> = {
  branch: (ctx, input) => readMerchants(ctx, input, storeOwnerships.managerId, ["branch"]),
  franchisee: (ctx, input) => readMerchants(ctx, input, storeOwnerships.ownerId, ["branch", "franchisee"]),
  region: readRegions,
  category: readCategories,
  sku: readSkus,
};

async function readMerchants(
  ctx: Ctx,
  input: ListHeadingsInput,
  merchantId: MySqlColumn,
  kinds: ("branch" | "franchisee")[],
): Promise<Found> {
  const related = ctx.db
    .select({ one: sql`1` })
    .from(storeOwnerships)
    .where(and(eq(merchantId, merchants.id), storeScope(ctx, storeOwnerships.storeId)));
  const condition = and(
    inArray(merchants.kind, kinds),
    wanted(input, merchants.code, merchants.name),
    seen(ctx, related),
  );
  const items = await ctx.db
    .select({ code: merchants.code, name: merchants.name })
    .from(merchants)
    .where(condition)
    .orderBy(asc(merchants.code))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return { items, total: await ctx.db.$count(merchants, condition) };
}

async function readRegions(ctx: Ctx, input: ListHeadingsInput): Promise<Found> {
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
  const condition = and(wanted(input, regions.code, regions.name), seen(ctx, related));
  const items = await ctx.db
    .select({ code: regions.code, name: regions.name })
    .from(regions)
    .where(condition)
    .orderBy(asc(regions.path))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return { items, total: await ctx.db.$count(regions, condition) };
}

async function readCategories(ctx: Ctx, input: ListHeadingsInput): Promise<Found> {
  const { codes, q } = input;
  const condition = and(
    codes ? inArray(skus.category, codes) : undefined,
    q ? like(skus.category, pattern(q)) : undefined,
  );
  const items = await ctx.db
    .selectDistinct({ code: skus.category, name: skus.category })
    .from(skus)
    .where(condition)
    .orderBy(asc(skus.category))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  const [all] = await ctx.db
    .select({ count: count(sql`distinct ${skus.category}`) })
    .from(skus)
    .where(condition);
  return { items, total: all?.count ?? 0 };
}

async function readSkus(ctx: Ctx, input: ListHeadingsInput): Promise<Found> {
  const condition = wanted(input, skus.code, skus.name);
  const items = await ctx.db
    .select({ code: skus.code, name: skus.name })
    .from(skus)
    .where(condition)
    .orderBy(asc(skus.code))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return { items, total: await ctx.db.$count(skus, condition) };
}

/** Who sees all stores may ask for what has none. */
function seen(ctx: Ctx, related: Parameters<typeof exists>[0]): SQL | undefined {
  return scopeShape(ctx) === "all" ? undefined : exists(related);
}

function wanted({ codes, q }: ListHeadingsInput, code: MySqlColumn, name: MySqlColumn): SQL | undefined {
  return and(
    // An empty list is a condition that nothing meets.
    codes ? inArray(code, codes.filter(isCodeLike)) : undefined,
    q ? or(like(name, pattern(q)), isCodeLike(q) ? like(code, pattern(q)) : undefined) : undefined,
  );
}

/** Codes are ASCII bytes: the server refuses to compare them with anything else. */
function isCodeLike(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

function pattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
