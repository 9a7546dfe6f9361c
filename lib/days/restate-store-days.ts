import { z } from "zod";
import type { Lease } from "@/lib/core/lease";
import { procedure } from "@/lib/core/verb";
import { countWaiting, settleWaiting } from "./settle-waiting";

/**
 * Takes up to `limit` dirty store-days: a closed one is recomputed from the raw rows and its difference goes into daily rows and
 * slices in one transaction; a sealed one keeps its figures and only follows its headings. `differing` counts the days whose
 * figures changed, `left` the dirty days that remain (those of years that are being built left out). A day that had been in
 * the slices and now reads differently is marked as revised and told in `day_revisions`. Running it again changes nothing.
 * Without `lease` it takes one of its own; while another process holds it, nothing is restated.
 */
export const restateStoreDays = procedure({
  name: "days.restateStoreDays",
  permission: "system",
  input: z.strictObject({
    limit: z.number().int().min(1).max(500),
    lease: z.custom<Lease>().optional(),
  }),
  run: async (ctx, input) => {
    const { settled, differing } = await settleWaiting(ctx, "dirty", input);
    return { restated: settled, differing, left: await countWaiting(ctx, "dirty") };
  },
});
