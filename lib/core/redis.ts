import { Redis } from "ioredis";
import { env } from "./env";
import { log } from "./log";
import { processWide, takeProcessWide } from "./process-wide";
import { seldom } from "./seldom";

const name = "redis";

/**
 * The process's client for caches and throttles, for nothing that may not vanish. A command fails within half a second,
 * at once where Redis is away: each use says what it does then. The queue has connections of its own (lib/jobs/queue.ts).
 */
export function redis(): Redis {
  return processWide(name, openRedis);
}

export async function closeRedis(): Promise<void> {
  takeProcessWide<Redis>(name)?.disconnect();
}

/** Waits longer from try to try, up to 5 s, and never gives up: Redis comes back without a restart of ours. */
export function reconnectDelayMs(tries: number): number {
  return Math.min(100 * 2 ** Math.min(tries, 10), 5_000);
}

/** Reports a connection's errors once a minute; without a listener the first one would end the process. */
export function logErrorsOf(client: Redis, what: string): void {
  const report = seldom<Error>(60_000, ({ message }, leftOut) => {
    log().warn({ error: message, leftOut }, `${what} fails`);
  });
  client.on("error", report);
}

function openRedis(): Redis {
  const client = new Redis(env().REDIS_URL, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 500,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: reconnectDelayMs,
  });
  logErrorsOf(client, "redis");
  // Without a queue for waiting commands the connection must be on its way before the first of them.
  client.connect().catch(() => undefined);
  return client;
}
