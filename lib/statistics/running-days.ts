import { and, inArray, lte, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { brandCutOffs, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { storeScope } from "@/lib/core/store-scope";
import { type BusinessDay, businessDayOf, halfHourSlot, shanghaiDate } from "@/lib/core/time";

const slotsOfDay = 48;

/** Brands that begin their business day at the same hour. */
type BrandGroup = {
  brandIds: number[];
  /** Hours after midnight at which the day begins. */
  hours: number;
  /** The business day in progress. */
  day: BusinessDay;
  /** Half hours of it that are over. */
  elapsed: number;
};

/**
 * The business days in progress in the caller's stores: each store has that of its own brand, so between midnight and the
 * latest cut-off there are two where brands differ. `earliest` is "today" for comparisons: before it all days are over.
 */
export type RunningDays = {
  /** By hours, at least one. */
  groups: [BrandGroup, ...BrandGroup[]];
  earliest: BusinessDay;
  latest: BusinessDay;
  /** The half hour of the Shanghai clock that is running, 0–47. */
  untilSlot: number;
};

export async function findRunningDays(ctx: Ctx): Promise<RunningDays> {
  const now = ctx.clock.now();
  const untilSlot = halfHourSlot(now);
  const byHours = await brandsByHours(ctx);
  const [first = [0, []], ...others] = [...byHours].sort(([a], [b]) => a - b);
  const groupOf = ([hours, brandIds]: readonly [number, number[]]): BrandGroup => ({
    brandIds,
    hours,
    day: businessDayOf(now, [{ fromOn: "0001-01-01", hours }]),
    elapsed: placeOf(untilSlot, hours),
  });
  const groups: RunningDays["groups"] = [groupOf(first), ...others.map(groupOf)];
  // The later a day begins, the longer the day before it runs.
  const earliest = groups.at(-1)?.day ?? groups[0].day;
  return { groups, earliest, latest: groups[0].day, untilSlot };
}

async function brandsByHours(ctx: Ctx): Promise<Map<number, number[]>> {
  const brands = await ctx.db
    .selectDistinct({ id: stores.brandId })
    .from(stores)
    .where(storeScope(ctx, stores.id));
  const ids = brands.map(({ id }) => id);
  const rows = await ctx.db
    .select({ brandId: brandCutOffs.brandId, hours: brandCutOffs.hours })
    .from(brandCutOffs)
    .where(and(inArray(brandCutOffs.brandId, ids), lte(brandCutOffs.fromOn, shanghaiDate(ctx.clock.now()))))
    .orderBy(brandCutOffs.brandId, brandCutOffs.fromOn);
  const hoursOf = new Map(rows.map(({ brandId, hours }) => [brandId, hours]));
  const byHours = new Map<number, number[]>();
  for (const id of ids) {
    const hours = hoursOf.get(id) ?? 0;
    byHours.set(hours, [...(byHours.get(hours) ?? []), id]);
  }
  return byHours;
}

/** Place of a half hour of the clock in a business day that begins `hours` after midnight, 0–47. */
export function placeOf(slot: number, hours: number): number {
  return (slot + slotsOfDay - 2 * hours) % slotsOfDay;
}

/** A value that depends on the brand of the row of `stores` that is joined. */
export function byBrand({ groups }: RunningDays, picked: (group: BrandGroup) => SQL): SQL {
  const [first, ...others] = groups;
  if (others.length === 0) return picked(first);
  const cases = others.map(
    (group) => sql`when ${inArray(stores.brandId, group.brandIds)} then ${picked(group)}`,
  );
  return sql`case ${sql.join(cases, sql` `)} else ${picked(first)} end`;
}

/** The half hours of business day `day` that are over now, on whichever day they are looked at; needs `stores` joined. */
export function isFinishedSlot(running: RunningDays, day: BusinessDay | null, slot: MySqlColumn): SQL {
  const place = byBrand(running, ({ hours }) => sql`${slotsOfDay - 2 * hours}`);
  const elapsed = byBrand(running, (group) => sql`${elapsedOn(group, day ?? group.day)}`);
  return sql`mod(${slot} + ${place}, ${slotsOfDay}) < ${elapsed}`;
}

/** Whether a half hour of business day `day` is over for the stores of every brand. */
export function isOver({ groups }: RunningDays, day: BusinessDay, slot: number): boolean {
  return groups.every((group) => placeOf(slot, group.hours) < elapsedOn(group, day));
}

function elapsedOn(group: BrandGroup, day: BusinessDay): number {
  if (day === group.day) return group.elapsed;
  return day < group.day ? slotsOfDay : 0;
}
