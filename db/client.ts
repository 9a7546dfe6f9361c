import "server-only";
import { drizzle, type MySql2Database } from "drizzle-orm/mysql2";
import { createPool, type Pool, type PoolOptions } from "mysql2/promise";

/** Statement limits: 5 s for pages and calls, 60 s for reports and exports, none for jobs and loading. */
export type PoolProfile = "web" | "report" | "job";
const statementSeconds: Record<PoolProfile, number> = { web: 5, report: 60, job: 0 };

export type Database = MySql2Database<Record<string, never>> & { $client: Pool };
/** A pool or a transaction on it: what verbs read and write through. */
export type Db = Pick<
  MySql2Database<Record<string, never>>,
  "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute" | "$count" | "transaction"
>;

export function poolOptions(url: string): PoolOptions {
  return {
    uri: url,
    charset: "utf8mb4",
    timezone: "Z",
    supportBigNumbers: true,
    bigNumberStrings: false,
    multipleStatements: false,
    connectTimeout: 5_000,
    enableKeepAlive: true,
    flags: ["FOUND_ROWS"],
  };
}

/** Per-connection settings that correctness rests on; the server's own defaults never matter. */
function sessionSettings(profile: PoolProfile): string {
  return [
    "set session time_zone = '+00:00'",
    "sql_mode = 'STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'",
    `max_statement_time = ${statementSeconds[profile]}`,
    "innodb_lock_wait_timeout = 5",
    "lock_wait_timeout = 5",
    "collation_connection = utf8mb4_unicode_ci",
  ].join(", ");
}

/** Opens a pool; nothing connects before the first statement. Close with `closeDatabase`. */
export function openDatabase(url: string, profile: PoolProfile, connectionLimit: number): Database {
  const pool = createPool({
    ...poolOptions(url),
    connectionLimit,
    maxIdle: connectionLimit,
    queueLimit: 200,
  });
  // The driver sends statements of a connection in order, so this runs before the first statement of its user.
  pool.pool.on("connection", (connection) => {
    connection.query(sessionSettings(profile), (error: Error | null) => {
      if (error) connection.destroy();
    });
  });
  return drizzle(pool) as unknown as Database;
}

export async function closeDatabase(database: Database): Promise<void> {
  await database.$client.end();
}
