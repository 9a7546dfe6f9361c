import { drizzle } from "drizzle-orm/mysql2";
import type { Connection } from "mysql2/promise";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";

export type Statement = { query: string; params: unknown[] };

/** What a verb sends to the database in one call, to be sent again by the bare driver. */
export async function recordStatements(
  ctx: Ctx,
  database: Database,
  call: (ctx: Ctx) => Promise<unknown>,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const logger = { logQuery: (query: string, params: unknown[]) => void statements.push({ query, params }) };
  const db = drizzle(database.$client, { logger }) as unknown as Database;
  await call({ ...ctx, db, reportDb: db });
  return statements.filter(({ query }) => /^\s*select/i.test(query));
}

export async function replay(connection: Connection, statements: readonly Statement[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const { query, params } of statements) {
    const [rows] = await connection.query({ sql: query, rowsAsArray: true }, params);
    answers.push(rows);
  }
  return answers;
}
