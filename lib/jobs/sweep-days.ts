import type { Db } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { type Lease, underLease } from "@/lib/core/lease";
import { addMissingDays } from "@/lib/days/add-missing-days";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { followHeadingMoves } from "@/lib/days/follow-heading-moves";
import { daysLease } from "@/lib/days/lease-step";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { refreshHeadings } from "@/lib/days/refresh-headings";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { storeRanges } from "@/lib/days/store-ranges";

const limit = 200;
const hourMs = 3_600_000;
const storesAtOnce = 500;

/**
 * Closes the days whose time has come, follows changes of headings and restates what is dirty, a batch at a time, until
 * `signal`. One process does so at a time; a second one returns at once.
 */
export async function sweepDays(ctx: Ctx, signal: AbortSignal): Promise<void> {
  await underLease(ctx, daysLease, undefined, undefined, async (lease) => {
    // Days of a year that somebody began to rebuild and did not finish would wait for ever.
    await rebuildSlices(ctx, { lease, onlyUnfinished: true });
    await keepHouse(ctx, lease, signal);
    for (let closed = 1; closed > 0 && !signal.aborted; ) {
      ({ closed } = await closeStoreDays(ctx, { limit, lease }));
    }
    await followHeadingMoves(ctx, { lease });
    await restate(ctx, lease, signal);
    await followHeadingMoves(ctx, { lease });
  });
}

/** Restates what is dirty; nothing where another process is at it. */
export async function restateDirtyDays(ctx: Ctx, signal: AbortSignal): Promise<void> {
  await underLease(ctx, daysLease, undefined, undefined, (lease) => restate(ctx, lease, signal));
}

/** Ends as well when a batch restates nothing: what is left then is locked by others, and taken next time. */
async function restate(ctx: Ctx, lease: Lease, signal: AbortSignal): Promise<void> {
  for (let hasMore = true; hasMore && !signal.aborted; ) {
    const { left, restated } = await restateStoreDays(ctx, { limit, lease });
    hasMore = left > 0 && restated > 0;
  }
}

/** The hour in which this process last kept house in a database. */
const keptAt = new WeakMap<Db, number>();

/** Once an hour: days on which nothing came, and headings that have come to qualify. */
async function keepHouse(ctx: Ctx, lease: Lease, signal: AbortSignal): Promise<void> {
  const hour = Math.floor(ctx.clock.now().getTime() / hourMs);
  if (keptAt.get(ctx.db) === hour) return;
  for (const range of await storeRanges(ctx.db, storesAtOnce)) {
    if (signal.aborted) return;
    await addMissingDays(ctx, range);
  }
  await refreshHeadings(ctx, { lease });
  keptAt.set(ctx.db, hour);
}
