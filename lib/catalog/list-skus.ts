import { and, asc, eq, like, lte, or, type SQL, sql } from "drizzle-orm";
import { skuPrices, skus } from "@/db/schema/catalog";
import type { Ctx } from "@/lib/core/context";
import { offsetOf, type Page } from "@/lib/core/page";
import { shanghaiDate } from "@/lib/core/time";
import { query } from "@/lib/core/verb";
import type { SkuRow } from "./model";
import { ListSkusInput } from "./schemas";

/** The goods, by code, with today's price. They belong to no store, so everybody signed in sees all of them. */
export const listSkus = query({
  name: "catalog.listSkus",
  permission: "signedIn",
  input: ListSkusInput,
  run: async (ctx, input): Promise<Page<SkuRow>> => {
    const condition = matching(input);
    const items = await ctx.db
      .select({
        code: skus.code,
        name: skus.name,
        category: skus.category,
        unit: skus.unit,
        status: skus.status,
        priceFen: priceToday(ctx),
      })
      .from(skus)
      .where(condition)
      .orderBy(asc(skus.code))
      .limit(input.pageSize)
      .offset(offsetOf(input));
    const total = await ctx.db.$count(skus, condition);
    return { items, total, page: input.page, pageSize: input.pageSize };
  },
});

function matching({ q, category }: ListSkusInput): SQL | undefined {
  const pattern = `%${(q ?? "").replace(/[\\%_]/g, "\\$&")}%`;
  // Codes are ASCII bytes: the server refuses to compare them with anything else.
  const isCodeLike = /^[\x21-\x7e]+$/.test(q ?? "");
  const typed = q
    ? or(like(skus.name, pattern), isCodeLike ? like(skus.code, pattern) : undefined)
    : undefined;
  return and(typed, category === undefined ? undefined : eq(skus.category, category));
}

function priceToday(ctx: Ctx) {
  const latest = ctx.db
    .select({ priceFen: skuPrices.priceFen })
    .from(skuPrices)
    .where(and(eq(skuPrices.skuId, skus.id), lte(skuPrices.fromOn, shanghaiDate(ctx.clock.now()))))
    .orderBy(sql`${skuPrices.fromOn} desc`)
    .limit(1);
  return sql<number | null>`(${latest})`;
}
