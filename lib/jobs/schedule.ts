import { log } from "@/lib/core/log";
import { seldom } from "@/lib/core/seldom";
import { idle } from "./idle";
import type { JobQueue } from "./queue";

const sweepEveryMs = 30_000;

/**
 * Makes sure that days are swept: by a job that one worker takes as long as the queue brings it, by this very process
 * when it does not, so that figures never wait for Redis.
 */
export async function runSchedule(
  queue: Pick<JobQueue, "keepSweeping">,
  sweep: () => Promise<void>,
  signal: AbortSignal,
  everyMs = sweepEveryMs,
): Promise<void> {
  const report = seldom(60_000, (error: unknown, leftOut) => {
    log().warn({ error: String(error), leftOut }, "no schedule in the queue; sweeping from here");
  });
  while (!signal.aborted) {
    const isScheduled = await queue.keepSweeping(everyMs).catch((error: unknown) => {
      report(error);
      return false;
    });
    if (!isScheduled) await sweep();
    await idle(everyMs, signal);
  }
}

/** A sweep that is running is not begun again; its failure waits for the next. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  return () => {
    running ??= work()
      .catch((error: unknown) => log().error({ error: String(error) }, "sweep failed"))
      .finally(() => {
        running = null;
      });
    return running;
  };
}
