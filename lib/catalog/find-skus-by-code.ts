import { inArray } from "drizzle-orm";
import { z } from "zod";
import { skus } from "@/db/schema/catalog";
import { query } from "@/lib/core/verb";

/** The goods among `codes` that exist, for verbs that store what was sold. */
export const findSkusByCode = query({
  name: "catalog.findSkusByCode",
  permission: "joined",
  input: z.strictObject({ codes: z.array(z.string()) }),
  run: async (ctx, { codes }) => {
    if (codes.length === 0) return [];
    return ctx.db
      .select({ id: skus.id, code: skus.code, unit: skus.unit })
      .from(skus)
      .where(inArray(skus.code, codes));
  },
});
