import { and, asc, between, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { writeOutbox } from "@/lib/core/outbox";
import { isDay } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { changedDays, replaceFigures } from "./replace-figures";
import { theseDays } from "./store-days";

const day = z.string().refine(isDay, { error: "stats.day_invalid" });

/**
 * Recomputes the daily rows of one store's open days over a range (both included) from its raw rows; for bulk loads, which
 * write raw rows past the increments. Closed days become dirty instead, because their figures and the slices change together;
 * sealed ones stay. Answers how many days changed at once.
 */
export const rebuildDailyRows = command({
  name: "days.rebuildDailyRows",
  permission: "system",
  input: z.strictObject({ storeId: z.number().int(), from: day, to: day }),
  run: async (ctx, { storeId, from, to }, audit): Promise<{ changed: number }> => {
    audit.none("figures follow from raw rows");
    const inRange = and(eq(storeDays.storeId, storeId), between(storeDays.businessOn, from, to));
    // unscoped: the lock of the days of the one store that is rebuilt.
    const days = await ctx.db
      .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn, state: storeDays.state })
      .from(storeDays)
      .where(inRange)
      .orderBy(asc(storeDays.businessOn))
      .for("update");
    if (days.some(({ state }) => state === "closed")) {
      // unscoped: as above.
      await ctx.db
        .update(storeDays)
        .set({ dirtyAt: sql`coalesce(${storeDays.dirtyAt}, ${ctx.clock.now()})` })
        .where(and(inRange, eq(storeDays.state, "closed")));
      await writeOutbox(ctx, "days.restate_wanted", { storeId });
    }
    const open = days.filter(({ state }) => state === "open");
    const changes = await replaceFigures(ctx.db, theseDays(open));
    return { changed: changedDays(changes).size };
  },
});
