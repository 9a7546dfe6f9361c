import { inserted } from "@/db/columns";
import type { TradingStatus } from "@/db/enums/masterdata";
import { dayRevisions } from "@/db/schema/day-changes";
import { storeDays } from "@/db/schema/days";
import { chunks, groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { invariant } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { type BusinessDay, yearOf } from "@/lib/core/time";
import { addToSlices, type Reach } from "./add-to-slices";
import { type DayFacts, isSamePlace, type Place, readDayFacts, readHeadings } from "./headings";
import { type Change, type Changes, changedDays, replaceFigures } from "./replace-figures";
import { noSums, sumChanges } from "./revisions";
import { readSliceYears, type SliceYear } from "./slice-years";
import {
  type DeltaHeading,
  emptyStaging,
  type Staged,
  sides,
  stageChanges,
  stagedTogether,
  stageHeadings,
  stageStored,
} from "./staging";
import { dayKey, theseDays } from "./store-days";

/** A store-day that the caller has locked, as it was found. */
export type LockedDay = Pick<
  typeof storeDays.$inferSelect,
  | "storeId"
  | "businessOn"
  | "state"
  | "closeAt"
  | "closedAt"
  | "revisedAt"
  | "tradingStatus"
  | "rolledOwnerId"
  | "rolledManagerId"
  | "rolledRegionId"
>;
export const lockedColumns = {
  storeId: storeDays.storeId,
  businessOn: storeDays.businessOn,
  state: storeDays.state,
  closeAt: storeDays.closeAt,
  closedAt: storeDays.closedAt,
  revisedAt: storeDays.revisedAt,
  tradingStatus: storeDays.tradingStatus,
  rolledOwnerId: storeDays.rolledOwnerId,
  rolledManagerId: storeDays.rolledManagerId,
  rolledRegionId: storeDays.rolledRegionId,
};

type Plan = { day: LockedDay; facts: DayFacts; before: number[]; after: number[] };

/**
 * Makes daily rows and slices of locked store-days say what the raw rows say, and answers how many read differently. Open
 * days become closed. A day that was not in the slices enters them whole, one that was changes them by the difference, and one
 * whose headings changed goes from the old ones to the new ones. Sealed days keep their figures: their raw rows are gone.
 * Settling a day again changes nothing. An adjustment of a sealed day gives its own way to change the daily rows as `apply`.
 *
 * The caller's transaction holds the lease `days` and the locks of the store-days, and the slices reach all of them.
 */
export async function settleDays(
  ctx: Ctx,
  days: readonly LockedDay[],
  apply: () => Promise<Changes> = () => replaceFigures(ctx.db, theseDays(days.filter(isCounted))),
): Promise<{ differing: number }> {
  if (days.length === 0) return { differing: 0 };
  const plans = await planDays(ctx, days);
  const left = await stageStored(ctx.db, leaving(plans), sides.taken);
  const changes = await apply();
  const changed = changedDays(changes);
  const staged = stagedTogether([left, ...(await stage(ctx, plans, changes))]);
  if (staged.business + staged.sales > 0) {
    const touched = plans.filter((plan) => isTouched(plan, changed));
    await stageHeadings(ctx.db, touched.flatMap(deltaHeadings));
    const years = await readSliceYears(ctx.db);
    for (const reach of reachesOf(touched, years)) await addToSlices(ctx.db, reach, staged);
    await emptyStaging(ctx.db, staged);
  }
  await record(ctx, plans, changes, changed);
  return { differing: changed.size };
}

const isCounted = ({ state }: LockedDay) => state !== "sealed";

async function planDays(ctx: Ctx, days: readonly LockedDay[]): Promise<Plan[]> {
  const facts = await readDayFacts(ctx.db, days);
  const pairs = days.map((day) => {
    const found = facts.get(dayKey(day));
    invariant(found !== undefined, `store ${day.storeId} exists`);
    return { day, facts: found, rolled: rolledPlace(day) };
  });
  const places = pairs.flatMap(({ facts: now, rolled }) => [now, rolled]);
  const idsOf = await readHeadings(ctx.db, places);
  return pairs.map(({ day, facts: now, rolled }) => {
    const after = idsOf(now);
    const isMoved = day.closedAt !== null && !isSamePlace(rolled, now);
    return { day, facts: now, before: isMoved ? idsOf(rolled) : after, after };
  });
}

const rolledPlace = (day: LockedDay): Place => ({
  ownerId: day.rolledOwnerId,
  managerId: day.rolledManagerId,
  regionId: day.rolledRegionId,
});

const without = (ids: readonly number[], others: readonly number[]) =>
  ids.filter((id) => !others.includes(id));

const leaving = (plans: readonly Plan[]) => daysWhere(plans, ({ before, after }) => without(before, after));
const arriving = (plans: readonly Plan[]) => daysWhere(plans, ({ before, after }) => without(after, before));

function daysWhere(plans: readonly Plan[], idsOf: (plan: Plan) => number[]): LockedDay[] {
  return plans.filter((plan) => idsOf(plan).length > 0).map(({ day }) => day);
}

/** Days that may have staged something. */
const isTouched = (plan: Plan, changed: ReadonlySet<string>) =>
  plan.day.closedAt === null || changed.has(dayKey(plan.day)) || plan.before !== plan.after;

/** What stays under its headings is a difference; the old figures, staged before they were replaced, leave the others. */
async function stage(ctx: Ctx, plans: readonly Plan[], changes: Changes): Promise<Staged[]> {
  const entering = plans.filter(({ day }) => day.closedAt === null).map(({ day }) => day);
  const keys = new Set(entering.map(dayKey));
  const isOld = <T extends { storeId: number; businessOn: BusinessDay }>({ old, now }: Change<T>) => {
    const row = now ?? old;
    return row !== null && !keys.has(dayKey(row));
  };
  return [
    await stageStored(ctx.db, entering, sides.unchanged),
    await stageChanges(ctx.db, {
      business: changes.business.filter(isOld),
      sales: changes.sales.filter(isOld),
    }),
    await stageStored(ctx.db, arriving(plans), sides.brought),
  ];
}

function deltaHeadings({ day, before, after }: Plan): DeltaHeading[] {
  const { storeId, businessOn } = day;
  const under = (side: DeltaHeading["side"], ids: readonly number[]) =>
    ids.map((headingId) => ({ storeId, businessOn, side, headingId }));
  const kept = after.filter((id) => before.includes(id));
  return [
    ...under(sides.unchanged, kept),
    ...under(sides.taken, without(before, after)),
    ...under(sides.brought, without(after, before)),
  ];
}

/** Per calendar year, because no sum crosses 1 January. */
function reachesOf(plans: readonly Plan[], years: readonly SliceYear[]): Reach[] {
  return [...groupBy(plans, ({ day }) => yearOf(day.businessOn))].map(([year, rows]) => {
    const throughOn = years.find((row) => row.year === year && row.state === "ready")?.throughOn;
    const sorted = rows.map(({ day }) => day.businessOn).sort();
    const firstOn = sorted[0] ?? "";
    const lastOn = sorted.at(-1) ?? "";
    invariant(throughOn && lastOn <= throughOn, `the slices reach ${lastOn}`);
    return { firstOn, lastOn, throughOn };
  });
}

async function record(
  ctx: Ctx,
  plans: readonly Plan[],
  changes: Changes,
  changed: ReadonlySet<string>,
): Promise<void> {
  const now = ctx.clock.now();
  const sums = sumChanges(changes);
  const isRevised = ({ day }: Plan) => day.closedAt !== null && changed.has(dayKey(day));
  const revisions = plans.filter(isRevised).map(({ day: { storeId, businessOn } }) => ({
    storeId,
    businessOn,
    revisedAt: now,
    ...(sums.get(dayKey({ storeId, businessOn })) ?? noSums),
  }));
  for (const rows of chunks(revisions)) await ctx.db.insert(dayRevisions).values(rows);
  for (const { day } of plans) {
    if (day.state === "open" && changed.has(dayKey(day))) {
      const { storeId, businessOn } = day;
      log().warn({ storeId, businessOn, ...sums.get(dayKey(day)) }, "kept sums differed from the raw rows");
    }
  }
  const rows = plans.map((plan) => settledRow(plan, now, isRevised(plan)));
  for (const part of chunks(rows)) {
    await ctx.db.insert(storeDays).values(part).onDuplicateKeyUpdate({ set: settledColumns });
  }
}

const settledColumns = {
  state: inserted(storeDays.state),
  dirtyAt: null,
  closedAt: inserted(storeDays.closedAt),
  revisedAt: inserted(storeDays.revisedAt),
  tradingStatus: inserted(storeDays.tradingStatus),
  rolledOwnerId: inserted(storeDays.rolledOwnerId),
  rolledManagerId: inserted(storeDays.rolledManagerId),
  rolledRegionId: inserted(storeDays.rolledRegionId),
};

function settledRow({ day, facts }: Plan, now: Date, isRevised: boolean): typeof storeDays.$inferInsert {
  const { storeId, businessOn, closeAt } = day;
  return {
    storeId,
    businessOn,
    closeAt,
    state: day.state === "open" ? "closed" : day.state,
    closedAt: day.closedAt ?? now,
    revisedAt: isRevised ? now : day.revisedAt,
    tradingStatus: day.tradingStatus ?? tradingStatusOf(day, facts),
    rolledOwnerId: facts.ownerId,
    rolledManagerId: facts.managerId,
    rolledRegionId: facts.regionId,
  };
}

/**
 * The till's word counts only for a day that closes in its time: for one that was loaded later nobody knows it. A store whose
 * life cycle was not open rested.
 */
function tradingStatusOf({ state }: LockedDay, { lifeCycle, tradingStatus }: DayFacts): TradingStatus {
  if (lifeCycle !== null && lifeCycle !== "open") return "resting";
  return state === "open" ? tradingStatus : "open";
}
