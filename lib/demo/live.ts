import type { Ctx } from "@/lib/core/context";
import { readMarks } from "./marks";
import { sendArrivals } from "./send-arrivals";
import { findStoredChain, type StoredChain } from "./stored-chain";

/** After a pause a demo catches up in steps of this length, so many of them at a time. */
const stepMs = 3_600_000;
const stepsMax = 24;

export type DemoLife = {
  /** Sends what has arrived since the last time, at most a day of it; answers how many arrivals that were. */
  live(ctx: Ctx, signal: AbortSignal): Promise<number>;
  /** How long to wait between two calls: seconds for a small chain, longer where a round is more work. */
  paceMs(): number;
};

const paceMinMs = 15_000;
const paceMsPerStore = 50;

/**
 * The life of a demo chain: every store sells through the upload verbs what its seed says, never ahead of the clock. Several
 * processes may live at once, and any of them may be ended and begun again: they send the same numbers.
 */
export function openDemoLife(): DemoLife {
  let chain: StoredChain | null = null;
  return {
    async live(ctx, signal) {
      let sent = 0;
      for (let step = 0; step < stepsMax && !signal.aborted; step += 1) {
        const marks = await readMarks(ctx.db);
        // A load that is under way brings everything itself.
        if (!marks?.hasSlices || marks.loading) return sent;
        const now = ctx.clock.now();
        if (marks.loadedUntil >= now) return sent;
        chain ??= await findStoredChain(ctx, marks.plan);
        const until = new Date(Math.min(now.getTime(), marks.loadedUntil.getTime() + stepMs));
        sent += await sendArrivals(ctx, marks.plan, chain, until, signal);
      }
      return sent;
    },
    paceMs: () => Math.max(paceMinMs, (chain?.stores.length ?? 0) * paceMsPerStore),
  };
}
