import { and, eq, exists, gte, inArray, max, type SQL, sql } from "drizzle-orm";
import { storeDays } from "@/db/schema/days";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { holdsToday, storeScope } from "@/lib/core/store-scope";
import { addDays, shanghaiDate } from "@/lib/core/time";
import type { StoreUpload, StoreUploads } from "./business-model";
import { inStores, type StatsFilter } from "./stats-filter";

export const storesShownMax = 20;
const silentAfterMs = 24 * 3_600_000;
/** An upload of the last 24 hours is for one of the last business days; what comes later than that does not count as alive. */
const daysLookedAt = 2;

/** Stores in scope and filter; merchants are those of today. */
function inPlace(ctx: Ctx, filter: StatsFilter | null): SQL | undefined {
  if (filter === null) return storeScope(ctx, stores.id);
  const { branchIds, franchiseeIds } = filter;
  // unscoped: a condition beside the caller's scope, never alone
  const ownership = ctx.db
    .select({ one: sql`1` })
    .from(storeOwnerships)
    .where(
      and(
        eq(storeOwnerships.storeId, stores.id),
        holdsToday(ctx),
        branchIds ? inArray(storeOwnerships.managerId, branchIds) : undefined,
        franchiseeIds ? inArray(storeOwnerships.ownerId, franchiseeIds) : undefined,
      ),
    );
  return and(
    storeScope(ctx, stores.id),
    inStores(ctx, filter, stores.id),
    branchIds || franchiseeIds ? exists(ownership) : undefined,
  );
}

/** Open stores of scope and filter without an upload within 24 hours, and the last upload of all of them. */
export async function readUploads(
  ctx: Ctx,
  filter: StatsFilter | null,
): Promise<{ silentStores: StoreUploads; lastUploadAt: string | null }> {
  const now = ctx.clock.now();
  const since = addDays(shanghaiDate(now), -daysLookedAt);
  const rows = await ctx.db
    .select({ id: stores.id, lastAt: max(storeDays.lastUploadAt) })
    .from(stores)
    .leftJoin(storeDays, and(eq(storeDays.storeId, stores.id), gte(storeDays.businessOn, since)))
    .where(and(eq(stores.lifeCycle, "open"), inPlace(ctx, filter)))
    .groupBy(stores.id);
  const silent = rows
    .filter(({ lastAt }) => timeOf(lastAt) < now.getTime() - silentAfterMs)
    .sort((a, b) => timeOf(a.lastAt) - timeOf(b.lastAt) || a.id - b.id);
  const ids = silent.slice(0, storesShownMax).map(({ id }) => id);
  const items = await nameUploads(ctx, ids);
  const known = [...rows.map(({ lastAt }) => timeOf(lastAt)), ...items.map(timeOfItem)];
  const latest = known.reduce((a, b) => Math.max(a, b), 0);
  return {
    silentStores: { count: silent.length, items },
    lastUploadAt: latest > 0 ? new Date(latest).toISOString() : null,
  };
}

/** 0 for what never was. */
function timeOf(instant: Date | null): number {
  return instant?.getTime() ?? 0;
}

function timeOfItem({ lastUploadAt }: StoreUpload): number {
  return lastUploadAt === null ? 0 : Date.parse(lastUploadAt);
}

/** Names and last uploads of a few stores, in the order of their ids. */
export async function nameUploads(ctx: Ctx, ids: readonly number[]): Promise<StoreUpload[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({
      id: stores.id,
      storeCode: stores.code,
      storeName: stores.name,
      lastUploadAt: sql<Date | null>`max(${storeDays.lastUploadAt})`.mapWith(storeDays.lastUploadAt),
    })
    .from(stores)
    .leftJoin(storeDays, eq(storeDays.storeId, stores.id))
    .where(and(inArray(stores.id, [...ids]), storeScope(ctx, stores.id)))
    .groupBy(stores.id);
  const byId = new Map(rows.map(({ id, ...row }) => [id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ ...row, lastUploadAt: row.lastUploadAt?.toISOString() ?? null }] : [];
  });
}
