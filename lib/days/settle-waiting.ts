import { and, count } from "drizzle-orm";
import { storeDays } from "@/db/schema/days";
import type { Ctx } from "@/lib/core/context";
import { type Lease, underLease } from "@/lib/core/lease";
import { extendSlices } from "./extend-slices";
import { daysLease } from "./lease-step";
import { settleStoreDays } from "./settle-store-days";
import { isSettleable, readSliceYears, stepsTo } from "./slice-years";
import { inTurn, type SettledKind, waitsFor } from "./waiting-days";

type Settled = { settled: number; differing: number };
const nothing: Settled = { settled: 0, differing: 0 };

/**
 * Extends the slices to the next `limit` waiting days, then settles them: two transactions or more, because copying slices
 * onward may take long. A crash between them leaves slices that reach further and say the same. Without the lease, nothing.
 */
export async function settleWaiting(
  ctx: Ctx,
  kind: SettledKind,
  { lease: given, limit }: { lease?: Lease | undefined; limit: number },
): Promise<Settled> {
  // Mostly nothing waits, and then the lease is not needed.
  if (!given && (await countWaiting(ctx, kind)) === 0) return nothing;
  return underLease(ctx, daysLease, given, nothing, async (lease) => {
    const years = await readSliceYears(ctx.db);
    // unscoped: closing and restating work for all stores.
    const waiting = await ctx.db
      .select({ businessOn: storeDays.businessOn })
      .from(storeDays)
      .where(and(waitsFor(ctx, kind), isSettleable(years)))
      .orderBy(...inTurn(kind))
      .limit(limit);
    if (waiting.length === 0) return nothing;
    const days = [...new Set(waiting.map(({ businessOn }) => businessOn))];
    if (stepsTo(days, years).length === 0) return settleStoreDays(ctx, { lease, years, kind, limit });
    for (let isDone = false; !isDone; ) ({ isDone } = await extendSlices(ctx, { lease, days }));
    return settleStoreDays(ctx, { lease, years: await readSliceYears(ctx.db), kind, limit });
  });
}

/** Waiting days outside of years that are being built. */
export async function countWaiting(ctx: Ctx, kind: SettledKind): Promise<number> {
  const years = await readSliceYears(ctx.db);
  // unscoped: as above.
  const [row] = await ctx.db
    .select({ count: count() })
    .from(storeDays)
    .where(and(waitsFor(ctx, kind), isSettleable(years)));
  return row?.count ?? 0;
}
