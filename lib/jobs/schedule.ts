import { log } from "@/lib/core/log";
import { idle } from "./idle";
import type { JobQueue } from "./queue";

export const sweepEveryMs = 30_000;

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
  while (!signal.aborted) {
    if (!(await queue.keepSweeping(everyMs))) await sweep();
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
