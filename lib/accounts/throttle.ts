import { eq, sql } from "drizzle-orm";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { loginThrottles } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/core/context";
import { redis } from "@/lib/core/redis";
import { hashSecret } from "@/lib/core/secrets";

/**
 * Windows that grow: few attempts at once, fewer over a quarter of an hour, fewer still over a day. Of an account at most ten
 * guesses are evaluated in 15 minutes from wherever they come; a browser that logged in before has an allowance of its own, so
 * that guessing does not lock the owner out.
 */
const windows = {
  accountAndAddress: [
    { points: 5, seconds: 60 },
    { points: 10, seconds: 900 },
    { points: 40, seconds: 86_400 },
  ],
  account: [{ points: 10, seconds: 900 }],
  browser: [
    { points: 10, seconds: 900 },
    { points: 40, seconds: 86_400 },
  ],
  address: [{ points: 300, seconds: 900 }],
} as const;

export type LogInAttempt = { accountTyped: string; address: string; knownBrowserHash: string | null };

/** Counts an attempt before it is evaluated. Answers 0, or the seconds after which another may be made. */
export async function countAttempt(ctx: Ctx, attempt: LogInAttempt): Promise<number> {
  const waits = await Promise.all(countersOf(attempt).map((counter) => count(ctx, counter)));
  return Math.max(0, ...waits);
}

/** A right password shows that the attempts from this place were its owner's. */
export async function forgiveAttempts(ctx: Ctx, attempt: LogInAttempt): Promise<void> {
  const own = countersOf(attempt).filter(({ scope }) => scope !== "address");
  await Promise.all(own.map((counter) => forget(ctx, counter)));
}

type Counter = { scope: keyof typeof windows; key: string; points: number; seconds: number };

function countersOf({ accountTyped, address, knownBrowserHash }: LogInAttempt): Counter[] {
  const account = accountTyped.toLowerCase();
  const subjects: [keyof typeof windows, string][] = [["address", address]];
  if (knownBrowserHash) subjects.push(["browser", `${account} ${knownBrowserHash}`]);
  else subjects.push(["accountAndAddress", `${account} ${address}`], ["account", account]);
  return subjects.flatMap(([scope, subject]) =>
    windows[scope].map(({ points, seconds }) => ({
      scope,
      key: hashSecret(`${scope} ${seconds} ${subject}`),
      points,
      seconds,
    })),
  );
}

function limiter({ points, seconds }: Counter): RateLimiterRedis {
  return new RateLimiterRedis({ storeClient: redis(), keyPrefix: "login", points, duration: seconds });
}

/** Counted in Redis; while it is away, in our own table, so that nobody guesses freely. */
async function count(ctx: Ctx, counter: Counter): Promise<number> {
  try {
    await limiter(counter).consume(counter.key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.ceil(error.msBeforeNext / 1000);
    return countInTable(ctx, counter);
  }
}

async function countInTable(ctx: Ctx, { key, points, seconds }: Counter): Promise<number> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + seconds * 1000);
  const isOver = sql`${loginThrottles.expiresAt} <= ${now}`;
  await ctx.db
    .insert(loginThrottles)
    .values({ key, points: 1, expiresAt })
    .onDuplicateKeyUpdate({
      // MariaDB assigns from left to right: the count is decided before the window moves.
      set: {
        points: sql`if(${isOver}, 1, ${loginThrottles.points} + 1)`,
        expiresAt: sql`if(${isOver}, ${expiresAt}, ${loginThrottles.expiresAt})`,
      },
    });
  const [row] = await ctx.db.select().from(loginThrottles).where(eq(loginThrottles.key, key));
  if (!row || row.points <= points) return 0;
  return Math.max(1, Math.ceil((row.expiresAt.getTime() - now.getTime()) / 1000));
}

async function forget(ctx: Ctx, counter: Counter): Promise<void> {
  try {
    await limiter(counter).delete(counter.key);
  } catch {
    // Redis is away: the count in the table is the one that is asked.
  }
  await ctx.db.delete(loginThrottles).where(eq(loginThrottles.key, counter.key));
}
