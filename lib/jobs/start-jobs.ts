import { type Job, Worker } from "bullmq";
import type { Ctx } from "@/lib/core/context";
import { log } from "@/lib/core/log";
import { type Consumer, deliverEvent } from "./deliver";
import {
  type EventJob,
  eventJob,
  type JobQueue,
  openQueue,
  openWorkerConnection,
  queueName,
  sweepJob,
} from "./queue";
import { runRelay } from "./relay";
import { oneAtATime, runSchedule } from "./schedule";

export type JobsOptions = {
  ctx: Ctx;
  redisUrl: string;
  /** See `keyPrefix`. */
  prefix: string;
  consumers: (queue: JobQueue, signal: AbortSignal) => readonly Consumer[];
  sweep: (ctx: Ctx, signal: AbortSignal) => Promise<void>;
  sweepEveryMs?: number;
  /** Further work that goes on until `signal`. */
  others?: readonly ((ctx: Ctx, signal: AbortSignal) => Promise<void>)[];
};

export type Jobs = {
  /** Takes no more, finishes what it has begun, at most `deadlineMs`, and closes its connections. */
  stop(deadlineMs: number): Promise<void>;
};

const concurrency = 2;

/** Everything that a worker process does: relay, schedule and consumers, until it is stopped. */
export function startJobs(options: JobsOptions): Jobs {
  const { ctx, prefix, redisUrl } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const queue = openQueue(redisUrl, prefix);
  const consumers = options.consumers(queue, signal);
  const sweep = oneAtATime(() => options.sweep(ctx, signal));
  const connection = openWorkerConnection(redisUrl);
  const perform = async (job: Job<EventJob>) => {
    if (job.name === sweepJob) return sweep();
    if (job.name === eventJob) return deliverEvent(ctx, job.data.event, consumers);
  };
  // A worker that died is noticed when its lock of 30 s has run out.
  const worker = new Worker<EventJob>(queueName, perform, {
    connection,
    prefix,
    concurrency,
    lockRenewTime: 10_000,
  });
  worker.on("error", () => undefined);
  worker.on("failed", (job, error) => log().error({ job: job?.id, error: String(error) }, "job failed"));
  const loops = [
    runRelay(ctx, queue, signal),
    runSchedule(queue, sweep, signal, options.sweepEveryMs),
    ...(options.others ?? []).map((run) => run(ctx, signal)),
  ];

  return {
    stop: async (deadlineMs) => {
      stopping.abort();
      const finished = Promise.allSettled([worker.close(), ...loops]);
      const late = AbortSignal.timeout(deadlineMs);
      await Promise.race([finished, new Promise((resolve) => late.addEventListener("abort", resolve))]);
      await queue.close();
      connection.disconnect();
    },
  };
}
