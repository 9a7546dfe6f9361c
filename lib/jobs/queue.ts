import { setTimeout as pause } from "node:timers/promises";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { env } from "@/lib/core/env";
import { logErrorsOf, reconnectDelayMs } from "@/lib/core/redis";

/**
 * The queue only wakes workers up: a job carries the number of an outbox row, and what is to be done, how often it was
 * tried and whether it is done stands in the database. So Redis may lose all of it.
 */
export type EventJob = { event: number };
export const queueName = "events";
export const eventJob = "event";
export const sweepJob = "days.sweep";

const gone = { attempts: 1, removeOnComplete: true, removeOnFail: true };

export type JobQueue = {
  /** Adds a job for an outbox row, unless one is waiting or running; rejects within seconds where Redis is away. */
  send(event: number): Promise<void>;
  /** Adds to a capped stream that other systems follow from where they stopped. */
  publish(stream: string, fields: Record<string, string>): Promise<void>;
  /** What the connection knows, without asking. */
  isConnected(): boolean;
  /** Makes sure that a job to sweep comes every `everyMs`; false where none has come; rejects where Redis is away. */
  keepSweeping(everyMs: number): Promise<boolean>;
  close(): Promise<void>;
};

/** Where a database's keys begin in Redis, so that several databases can share one. */
export function keyPrefix(): string {
  return `mp:${decodeURIComponent(new URL(env().DATABASE_URL).pathname.slice(1))}`;
}

const streamEntriesMax = 100_000;
const commandMs = 2_000;

/** Opens the sending side. Its commands time out, which those of a worker must not. */
export function openQueue(redisUrl: string, prefix: string): JobQueue {
  const client = new Redis(redisUrl, {
    connectTimeout: 2_000,
    commandTimeout: commandMs,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: reconnectDelayMs,
  });
  logErrorsOf(client, "queue");
  const lazy = new LazyQueue(client, prefix);
  return {
    send: async (event) => {
      const queue = await lazy.ready();
      const data: EventJob = { event };
      await queue.add(eventJob, data, { jobId: `outbox-${event}` });
    },
    publish: async (stream, fields) => {
      const flat = Object.entries(fields).flat();
      await client.xadd(`${prefix}:stream:${stream}`, "MAXLEN", "~", streamEntriesMax, "*", ...flat);
    },
    isConnected: () => client.status === "ready",
    keepSweeping: async (everyMs) => keepSweeping(await lazy.ready(), everyMs),
    close: async () => {
      await lazy.close();
      client.disconnect();
    },
  };
}

/** Connected, or on the way: a process that has just started may wait a moment. */
const usable: ReadonlySet<string> = new Set(["connecting", "connect", "ready"]);

/**
 * BullMQ asks Redis for its version once, and a queue whose question failed never works again; so one that did not begin
 * well is thrown away and the next use begins another.
 */
class LazyQueue {
  private queue: Queue | null = null;

  constructor(
    private readonly client: Redis,
    private readonly prefix: string,
  ) {}

  async ready(): Promise<Queue> {
    if (!usable.has(this.client.status)) throw new Error("Connection is closed.");
    const queue = this.queue ?? this.begin();
    try {
      await Promise.race([queue.waitUntilReady(), failAfter(commandMs)]);
      return queue;
    } catch (error) {
      if (this.queue === queue) await this.close();
      throw error;
    }
  }

  async close(): Promise<void> {
    const { queue } = this;
    this.queue = null;
    await queue?.close().catch(() => undefined);
  }

  private begin(): Queue {
    const queue = new Queue(queueName, {
      connection: this.client,
      prefix: this.prefix,
      defaultJobOptions: gone,
    });
    // The client reports its faults itself.
    queue.on("error", () => undefined);
    this.queue = queue;
    return queue;
  }
}

async function failAfter(ms: number): Promise<never> {
  await pause(ms, undefined, { ref: false });
  throw new Error("Command timed out");
}

async function keepSweeping(queue: Queue, everyMs: number): Promise<boolean> {
  const schedule = await queue.getJobScheduler(sweepJob);
  // A time long past means that nobody takes jobs, or that Redis has lost the next one.
  if (schedule?.next !== undefined && schedule.next > Date.now() - 2 * everyMs) return true;
  await queue.upsertJobScheduler(sweepJob, { every: everyMs }, { name: sweepJob, opts: gone });
  return false;
}

const awayMessages =
  /^(?:connection is closed|stream isn't writeable|command timed out|reached the max retries|(?:OOM|READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|NOREPLICAS|MISCONF|BUSY|UNBLOCKED) )/i;
const awayCodes: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** True for a fault of the way to Redis or of Redis itself, which says nothing about what was to be done. */
export function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (awayMessages.test(error.message)) return true;
  return "code" in error && awayCodes.has(String(error.code));
}

/** Connection for a worker, which waits in Redis for jobs: no time limit on commands and no end to their tries. */
export function openWorkerConnection(redisUrl: string): Redis {
  const client = new Redis(redisUrl, {
    connectTimeout: 2_000,
    maxRetriesPerRequest: null,
    retryStrategy: reconnectDelayMs,
  });
  logErrorsOf(client, "worker's queue");
  return client;
}
