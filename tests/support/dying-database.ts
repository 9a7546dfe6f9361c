import { drizzle } from "drizzle-orm/mysql2";
import type { Pool, PoolConnection } from "mysql2/promise";
import type { Database } from "@/db/client";

/** What every statement of a process that has died ends in. */
export class Died extends Error {
  constructor() {
    super("the process has died");
    this.name = "Died";
  }
}

export type DyingDatabase = { db: Database; hasDied(): boolean };

/**
 * A database seen by a process that dies at its n-th statement, before the server got it or after it was done: its
 * connections break, so the server takes open transactions back, and nothing it does after that reaches the server.
 */
export function dyingDatabase(database: Database, death: { at: number; isAfter: boolean }): DyingDatabase {
  const pool = database.$client;
  const taken = new Set<PoolConnection>();
  let statements = 0;
  let isDead = false;
  const live = async (send: () => Promise<unknown>) => {
    if (isDead) throw new Died();
    statements += 1;
    if (statements !== death.at) return send();
    if (death.isAfter) await send();
    isDead = true;
    for (const connection of taken) connection.destroy();
    throw new Died();
  };
  const getConnection = async () => {
    if (isDead) throw new Died();
    const connection = await pool.getConnection();
    taken.add(connection);
    const release = () => {
      taken.delete(connection);
      if (!isDead) connection.release();
    };
    return counted(connection, live, { release });
  };
  return { db: onPool(counted(pool, live, { getConnection })), hasDied: () => isDead };
}

/** The same object, except that its statements go through `live` and that some methods are others. */
function counted<T extends Pool | PoolConnection>(
  target: T,
  live: (send: () => Promise<unknown>) => Promise<unknown>,
  others: Partial<Record<keyof T, unknown>>,
): T {
  return new Proxy(target, {
    get: (object, name) => {
      if (name in others) return others[name as keyof T];
      const value = Reflect.get(object, name);
      if (typeof value !== "function") return value;
      if (name !== "query" && name !== "execute") return value.bind(object);
      return (...parts: unknown[]) => live(() => value.apply(object, parts));
    },
  });
}

/** As db/client.ts makes it, without settings of its own: the connections have theirs. */
function onPool(pool: Pool): Database {
  return drizzle(pool) as unknown as Database;
}
