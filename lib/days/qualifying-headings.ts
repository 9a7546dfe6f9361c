import { and, count, countDistinct, eq, gte, inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { HeadingKind } from "@/db/enums/days";
import { merchants, regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import { rollupHeadings } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { holdsToday } from "@/lib/core/store-scope";

export type Heading = { id: number; kind: HeadingKind; refId: number };
type HeadingRef = Omit<Heading, "id">;

/** Chain and branches always; regions and owners with enough stores today. */
async function listQualifying(ctx: Ctx): Promise<HeadingRef[]> {
  const min = env().ROLLUP_STORES_MIN;
  const branches = await ctx.db
    .select({ refId: merchants.id })
    .from(merchants)
    .where(eq(merchants.kind, "branch"));
  // unscoped: roll-ups are made for all stores alike.
  const owners = await ctx.db
    .select({ refId: storeOwnerships.ownerId })
    .from(storeOwnerships)
    .where(holdsToday(ctx))
    .groupBy(storeOwnerships.ownerId)
    .having(gte(countDistinct(storeOwnerships.storeId), min));
  // unscoped: as above.
  const below = ctx.db
    .select({ regionId: stores.regionId, stores: count().as("stores_in") })
    .from(stores)
    .groupBy(stores.regionId)
    .as("below");
  const inside = await ctx.db
    .select({ path: regions.path, stores: below.stores })
    .from(below)
    .innerJoin(regions, eq(regions.id, below.regionId));
  return [
    { kind: "chain", refId: 0 },
    ...branches.map(({ refId }) => ({ kind: "branch" as const, refId })),
    ...owners.map(({ refId }) => ({ kind: "franchisee" as const, refId })),
    ...largeRegions(inside, min).map((refId) => ({ kind: "region" as const, refId })),
  ];
}

/** Regions under which, at any depth, enough stores lie. */
function largeRegions(inside: readonly { path: string; stores: number }[], min: number): number[] {
  const sums = new Map<number, number>();
  for (const { path, stores: inRegion } of inside) {
    for (const id of path.split("/").filter((part) => part !== "")) {
      sums.set(Number(id), (sums.get(Number(id)) ?? 0) + inRegion);
    }
  }
  return [...sums].filter(([, sum]) => sum >= min).map(([id]) => id);
}

const nameOf = ({ kind, refId }: HeadingRef) => `${kind} ${refId}`;

export async function readAllHeadings(db: Db): Promise<(Heading & { state: "building" | "ready" })[]> {
  return db
    .select({
      id: rollupHeadings.id,
      kind: rollupHeadings.kind,
      refId: rollupHeadings.refId,
      state: rollupHeadings.state,
    })
    .from(rollupHeadings)
    .orderBy(rollupHeadings.id);
}

/** Adds the headings that qualify now, as building: nobody reads them before they are built. */
export async function addQualifying(ctx: Ctx): Promise<void> {
  const known = new Set((await readAllHeadings(ctx.db)).map(nameOf));
  const missing = (await listQualifying(ctx)).filter((heading) => !known.has(nameOf(heading)));
  if (missing.length === 0) return;
  await ctx.db
    .insert(rollupHeadings)
    .values(missing.map((heading) => ({ ...heading, state: "building" as const })));
}

/** The headings that qualify no more; their slices are to be deleted before them. */
export async function listSuperfluous(ctx: Ctx): Promise<Heading[]> {
  const wanted = new Set((await listQualifying(ctx)).map(nameOf));
  return (await readAllHeadings(ctx.db)).filter((heading) => !wanted.has(nameOf(heading)));
}

export async function removeHeading(ctx: Ctx, { id }: Heading): Promise<void> {
  await ctx.db.delete(rollupHeadings).where(eq(rollupHeadings.id, id));
}

export async function setHeadingState(
  ctx: Ctx,
  headings: readonly Heading[],
  state: "building" | "ready",
): Promise<void> {
  if (headings.length === 0) return;
  const ids = headings.map(({ id }) => id);
  await ctx.db
    .update(rollupHeadings)
    .set({ state })
    .where(and(inArray(rollupHeadings.id, ids), sql`${rollupHeadings.state} <> ${state}`));
}
