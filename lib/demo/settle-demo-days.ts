import type { Ctx } from "@/lib/core/context";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";

const limit = 200;

/** Closes the days whose time has come and restates those that changed after, until nothing is left or another does it. */
export async function settleDemoDays(ctx: Ctx): Promise<void> {
  let closed = limit;
  while (closed > 0) ({ closed } = await closeStoreDays(ctx, { limit }));
  let restated = limit;
  while (restated > 0) ({ restated } = await restateStoreDays(ctx, { limit }));
}
