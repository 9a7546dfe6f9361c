import { headingMoves } from "@/db/schema/rollups";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";

/** A store whose days from a business day on come under other headings; null: the region tree itself changed. */
export type HeadingMove = { storeId: number | null; fromOn: BusinessDay };

/** Before every business day there is. */
export const sinceEver: BusinessDay = "1980-01-01";

/** Tells the writer of the slices, in the transaction of the change, what it has to put under other headings. */
export async function noteMoves(ctx: Ctx, moves: readonly HeadingMove[]): Promise<void> {
  const createdAt = ctx.clock.now();
  for (const part of chunks(moves)) {
    await ctx.db.insert(headingMoves).values(part.map((move) => ({ ...move, createdAt })));
  }
}
