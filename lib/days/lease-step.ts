import type { Ctx } from "@/lib/core/context";
import { holdLease, type Lease } from "@/lib/core/lease";
import { withTx } from "@/lib/core/transaction";

/** Name of the lease of the one writer of slices. */
export const daysLease = "days";

/**
 * One transaction of a long work on slices, under a lease that the caller holds. Nothing goes into the operation log: slices
 * follow from daily rows, and nobody decides that they do.
 */
export async function leaseStep<T>(ctx: Ctx, lease: Lease, work: (inner: Ctx) => Promise<T>): Promise<T> {
  return withTx(ctx.db, async (tx) => {
    const inner: Ctx = { ...ctx, db: tx, isInTransaction: true };
    await holdLease(inner, lease);
    return work(inner);
  });
}
