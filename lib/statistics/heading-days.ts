import { and, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import type { HeadingKind } from "@/db/enums/days";
import { regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import { headingMoves, rollupHeadings } from "@/db/schema/rollups";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { addDays, type DayRange, earlier, later } from "@/lib/core/time";
import { touches } from "./segments";
import { belowRegions } from "./stats-filter";

export type HeadingRef = { kind: HeadingKind; refId: number };
/** A heading with slices and its store-days in a range, of all stores: what its slices hold, whoever asks. */
export type HeadingDays = HeadingRef & { id: number; days: (DayRange & { storeId: number })[] };

/**
 * Those of the headings whose slices can serve now. None while closed days of the range may stand under a heading that is no
 * longer theirs.
 */
export async function listReadyHeadings(
  ctx: Ctx,
  named: readonly HeadingRef[],
  range: DayRange,
): Promise<HeadingDays[]> {
  if (named.length === 0) return [];
  const conditions = [...groupBy(named, ({ kind }) => kind)].map(([kind, refs]) =>
    and(eq(rollupHeadings.kind, kind), inArray(rollupHeadings.refId, refIdsOf(refs))),
  );
  const ready = await ctx.db
    .select({ id: rollupHeadings.id, kind: rollupHeadings.kind, refId: rollupHeadings.refId })
    .from(rollupHeadings)
    .where(and(eq(rollupHeadings.state, "ready"), or(...conditions)));
  if (ready.length === 0 || (await hasMoves(ctx, range))) return [];
  const ofKind = (kind: HeadingKind) => ready.filter((ref) => ref.kind === kind);
  return [
    ...(await daysOfMerchants(ctx, ofKind("franchisee"), storeOwnerships.ownerId, range)),
    ...(await daysOfMerchants(ctx, ofKind("branch"), storeOwnerships.managerId, range)),
    ...(await daysOfRegions(ctx, ofKind("region"), range)),
  ];
}

type Heading = HeadingRef & { id: number };

function refIdsOf(refs: readonly HeadingRef[]): number[] {
  return refs.map(({ refId }) => refId);
}

async function hasMoves(ctx: Ctx, { from, to }: DayRange): Promise<boolean> {
  const { fromOn, toOn } = headingMoves;
  // unscoped: whether headings serve at all; no figure is read
  const moves = await ctx.db
    .select({ id: headingMoves.id })
    .from(headingMoves)
    .where(and(lte(fromOn, to), or(isNull(toOn), gt(toOn, from))))
    .limit(1);
  return moves.length > 0;
}

async function daysOfMerchants(
  ctx: Ctx,
  headings: readonly Heading[],
  merchant: typeof storeOwnerships.ownerId | typeof storeOwnerships.managerId,
  range: DayRange,
): Promise<HeadingDays[]> {
  if (headings.length === 0) return [];
  const { fromOn, toOn, storeId } = storeOwnerships;
  // unscoped: what a heading holds; it serves only if all of it lies in the caller's scope
  const rows = await ctx.db
    .select({ refId: merchant, storeId, fromOn, toOn })
    .from(storeOwnerships)
    .where(and(inArray(merchant, refIdsOf(headings)), touches(range)));
  const byMerchant = groupBy(rows, ({ refId }) => refId);
  return headings.map((heading) => ({
    ...heading,
    days: (byMerchant.get(heading.refId) ?? []).map((row) => {
      const end = row.toOn === null ? range.to : addDays(row.toOn, -1);
      return { storeId: row.storeId, from: later(row.fromOn, range.from), to: earlier(end, range.to) };
    }),
  }));
}

async function daysOfRegions(
  ctx: Ctx,
  headings: readonly Heading[],
  range: DayRange,
): Promise<HeadingDays[]> {
  if (headings.length === 0) return [];
  // unscoped: what a heading holds; it serves only if all of it lies in the caller's scope
  const rows = await ctx.db
    .select({ storeId: stores.id, path: regions.path })
    .from(stores)
    .innerJoin(regions, eq(regions.id, stores.regionId))
    .where(belowRegions(refIdsOf(headings)));
  return headings.map((heading) => ({
    ...heading,
    days: rows
      .filter(({ path }) => `/${path}`.includes(`/${heading.refId}/`))
      .map(({ storeId }) => ({ storeId, ...range })),
  }));
}
