import { and, eq, gt, sql } from "drizzle-orm";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { loginThrottles } from "@/db/schema/accounts";
import type { Ctx } from "@/lib/core/context";
import { redis } from "@/lib/core/redis";
import { hashSecret } from "@/lib/core/secrets";
import { withTx } from "@/lib/core/transaction";

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
type Scope = keyof typeof windows;

export type Attempt = {
  /**
   * What is being guessed at: an account by its number, however it was typed; what was typed where there is no such account;
   * an account's password at its change. The word keeps what is typed from ever meeting somebody's account.
   */
  subject: readonly [kind: "account" | "typed" | "change", key: string];
  address: string;
  knownBrowserHash: string | null;
};

/**
 * Counts an attempt before it is evaluated. Answers 0, or the seconds after which another may be made. One that is refused
 * does not count in the windows after the one that refused it, so that impatience does not lock anybody out for a day.
 */
export async function countAttempt(ctx: Ctx, attempt: Attempt): Promise<number> {
  const counters = countersOf(attempt);
  try {
    return await firstWait(counters, countInRedis);
  } catch {
    // Redis is away, or went while it was asked: nobody guesses freely meanwhile.
    return firstWait(counters, (counter) => countInTable(ctx, counter));
  }
}

/**
 * A right password shows that the attempts from this place were its owner's. Those from elsewhere stay counted, or else whoever
 * guesses would get a new allowance with each log-in of the owner; there only the attempt itself is given back.
 */
export async function forgiveAttempts(ctx: Ctx, attempt: Attempt): Promise<void> {
  const counters = countersOf(attempt);
  const isOwn = ({ scope }: Counter) => scope === "accountAndAddress" || scope === "browser";
  try {
    for (const counter of counters) {
      if (isOwn(counter)) await limiter(counter).delete(counter.key);
      else await limiter(counter).reward(counter.key, 1);
    }
  } catch {
    for (const counter of counters) await giveBackInTable(ctx, counter, isOwn(counter));
  }
}

type Counter = { scope: Scope; key: string; points: number; seconds: number };

/** In the order of counting: what a single place does wrong is refused before it counts against the account. */
function countersOf({ subject, address, knownBrowserHash }: Attempt): Counter[] {
  const network = networkOf(address);
  const places: [Scope, readonly string[]][] =
    knownBrowserHash === null
      ? [
          ["accountAndAddress", [...subject, network]],
          ["account", subject],
        ]
      : [["browser", [...subject, knownBrowserHash]]];
  return [["address", [network]] as const, ...places].flatMap(([scope, parts]) =>
    windows[scope].map(({ points, seconds }) => ({
      scope,
      key: hashSecret(JSON.stringify([scope, seconds, ...parts])),
      points,
      seconds,
    })),
  );
}

/** One customer holds a whole /64 of IPv6 and may change address with each attempt. */
function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [left = [], right = []] = address
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0");
  return [...left, ...zeros, ...right].slice(0, 4).join(":");
}

async function firstWait(counters: Counter[], count: (counter: Counter) => Promise<number>): Promise<number> {
  for (const counter of counters) {
    const wait = await count(counter);
    if (wait > 0) return wait;
  }
  return 0;
}

function limiter({ points, seconds }: Counter): RateLimiterRedis {
  return new RateLimiterRedis({ storeClient: redis(), keyPrefix: "login", points, duration: seconds });
}

async function countInRedis(counter: Counter): Promise<number> {
  try {
    await limiter(counter).consume(counter.key);
    return 0;
  } catch (error) {
    if (error instanceof RateLimiterRes) return Math.max(1, Math.ceil(error.msBeforeNext / 1000));
    throw error;
  }
}

async function countInTable(ctx: Ctx, { key, points, seconds }: Counter): Promise<number> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + seconds * 1000);
  const isOver = sql`${loginThrottles.expiresAt} <= ${now}`;
  // The row stays locked until its count is read, so that of attempts at once no more pass than may.
  const row = await withTx(ctx.db, async (tx) => {
    await tx
      .insert(loginThrottles)
      .values({ key, points: 1, expiresAt })
      .onDuplicateKeyUpdate({
        // MariaDB assigns from left to right: the count is decided before the window moves.
        set: {
          points: sql`if(${isOver}, 1, ${loginThrottles.points} + 1)`,
          expiresAt: sql`if(${isOver}, ${expiresAt}, ${loginThrottles.expiresAt})`,
        },
      });
    const [counted] = await tx.select().from(loginThrottles).where(eq(loginThrottles.key, key));
    return counted;
  });
  if (!row || row.points <= points) return 0;
  return Math.max(1, Math.ceil((row.expiresAt.getTime() - now.getTime()) / 1000));
}

async function giveBackInTable(ctx: Ctx, { key }: Counter, isAll: boolean): Promise<void> {
  const counted = and(eq(loginThrottles.key, key), gt(loginThrottles.points, 0));
  await ctx.db
    .update(loginThrottles)
    .set({ points: isAll ? 0 : sql`${loginThrottles.points} - 1` })
    .where(counted);
}
