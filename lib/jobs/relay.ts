import type { Ctx } from "@/lib/core/context";
import { log } from "@/lib/core/log";
import { seldom } from "@/lib/core/seldom";
import { idle } from "./idle";
import { leaseRows, markSent, recordFailure } from "./outbox-rows";
import type { JobQueue } from "./queue";

type Sender = Pick<JobQueue, "send" | "isConnected">;

const batchSize = 100;
const leaseMs = 30_000;
/** A row handed over that is still there after this time is handed over again; a job that exists is not doubled. */
const confirmMs = 45_000;
const idleMs = 500;

/** Hands outbox rows to the queue until `signal`; any number of processes may do so at once. */
export async function runRelay(ctx: Ctx, queue: Sender, signal: AbortSignal): Promise<void> {
  const report = seldom(60_000, (error: unknown, leftOut) => {
    log().error({ error: String(error), leftOut }, "relay fails");
  });
  while (!signal.aborted) {
    const taken = await relayBatch(ctx, queue).catch((error: unknown) => {
      report(error);
      return 0;
    });
    if (taken < batchSize) await idle(idleMs, signal);
  }
}

/**
 * Hands over one batch; answers how many rows it took. Leasing is a transaction of its own and handing over comes after
 * it: whatever dies in between leaves rows that are due again when the lease is over.
 */
export async function relayBatch(ctx: Ctx, queue: Sender): Promise<number> {
  if (!queue.isConnected()) return 0;
  const until = new Date(ctx.clock.now().getTime() + leaseMs);
  const rows = await leaseRows(ctx, until, batchSize);
  if (rows.length === 0) return 0;
  const results = await Promise.allSettled(rows.map((row) => queue.send(row.id)));
  const sent = rows.filter((_, index) => results[index]?.status === "fulfilled").map((row) => row.id);
  await markSent(ctx, sent, until, new Date(ctx.clock.now().getTime() + confirmMs));
  for (const [index, row] of rows.entries()) {
    const result = results[index];
    if (result?.status === "rejected") await recordFailure(ctx, row, result.reason);
  }
  return rows.length;
}
