import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import { closeDatabase, openDatabase } from "@/db/client";
import { closeDatabases } from "@/lib/core/databases";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { closeRedis, redis } from "@/lib/core/redis";
import { seldom } from "@/lib/core/seldom";
import { assertDatabaseReady, newestMigration } from "@/lib/core/start-check";
import { type StopCause, stopRequested } from "@/lib/core/stop-signal";
import { readTrustedProxies } from "./client-address";
import { createEntry, type Entry } from "./entry";
import { databaseReadiness } from "./health";
import { openNext } from "./next-handler";

const finishMs = 25_000;

/** The web process from start to end; throws one sentence where it cannot start and the fault that made it end. */
export async function runWeb(): Promise<void> {
  const { DATABASE_URL, HOST, NEXTAUTH_URL, PORT, TRUSTED_PROXIES } = env();
  const isTrusted = readTrustedProxies(TRUSTED_PROXIES);
  await assertDatabaseReady();
  const stop = stopRequested();
  // Its first command fails unless it is connected, so it is opened before the first request.
  redis();
  const healthDb = openDatabase(DATABASE_URL, "web", 1);
  const isReady = databaseReadiness(
    healthDb,
    await newestMigration(),
    seldom(10_000, (error: unknown) => log().warn({ error: String(error) }, "not ready")),
  );
  const next = await openNext();
  const entry = createEntry({
    handler: next.handler,
    isReady,
    isTrusted,
    isSecure: NEXTAUTH_URL.startsWith("https:"),
    ...(next.onUpgrade ? { onUpgrade: next.onUpgrade } : {}),
  });
  await listen(entry.server, PORT, HOST);
  log().info({ host: HOST, port: PORT }, "web listens");
  const cause = await stop;
  await drain(entry, cause);
  await Promise.allSettled([next.close(), closeDatabase(healthDb), closeDatabases(), closeRedis()]);
  if ("error" in cause) throw cause.error;
}

/** After a fault nothing is gained by waiting: no load balancer was told beforehand. */
async function drain(entry: Entry, cause: StopCause): Promise<void> {
  entry.startDraining();
  if ("signal" in cause) await pause(env().DRAIN_SECONDS * 1000);
  const isDone = await entry.finish(finishMs);
  log().info({ isDone }, "web stopped");
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EADDRINUSE")
      throw new Error(`Port ${port} is taken; end what uses it or set PORT.`, { cause: error });
    if (code === "EACCES")
      throw new Error(`Port ${port} may not be used by this user; set PORT.`, { cause: error });
    if (code === "EADDRNOTAVAIL")
      throw new Error(`HOST=${host} is no address of this machine.`, { cause: error });
    throw error;
  }
}
