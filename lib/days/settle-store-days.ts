import { and } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import type { Ctx } from "@/lib/core/context";
import { holdLease, type Lease } from "@/lib/core/lease";
import { command } from "@/lib/core/verb";
import { type LockedDay, lockedColumns, settleDays } from "./settle-days";
import { isReached, type SliceYear } from "./slice-years";
import { inTurn, type SettledKind, waitsFor } from "./waiting-days";

/**
 * One transaction of closing or restating under a lease that the caller holds: takes up to `limit` days that slices reach and
 * settles them. Days locked by others are left for the next time. Throws `LeaseLost`, and then nothing is written.
 */
export const settleStoreDays = command({
  name: "days.settleStoreDays",
  permission: "system",
  input: z.strictObject({
    lease: z.custom<Lease>(),
    years: z.custom<readonly SliceYear[]>(),
    kind: z.enum(["due", "dirty"]),
    limit: z.number().int().min(1).max(500),
  }),
  run: async (ctx, { lease, years, kind, limit }, audit) => {
    audit.none("figures follow from raw rows; a revised day carries its own mark");
    await holdLease(ctx, lease);
    const days = await lockDays(ctx, kind, years, limit);
    const { differing } = await settleDays(ctx, days);
    return { settled: days.length, differing };
  },
});

async function lockDays(
  ctx: Ctx,
  kind: SettledKind,
  years: readonly SliceYear[],
  limit: number,
): Promise<LockedDay[]> {
  // unscoped: closing and restating work for all stores.
  return ctx.db
    .select(lockedColumns)
    .from(storeDays)
    .where(and(waitsFor(ctx, kind), isReached(years)))
    .orderBy(...inTurn(kind))
    .limit(limit)
    .for("update", { skipLocked: true });
}
