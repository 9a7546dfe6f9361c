import { systemContext } from "@/lib/core/context";
import { closeDatabases, database } from "@/lib/core/databases";
import { env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import { assertDatabaseReady } from "@/lib/core/start-check";
import { stopRequested } from "@/lib/core/stop-signal";
import { allConsumers } from "./consumers";
import { runLivingDay } from "./living-day";
import { keyPrefix } from "./queue";
import { startJobs } from "./start-jobs";
import { sweepDays } from "./sweep-days";

const finishMs = 25_000;

/** The worker process from start to end; throws one sentence where it cannot start and the fault that made it end. */
export async function runWorker(): Promise<void> {
  await assertDatabaseReady();
  const stop = stopRequested();
  const jobs = startJobs({
    ctx: systemContext("worker", database("job")),
    redisUrl: env().REDIS_URL,
    prefix: keyPrefix(),
    consumers: allConsumers,
    sweep: sweepDays,
    others: env().DEMO ? [runLivingDay] : [],
  });
  log().info("worker runs");
  const cause = await stop;
  await jobs.stop(finishMs);
  await closeDatabases();
  log().info("worker stopped");
  if ("error" in cause) throw cause.error;
}
