import { z } from "zod";
import type { Lease } from "@/lib/core/lease";
import { procedure } from "@/lib/core/verb";
import { settleWaiting } from "./settle-waiting";

/**
 * Closes up to `limit` open store-days whose time has come: their figures are recomputed from the raw rows, which win over the
 * sums kept so far (`differing` counts the days where that changed something; each is logged), and enter the slices in the
 * transaction that closes them. Days of a year that is being built stay open. Without `lease` it takes one of its own; while
 * another process holds it, nothing is closed.
 */
export const closeStoreDays = procedure({
  name: "days.closeStoreDays",
  permission: "system",
  input: z.strictObject({
    limit: z.number().int().min(1).max(500),
    lease: z.custom<Lease>().optional(),
  }),
  run: async (ctx, input): Promise<{ closed: number; differing: number }> => {
    const { settled, differing } = await settleWaiting(ctx, "due", input);
    return { closed: settled, differing };
  },
});
