import type { Database } from "@/db/client";
import { type Clock, systemClock, systemContext } from "@/lib/core/context";
import { addDays, type BusinessDay, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { applyDemoChain } from "./apply-demo-chain";
import type { DemoPlan } from "./chain";
import { ensureDemoLogins } from "./demo-logins";
import { type DemoProgress, loadDemoFacts } from "./load-demo-facts";
import { findDemoMarks } from "./marks";

export type DemoOptions = {
  stores: number;
  days: number;
  seed: string;
  /** Last business day; null: up to this moment. */
  until: BusinessDay | null;
  loginsFile: string;
};

export type DemoReport = {
  isNew: boolean;
  plan: DemoPlan;
  loadedFrom: Date;
  loadedUntil: Date;
  hasNewLogins: boolean;
};

/**
 * Brings the demo chain, its accounts and its facts up to a moment, wherever an earlier run stopped. The same seed and last
 * day make the same chain and figures. Throws one sentence where the database is not for demo data.
 */
export async function loadDemo(
  database: Database,
  options: DemoOptions,
  progress: DemoProgress,
  clock: Clock = systemClock,
): Promise<DemoReport> {
  const ctx = systemContext("demo", database, clock);
  const until = endOf(options.until, clock.now());
  const known = await findDemoMarks(database);
  const plan = known?.plan ?? newPlan(options, until);
  if (known) assertSame(known.plan, options);
  else await applyDemoChain(ctx, plan);
  const hasNewLogins = await ensureDemoLogins(ctx, plan, options.loginsFile);
  const loadedFrom = known?.loadedUntil ?? shanghaiMidnight(plan.from);
  if (loadedFrom < until) await loadDemoFacts(ctx, database, plan, { after: loadedFrom, until }, progress);
  return {
    isNew: known === null,
    plan,
    loadedFrom,
    loadedUntil: new Date(Math.max(until.getTime(), loadedFrom.getTime())),
    hasNewLogins,
  };
}

/** The end of a day, where night stores are still open after midnight, or now. */
function endOf(until: BusinessDay | null, now: Date): Date {
  if (until === null) return now;
  const end = shanghaiMidnight(addDays(until, 1));
  if (until > shanghaiDate(now)) throw new Error(`--until ${until} lies in the future.`);
  return end < now ? end : now;
}

function newPlan({ stores, days, seed, until }: DemoOptions, end: Date): DemoPlan {
  const anchor = until ?? shanghaiDate(end);
  return { seed, stores, from: addDays(anchor, 1 - days), anchor };
}

function assertSame(plan: DemoPlan, { stores, seed }: DemoOptions): void {
  if (plan.stores === stores && plan.seed === seed) return;
  throw new Error(
    `The database holds a demo of ${plan.stores} stores with seed ${plan.seed} already; a different one needs an empty database.`,
  );
}
