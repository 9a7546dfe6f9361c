import { and, asc, count, eq, inArray, isNotNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import type { StoreDaysCondition } from "./raw-figures";
import { replaceFigures } from "./replace-figures";

type DirtyDay = { storeId: number; businessOn: BusinessDay; closedAt: Date | null };

/**
 * Takes up to `limit` dirty closed store-days, recomputes their figures from the raw rows and lets them win over the sums kept
 * so far. `differing` counts the days whose figures changed, `left` the dirty days that remain. A day that had been closed
 * before and now reads differently is marked as revised. Running it again changes nothing.
 */
export const restateStoreDays = command({
  name: "days.restateStoreDays",
  permission: "system",
  input: z.strictObject({ limit: z.number().int().min(1).max(500) }),
  run: async (ctx, { limit }, audit) => {
    audit.none("figures follow from raw rows; a revised day carries its own mark");
    const days = await takeDirtyDays(ctx, limit);
    const changed = days.length === 0 ? new Set<string>() : await replaceFigures(ctx.db, these(days));
    const now = ctx.clock.now();
    const revised = days.filter(
      (day) => day.closedAt !== null && changed.has(`${day.storeId} ${day.businessOn}`),
    );
    if (revised.length > 0) {
      // unscoped: the restater marks the days that it has locked, whoever's they are.
      await ctx.db
        .update(storeDays)
        .set({ revisedAt: now })
        .where(these(revised)(storeDays.storeId, storeDays.businessOn));
    }
    if (days.length > 0) {
      // unscoped: as above, the restater's own locked days.
      await ctx.db
        .update(storeDays)
        .set({ dirtyAt: null, closedAt: sql`coalesce(${storeDays.closedAt}, ${now})` })
        .where(these(days)(storeDays.storeId, storeDays.businessOn));
    }
    return { restated: days.length, differing: changed.size, left: await countDirty(ctx) };
  },
});

/** Locked ones are another writer's: they stay dirty and are taken next time. */
async function takeDirtyDays(ctx: Ctx, limit: number): Promise<DirtyDay[]> {
  // unscoped: the restater works for all stores.
  return ctx.db
    .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn, closedAt: storeDays.closedAt })
    .from(storeDays)
    .where(and(isNotNull(storeDays.dirtyAt), eq(storeDays.state, "closed")))
    .orderBy(asc(storeDays.dirtyAt), asc(storeDays.storeId), asc(storeDays.businessOn))
    .limit(limit)
    .for("update", { skipLocked: true });
}

async function countDirty(ctx: Ctx): Promise<number> {
  // unscoped: as above.
  const [row] = await ctx.db
    .select({ count: count() })
    .from(storeDays)
    .where(and(isNotNull(storeDays.dirtyAt), eq(storeDays.state, "closed")));
  return row?.count ?? 0;
}

/** One range per store, so that the primary keys serve. */
function these(days: readonly DirtyDay[]): StoreDaysCondition {
  const byStore = groupBy(days, (day) => day.storeId);
  return (storeId, businessOn) => {
    const parts: SQL[] = [];
    for (const [id, ofStore] of byStore) {
      parts.push(
        sql`(${storeId} = ${id} and ${inArray(
          businessOn,
          ofStore.map((day) => day.businessOn),
        )})`,
      );
    }
    return sql`(${sql.join(parts, sql` or `)})`;
  };
}
