import { and, asc, between, eq } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { isDay } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { replaceFigures } from "./replace-figures";

const day = z.string().refine(isDay, { error: "stats.day_invalid" });

/**
 * Recomputes the daily rows of one store over a range of business days (both included) from its raw rows, whatever the state
 * of the days; for bulk loads, which write raw rows past the increments. Answers how many days changed.
 */
export const rebuildDailyRows = command({
  name: "days.rebuildDailyRows",
  permission: "system",
  input: z.strictObject({ storeId: z.number().int(), from: day, to: day }),
  run: async (ctx, { storeId, from, to }, audit): Promise<{ changed: number }> => {
    audit.none("figures follow from raw rows");
    // unscoped: the lock of the days of the one store that is rebuilt.
    await ctx.db
      .select({ businessOn: storeDays.businessOn })
      .from(storeDays)
      .where(and(eq(storeDays.storeId, storeId), between(storeDays.businessOn, from, to)))
      .orderBy(asc(storeDays.businessOn))
      .for("update");
    const changed = await replaceFigures(
      ctx.db,
      (store, businessOn) => and(eq(store, storeId), between(businessOn, from, to)) ?? eq(store, storeId),
    );
    return { changed: changed.size };
  },
});
