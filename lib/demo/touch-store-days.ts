import { and, eq, inArray, sql } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { storeDays } from "@/db/schema/days";
import { chunks, groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { rebuildDailyRows } from "@/lib/days/rebuild-daily-rows";
import { closeTime } from "./close-time";
import type { TouchedDay } from "./fact-rows";
import type { StoreWithId } from "./stored-chain";

/** Store-days that stood there before a load, by `dayKey`. */
export type KnownDays = ReadonlySet<string>;

export function dayKey(storeId: number, businessOn: BusinessDay): string {
  return `${storeId} ${businessOn}`;
}

export async function findKnownDays(ctx: Ctx, part: readonly StoreWithId[]): Promise<KnownDays> {
  if (part.length === 0) return new Set();
  const ids = part.map(({ id }) => id);
  // unscoped: the demo's own stores
  const rows = await ctx.db
    .select({ storeId: storeDays.storeId, businessOn: storeDays.businessOn })
    .from(storeDays)
    .where(inArray(storeDays.storeId, ids));
  return new Set(rows.map(({ storeId, businessOn }) => dayKey(storeId, businessOn)));
}

/**
 * Makes or finds the days that a load has touched: an open one that was known gets its daily rows anew, one that is over waits
 * for the restater, be it closed already or born closed.
 */
export async function touchStoreDays(ctx: Ctx, days: readonly TouchedDay[], known: KnownDays): Promise<void> {
  for (const some of chunks(days)) await writeStoreDays(ctx, some);
  const old = days.filter(({ storeId, businessOn }) => known.has(dayKey(storeId, businessOn)));
  for (const [storeId, ofStore] of groupBy(old, (day) => day.storeId)) {
    const touched = ofStore.map(({ businessOn }) => businessOn);
    // unscoped: the demo's own store
    const open = await ctx.db
      .select({ businessOn: storeDays.businessOn })
      .from(storeDays)
      .where(
        and(
          eq(storeDays.storeId, storeId),
          inArray(storeDays.businessOn, touched),
          eq(storeDays.state, "open"),
        ),
      );
    for (const { businessOn } of open) {
      await rebuildDailyRows(ctx, { storeId, from: businessOn, to: businessOn });
    }
  }
}

async function writeStoreDays(ctx: Ctx, days: readonly TouchedDay[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insert(storeDays)
    .values(days.map((day) => newStoreDay(day, now)))
    .onDuplicateKeyUpdate({
      set: {
        storedRows: sql`${storeDays.storedRows} + ${inserted(storeDays.storedRows)}`,
        lastUploadAt: sql`greatest(coalesce(${storeDays.lastUploadAt}, 0), ${inserted(storeDays.lastUploadAt)})`,
        dirtyAt: sql`if(${storeDays.state} = 'closed', coalesce(${storeDays.dirtyAt}, ${now}), ${storeDays.dirtyAt})`,
      },
    });
}

function newStoreDay({ storeId, store, businessOn, storedRows, lastAt }: TouchedDay, now: Date) {
  const closeAt = closeTime(businessOn, store.cutOffs);
  const isOver = closeAt <= now;
  return {
    storeId,
    businessOn,
    state: isOver ? ("closed" as const) : ("open" as const),
    closeAt,
    dirtyAt: isOver ? now : null,
    storedRows,
    lastUploadAt: new Date(lastAt),
  };
}
