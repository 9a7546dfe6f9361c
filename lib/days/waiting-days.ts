import { and, asc, eq, inArray, isNotNull, lte } from "drizzle-orm";
import { storeDays } from "@/db/schema/days";
import type { Ctx } from "@/lib/core/context";

/** Open days whose time has come, or closed and sealed ones that are dirty. */
export type SettledKind = "due" | "dirty";

/** Which store-days wait to be settled. */
export function waitsFor(ctx: Ctx, kind: SettledKind) {
  if (kind === "due") return and(eq(storeDays.state, "open"), lte(storeDays.closeAt, ctx.clock.now()));
  return and(isNotNull(storeDays.dirtyAt), inArray(storeDays.state, ["closed", "sealed"]));
}

/** Those that have waited longest come first. */
export function inTurn(kind: SettledKind) {
  const since = kind === "due" ? storeDays.closeAt : storeDays.dirtyAt;
  return [asc(since), asc(storeDays.storeId), asc(storeDays.businessOn)];
}
