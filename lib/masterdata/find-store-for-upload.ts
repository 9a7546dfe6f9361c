import { eq } from "drizzle-orm";
import { z } from "zod";
import { brandCutOffs, stores } from "@/db/schema/masterdata";
import type { CutOff } from "@/lib/core/time";
import { query } from "@/lib/core/verb";

export type StoreForUpload = { id: number; code: string; brandId: number; cutOffs: CutOff[] };

/**
 * The store an uploaded item belongs to, with the cut-offs of its brand that fix business days; null where no store has
 * the code.
 */
export const findStoreForUpload = query({
  name: "masterdata.findStoreForUpload",
  permission: "joined",
  input: z.strictObject({ code: z.string() }),
  run: async (ctx, { code }): Promise<StoreForUpload | null> => {
    // unscoped: the caller's right to write for this store was settled by the verb that it joins
    const [store] = await ctx.db
      .select({ id: stores.id, code: stores.code, brandId: stores.brandId })
      .from(stores)
      .where(eq(stores.code, code));
    if (!store) return null;
    const cutOffs = await ctx.db
      .select({ fromOn: brandCutOffs.fromOn, hours: brandCutOffs.hours })
      .from(brandCutOffs)
      .where(eq(brandCutOffs.brandId, store.brandId));
    return { ...store, cutOffs };
  },
});
