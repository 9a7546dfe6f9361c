import { and, asc, between, count, eq, gte, isNull, lte, min, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { storeDays } from "@/db/schema/days";
import { brandCutOffs, storeStatuses, stores } from "@/db/schema/masterdata";
import { calendarDays } from "@/db/schema/rollups";
import { env } from "@/lib/core/env";
import { shanghaiDate } from "@/lib/core/time";
import { command } from "@/lib/core/verb";

/**
 * Adds the store-days on which nothing was stored though the store's life cycle was open, from its first day on, as far as their
 * time of closing has come: open days without figures, for the closing job to close. Deals with stores from one id to
 * another (both included) and answers how many days were added; doing it again adds nothing.
 */
export const addMissingDays = command({
  name: "days.addMissingDays",
  permission: "system",
  input: z.strictObject({ from: z.number().int(), to: z.number().int() }),
  run: async (ctx, range, audit): Promise<{ added: number }> => {
    audit.none("a day without figures follows from the clock");
    const now = ctx.clock.now();
    const [{ affectedRows }] = await ctx.db
      .insert(storeDays)
      .ignore()
      .select(missingDays(ctx.db, range, now));
    return { added: affectedRows };
  },
});

function missingDays(db: Db, { from, to }: { from: number; to: number }, now: Date) {
  const today = shanghaiDate(now);
  const { businessOn } = calendarDays;
  // unscoped: days are added for all stores alike.
  const known = db
    .select({ storeId: storeDays.storeId, firstOn: min(storeDays.businessOn).as("first_on") })
    .from(storeDays)
    .where(and(between(storeDays.storeId, from, to), lte(storeDays.businessOn, today)))
    .groupBy(storeDays.storeId)
    // Most stores miss no day; counting is cheaper than looking for each.
    .having(sql`${count()} <= datediff(${today}, min(${storeDays.businessOn}))`)
    .as("known");
  const nothing = <T>() => sql<T | null>`null`;
  // unscoped: as above.
  return db
    .select({
      storeId: stores.id,
      businessOn,
      state: sql<"open">`'open'`.as("state"),
      closeAt: closeAt().as("close_at"),
      storedRows: sql<number>`0`.as("stored_rows"),
      lastUploadAt: nothing<Date>().as("last_upload_at"),
      dirtyAt: nothing<Date>().as("dirty_at"),
      closedAt: nothing<Date>().as("closed_at"),
      sealedAt: nothing<Date>().as("sealed_at"),
      revisedAt: nothing<Date>().as("revised_at"),
      tradingStatus: nothing<"open">().as("trading_status"),
      rolledOwnerId: nothing<number>().as("rolled_owner_id"),
      rolledManagerId: nothing<number>().as("rolled_manager_id"),
      rolledRegionId: nothing<number>().as("rolled_region_id"),
    })
    .from(known)
    .innerJoin(stores, eq(stores.id, known.storeId))
    .innerJoin(calendarDays, and(gte(businessOn, known.firstOn), lte(businessOn, today)))
    .leftJoin(storeDays, and(eq(storeDays.storeId, stores.id), eq(storeDays.businessOn, businessOn)))
    .where(and(isNull(storeDays.storeId), eq(lifeCycle(), "open"), lte(closeAt(), now)))
    .orderBy(asc(stores.id), asc(businessOn));
}

/** Life cycle of a store on a calendar day. */
function lifeCycle() {
  // unscoped: as above.
  return sql<string>`(select ${storeStatuses.lifeCycle} from ${storeStatuses}
    where ${storeStatuses.storeId} = ${stores.id} and ${storeStatuses.fromOn} <= ${calendarDays.businessOn}
    order by ${storeStatuses.fromOn} desc limit 1)`;
}

/** The day's end in Shanghai (16:00 UTC, later by the brand's cut-off of the next day) plus the setting; see `closeAt`. */
function closeAt() {
  const minutes = (16 + env().DAY_CLOSE_HOURS) * 60;
  const cutOff = sql`coalesce((select ${brandCutOffs.hours} from ${brandCutOffs}
    where ${brandCutOffs.brandId} = ${stores.brandId}
      and ${brandCutOffs.fromOn} <= timestampadd(day, 1, ${calendarDays.businessOn})
    order by ${brandCutOffs.fromOn} desc limit 1), 0)`;
  return sql<Date>`timestampadd(minute, ${minutes} + 60 * ${cutOff}, ${calendarDays.businessOn})`;
}
