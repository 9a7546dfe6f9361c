import { and, asc, eq, gte, inArray, isNull, lt, notExists, sql } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { headingMoves } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import { type Lease, underLease } from "@/lib/core/lease";
import { procedure } from "@/lib/core/verb";
import { buildWaitingHeadings } from "./build-waiting-headings";
import { isMisplaced } from "./headings";
import { daysLease, leaseStep } from "./lease-step";
import { readAllHeadings, setHeadingState } from "./qualifying-headings";

/** Moves of one run; what is left waits for the next. */
const movesAtOnce = 500;

type Move = typeof headingMoves.$inferSelect;
const nothing = { marked: 0, followed: 0 };

/**
 * Follows changes of owner, manager and region. `marked`: store-days that stand under other headings than master data says
 * and are dirty now, for the restater to move; `followed`: changes after which nothing is left to move, whose rows are
 * deleted. So: follow, restate, follow. Where the region tree itself changed, the slices of all regions are built anew.
 */
export const followHeadingMoves = procedure({
  name: "days.followHeadingMoves",
  permission: "system",
  input: z.strictObject({ lease: z.custom<Lease>().optional() }),
  run: (ctx, { lease: given }): Promise<typeof nothing> =>
    underLease(ctx, daysLease, given, nothing, async (lease) => {
      // unscoped: the writer of slices works for all stores.
      const moves = await ctx.db.select().from(headingMoves).orderBy(asc(headingMoves.id)).limit(movesAtOnce);
      if (moves.length === 0) return nothing;
      const ofTree = moves.filter(({ storeId }) => storeId === null);
      if (ofTree.length > 0) await rebuildRegions(ctx, lease, ofTree);
      let marked = 0;
      for (const move of moves) marked += await leaseStep(ctx, lease, (inner) => markDays(inner, move));
      const followed = await leaseStep(ctx, lease, (inner) => removeFollowed(inner, moves));
      return { marked, followed: followed + ofTree.length };
    }),
});

/** Closed days of the move that the slices hold elsewhere and that nobody has marked yet. */
async function markDays(ctx: Ctx, move: Move): Promise<number> {
  if (move.storeId === null) return 0;
  // unscoped: as above.
  const [{ affectedRows }] = await ctx.db
    .update(storeDays)
    .set({ dirtyAt: ctx.clock.now() })
    .where(
      and(
        eq(storeDays.storeId, move.storeId),
        gte(storeDays.businessOn, move.fromOn),
        move.toOn === null ? undefined : lt(storeDays.businessOn, move.toOn),
        inArray(storeDays.state, ["closed", "sealed"]),
        isNull(storeDays.dirtyAt),
        isMisplaced(),
      ),
    );
  return affectedRows;
}

async function removeFollowed(ctx: Ctx, moves: readonly Move[]): Promise<number> {
  const ids = moves.filter(({ storeId }) => storeId !== null).map(({ id }) => id);
  if (ids.length === 0) return 0;
  // unscoped: as above.
  const left = ctx.db
    .select({ one: sql`1` })
    .from(storeDays)
    .where(
      and(
        eq(storeDays.storeId, headingMoves.storeId),
        gte(storeDays.businessOn, headingMoves.fromOn),
        sql`(${headingMoves.toOn} is null or ${storeDays.businessOn} < ${headingMoves.toOn})`,
        isMisplaced(),
      ),
    );
  // unscoped: as above.
  const done = await ctx.db
    .select({ id: headingMoves.id })
    .from(headingMoves)
    .where(and(inArray(headingMoves.id, ids), notExists(left)));
  return remove(
    ctx,
    done.map(({ id }) => id),
  );
}

/** A move's rows go only after the slices have followed: until then readers keep to chain and stores. */
async function rebuildRegions(ctx: Ctx, lease: Lease, moves: readonly Move[]): Promise<void> {
  await leaseStep(ctx, lease, async (inner) => {
    const ofRegions = (await readAllHeadings(inner.db)).filter(({ kind }) => kind === "region");
    await setHeadingState(inner, ofRegions, "building");
  });
  await buildWaitingHeadings(ctx, lease);
  await leaseStep(ctx, lease, (inner) =>
    remove(
      inner,
      moves.map(({ id }) => id),
    ),
  );
}

async function remove(ctx: Ctx, ids: readonly number[]): Promise<number> {
  if (ids.length === 0) return 0;
  // unscoped: as above.
  const [{ affectedRows }] = await ctx.db.delete(headingMoves).where(inArray(headingMoves.id, [...ids]));
  return affectedRows;
}
