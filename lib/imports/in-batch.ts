import type { Ctx } from "@/lib/core/context";
import { withTx } from "@/lib/core/transaction";

class Rehearsed<T> extends Error {
  constructor(readonly result: T) {
    super("rehearsed");
  }
}

/** Runs `work` in a transaction of its own; a dry run takes everything back and still answers what it would have done. */
export async function inBatch<T>(ctx: Ctx, isDryRun: boolean, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  try {
    return await withTx(ctx.db, async (tx) => {
      const result = await work({ ...ctx, db: tx, isInTransaction: true });
      if (isDryRun) throw new Rehearsed(result);
      return result;
    });
  } catch (error) {
    if (error instanceof Rehearsed) return error.result as T;
    throw error;
  }
}
