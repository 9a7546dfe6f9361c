import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import { databaseErrno } from "./errors";

/** Dead-lock, lock wait time-out, row changed since the snapshot: the whole transaction is run again. */
const retryable = new Set([1213, 1205, 1020]);
const triesMax = 5;

/**
 * Runs a command's work at READ COMMITTED and again from the start when the database asks for it. `work` must have no
 * effect outside the database.
 */
export async function withTx<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction(work, { isolationLevel: "read committed" });
    } catch (error) {
      if (attempt >= triesMax || !retryable.has(databaseErrno(error) ?? 0)) throw error;
      await pause(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** One consistent picture for everything that `work` reads. */
export async function withSnapshot<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(work, { isolationLevel: "repeatable read", withConsistentSnapshot: true });
}
