import { and, eq, gt, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { StoreLifeCycle } from "@/db/enums/masterdata";
import { storeDays } from "@/db/schema/days";
import { regions, storeOwnerships, storeStatuses, stores } from "@/db/schema/masterdata";
import { rollupHeadings } from "@/db/schema/rollups";
import { dayKey, type StoreDayKey, theseDays } from "./store-days";

/** Under whom a store stands on a day: owner and manager of the day, region by today's master data. */
export type Place = { ownerId: number | null; managerId: number | null; regionId: number | null };

export type DayFacts = Place & {
  tradingStatus: typeof stores.$inferSelect.tradingStatus;
  /** Life cycle of the day; null before the first one that is known. */
  lifeCycle: StoreLifeCycle | null;
};

export const isSamePlace = (a: Place, b: Place) =>
  a.ownerId === b.ownerId && a.managerId === b.managerId && a.regionId === b.regionId;

/** The ownership row that holds on the day of `storeDays`. */
export const ownedThatDay = and(
  eq(storeOwnerships.storeId, storeDays.storeId),
  lte(storeOwnerships.fromOn, storeDays.businessOn),
  or(isNull(storeOwnerships.toOn), gt(storeOwnerships.toOn, storeDays.businessOn)),
);

/** What master data says of store-days, by `dayKey`. */
export async function readDayFacts(db: Db, days: readonly StoreDayKey[]): Promise<Map<string, DayFacts>> {
  // unscoped: the writer of slices works for all stores.
  const lifeCycle = sql<StoreLifeCycle | null>`(select ${storeStatuses.lifeCycle} from ${storeStatuses}
    where ${storeStatuses.storeId} = ${storeDays.storeId} and ${storeStatuses.fromOn} <= ${storeDays.businessOn}
    order by ${storeStatuses.fromOn} desc limit 1)`;
  // unscoped: as above.
  const rows = await db
    .select({
      storeId: storeDays.storeId,
      businessOn: storeDays.businessOn,
      ownerId: storeOwnerships.ownerId,
      managerId: storeOwnerships.managerId,
      regionId: stores.regionId,
      tradingStatus: stores.tradingStatus,
      lifeCycle,
    })
    .from(storeDays)
    .innerJoin(stores, eq(stores.id, storeDays.storeId))
    .leftJoin(storeOwnerships, ownedThatDay)
    .where(theseDays(days)(storeDays.storeId, storeDays.businessOn));
  return new Map(rows.map((row) => [dayKey(row), row]));
}

/** Closed days that the slices hold under other headings than master data says now. */
export function isMisplaced(): SQL {
  // unscoped: a condition of the writer of slices.
  const held = (column: SQL) => sql`(select ${column} from ${storeOwnerships} where ${ownedThatDay})`;
  // unscoped: as above.
  const region = sql`(select ${stores.regionId} from ${stores} where ${stores.id} = ${storeDays.storeId})`;
  return sql`(${storeDays.closedAt} is not null and not (
    ${storeDays.rolledOwnerId} <=> ${held(sql`${storeOwnerships.ownerId}`)}
    and ${storeDays.rolledManagerId} <=> ${held(sql`${storeOwnerships.managerId}`)}
    and ${storeDays.rolledRegionId} <=> ${region}))`;
}

/** Answers the ready headings of a place, by id. `places`: those that will be asked for. */
export async function readHeadings(db: Db, places: readonly Place[]): Promise<(place: Place) => number[]> {
  const rows = await db
    .select({ id: rollupHeadings.id, kind: rollupHeadings.kind, refId: rollupHeadings.refId })
    .from(rollupHeadings)
    .where(eq(rollupHeadings.state, "ready"));
  const byName = new Map(rows.map(({ id, kind, refId }) => [`${kind} ${refId}`, id]));
  const paths = await readPaths(db, places);
  return ({ ownerId, managerId, regionId }: Place) => {
    const above = regionId === null ? [] : (paths.get(regionId) ?? []);
    const names = [
      "chain 0",
      `branch ${managerId}`,
      `franchisee ${ownerId}`,
      ...above.map((id) => `region ${id}`),
    ];
    return names.flatMap((name) => byName.get(name) ?? []);
  };
}

/** Ids of a region and of all regions above it. */
async function readPaths(db: Db, places: readonly Place[]): Promise<Map<number, string[]>> {
  const ids = [...new Set(places.flatMap(({ regionId }) => regionId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: regions.id, path: regions.path })
    .from(regions)
    .where(inArray(regions.id, ids));
  return new Map(rows.map(({ id, path }) => [id, path.split("/").filter((part) => part !== "")]));
}
