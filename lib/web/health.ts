import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { leases } from "@/db/schema/core";
import { systemClock } from "@/lib/core/context";
import { withTx } from "@/lib/core/transaction";

const answerMs = 2_000;
/** Anybody may ask, so one look at the database serves everybody who asks within this time. */
const keptMs = 500;

/**
 * Makes the question whether the database takes a write and holds this build's tables. `db` is a pool for this alone: that
 * all other connections are busy is no reason to be taken out of service. Redis is not asked, since nothing that matters
 * rests on it.
 */
export function databaseReadiness(
  db: Database,
  newestMigration: number,
  onFault: (error: unknown) => void,
): () => Promise<boolean> {
  return shared(keptMs, () => isWritable(db, newestMigration, onFault));
}

/** Makes callers that come together, or within `ms` after, share one result. */
export function shared<T>(ms: number, look: () => Promise<T>): () => Promise<T> {
  let until = 0;
  let result: Promise<T> | null = null;
  return () => {
    if (result && performance.now() < until) return result;
    until = Number.POSITIVE_INFINITY;
    result = look().finally(() => {
      until = performance.now() + ms;
    });
    return result;
  };
}

class TakenBack extends Error {}

async function isWritable(db: Database, newest: number, onFault: (error: unknown) => void): Promise<boolean> {
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error("the database gives no answer")), answerMs).unref();
  });
  try {
    await Promise.race([tryWrite(db, newest), timeout]);
    return true;
  } catch (error) {
    if (error instanceof TakenBack) return true;
    onFault(error);
    return false;
  }
}

/** Writes a row under a name of its own and takes it back, so that probes of many processes never wait for each other. */
async function tryWrite(db: Database, newest: number): Promise<void> {
  await withTx(db, async (tx) => {
    const now = systemClock.now();
    await tx
      .insert(leases)
      .values({ name: `ready.${randomUUID()}`, holder: "ready", fencingToken: 0, expiresAt: now });
    const [applied] = await tx
      .select({ newest: sql<number | null>`max(created_at)`.mapWith(Number) })
      .from(sql`__drizzle_migrations`);
    if (Number(applied?.newest) < newest) throw new Error("the tables are older than this build");
    throw new TakenBack();
  });
}
