import { and, asc, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { writeOutbox } from "@/lib/core/outbox";
import { command } from "@/lib/core/verb";

/**
 * Closes up to `limit` open store-days whose time has come. A closed day is dirty, so the restater compares what was added up
 * with the raw rows once more.
 */
export const closeStoreDays = command({
  name: "days.closeStoreDays",
  permission: "system",
  input: z.strictObject({ limit: z.number().int().min(1).max(500) }),
  run: async (ctx, { limit }, audit): Promise<{ closed: number }> => {
    audit.none("closing follows from the clock; nobody decided it");
    const now = ctx.clock.now();
    // unscoped: days close for all stores alike.
    const due = await ctx.db
      .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn })
      .from(storeDays)
      .where(and(eq(storeDays.state, "open"), lte(storeDays.closeAt, now)))
      .orderBy(asc(storeDays.closeAt), asc(storeDays.storeId))
      .limit(limit)
      .for("update", { skipLocked: true });
    for (const { storeId, businessOn } of due) {
      await ctx.db
        .update(storeDays)
        .set({ state: "closed", dirtyAt: now })
        .where(
          and(
            eq(storeDays.storeId, storeId),
            eq(storeDays.businessOn, businessOn),
            eq(storeDays.state, "open"),
          ),
        );
    }
    if (due.length > 0) await writeOutbox(ctx, "days.restate_wanted", { closed: due.length });
    return { closed: due.length };
  },
});
