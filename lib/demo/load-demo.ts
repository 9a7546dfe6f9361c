import type { Database } from "@/db/client";
import { type Clock, type Ctx, systemClock, systemContext } from "@/lib/core/context";
import { addDays, type BusinessDay, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { applyDemoChain } from "./apply-demo-chain";
import { buildDemoSlices } from "./build-slices";
import type { DemoPlan } from "./chain";
import { firstOpenDay } from "./close-time";
import { ensureDemoLogins } from "./demo-logins";
import { loadRawDays } from "./load-raw-days";
import { loadSealedDays } from "./load-sealed-days";
import { type DemoMarks, findDemoMarks, readMarks } from "./marks";
import type { DemoProgress } from "./parts";
import { sendArrivals } from "./send-arrivals";
import { settleDemoDays } from "./settle-demo-days";
import { findStoredChain, type StoredChain } from "./stored-chain";

export type DemoOptions = {
  stores: number;
  days: number;
  seed: string;
  /** How many of the last days have raw rows; null: all of a small chain, few of a large one. */
  rawDays: number | null;
  /** Last business day; null: up to this moment. */
  until: BusinessDay | null;
  loginsFile: string;
};

export type DemoReport = {
  isNew: boolean;
  plan: DemoPlan;
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
  if (known) assertSame(known.plan, options);
  else await applyDemoChain(ctx, { ...newPlan(options, until, clock.now()), until });
  const { plan } = await marksOf(ctx);
  const hasNewLogins = await ensureDemoLogins(ctx, plan, options.loginsFile);
  const chain = await findStoredChain(ctx, plan);
  await finishFirstLoad(ctx, database, chain, progress);
  await topUp(ctx, database, chain, until, progress);
  const { loadedUntil } = await marksOf(ctx);
  return { isNew: known === null, plan, loadedUntil, hasNewLogins };
}

async function marksOf(ctx: Ctx): Promise<DemoMarks> {
  const marks = await readMarks(ctx.db);
  if (!marks) throw new Error("the database has lost its marks of a demo");
  return marks;
}

/** Everything at once: days that are over stand closed with their figures, and the slices are built at the end. */
async function finishFirstLoad(
  ctx: Ctx,
  database: Database,
  chain: StoredChain,
  progress: DemoProgress,
): Promise<void> {
  const { plan, hasSlices, sealedThrough, loadedUntil, loading } = await marksOf(ctx);
  if (hasSlices) return;
  await loadSealedDays(ctx, database, plan, chain, sealedThrough, progress);
  if (loading && loadedUntil < loading.until) {
    const window = { after: loadedUntil, until: loading.until };
    const { through } = loading;
    await loadRawDays(ctx, database, { plan, chain, window, through, isFirst: true }, progress);
  }
  await buildDemoSlices(ctx, progress);
}

/** What a worker or a load was in the middle of comes first; then everything else, and days that are over go the usual way. */
async function topUp(
  ctx: Ctx,
  database: Database,
  chain: StoredChain,
  until: Date,
  progress: DemoProgress,
): Promise<void> {
  const { plan, loading, livingUntil, loadedUntil } = await marksOf(ctx);
  const load = async (window: { after: Date; until: Date }, through: number) => {
    if (window.after >= window.until) return;
    await loadRawDays(ctx, database, { plan, chain, window, through, isFirst: false }, progress);
  };
  if (livingUntil > loadedUntil) await sendArrivals(ctx, plan, chain, livingUntil);
  if (loading) await load({ after: loadedUntil, until: loading.until }, loading.through);
  await load({ after: (await marksOf(ctx)).loadedUntil, until }, 0);
  await settleDemoDays(ctx);
}

/** The end of a day, where night stores are still open after midnight, or now. */
function endOf(until: BusinessDay | null, now: Date): Date {
  if (until === null) return now;
  const end = shanghaiMidnight(addDays(until, 1));
  if (until > shanghaiDate(now)) throw new Error(`--until ${until} lies in the future.`);
  return end < now ? end : now;
}

/** Raw rows of more store-days than these take longer than anybody waits for a demo. */
const rawStoreDaysMax = 8_000;
const rawDaysOfLarge = 3;

function newPlan({ stores, days, seed, until, rawDays }: DemoOptions, end: Date, now: Date): DemoPlan {
  const anchor = until ?? shanghaiDate(end);
  const from = addDays(anchor, 1 - days);
  const raw = rawDays ?? (stores * days <= rawStoreDaysMax ? days : rawDaysOfLarge);
  const wanted = addDays(anchor, 1 - Math.min(raw, days));
  // What is not over and closed cannot be sealed.
  const [rawFrom = anchor] = [wanted, firstOpenDay(now)].sort();
  return { seed, stores, from, anchor, rawFrom };
}

function assertSame(plan: DemoPlan, { stores, seed }: DemoOptions): void {
  if (plan.stores === stores && plan.seed === seed) return;
  throw new Error(
    `The database holds a demo of ${plan.stores} stores with seed ${plan.seed} already; a different one needs an empty database.`,
  );
}
