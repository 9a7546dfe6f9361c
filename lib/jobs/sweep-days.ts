import type { Ctx } from "@/lib/core/context";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";

const limit = 200;

/** Closes the days whose time has come, then restates those that changed after; a batch at a time, until `signal`. */
export async function sweepDays(ctx: Ctx, signal: AbortSignal): Promise<void> {
  let closed = limit;
  while (closed === limit && !signal.aborted) ({ closed } = await closeStoreDays(ctx, { limit }));
  await restateDirtyDays(ctx, signal);
}

/** Ends as well when a batch restates nothing: what is left is then another process's work. */
export async function restateDirtyDays(ctx: Ctx, signal: AbortSignal): Promise<void> {
  let hasMore = true;
  while (hasMore && !signal.aborted) {
    const { left, restated } = await restateStoreDays(ctx, { limit });
    hasMore = left > 0 && restated > 0;
  }
}
