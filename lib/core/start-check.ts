import { readFile } from "node:fs/promises";
import type { Connection, RowDataPacket } from "mysql2/promise";
import { z } from "zod";
import { assertServerFit } from "./database-check";
import { env } from "./env";
import { databaseErrno } from "./errors";
import { connect } from "./migrate";

const journalFile = "db/migrations/meta/_journal.json";
const Journal = z.object({ entries: z.array(z.object({ when: z.number().int() })).min(1) });

/** Asserts, before anything is served or done, that the database is fit, up to date and the right one for DEMO. */
export async function assertDatabaseReady(): Promise<void> {
  const connection = await connect(env().DATABASE_URL);
  try {
    await assertServerFit(connection);
    await assertMigrated(connection);
    if (env().DEMO) await assertMarkedAsDemo(connection);
  } finally {
    await connection.end();
  }
}

/** When the newest migration of this build was made; the migrator writes it into the row of each applied one. */
export async function newestMigration(): Promise<number> {
  const { entries } = Journal.parse(JSON.parse(await readFile(journalFile, "utf8")));
  return Math.max(...entries.map((entry) => entry.when));
}

/** A newer database than the build is fine: tables change in steps that the build before can live with. */
async function assertMigrated(connection: Connection): Promise<void> {
  const applied = await newestApplied(connection);
  if (applied === null)
    throw new Error("The database holds no tables of the platform yet; run `npm run migrate`.");
  if (applied < (await newestMigration())) {
    throw new Error("The tables are older than this build; run `npm run migrate`.");
  }
}

async function newestApplied(connection: Connection): Promise<number | null> {
  const noSuchTable = 1146;
  const noRight = 1142;
  try {
    const [rows] = await connection.query<RowDataPacket[]>(
      "select max(created_at) as newest from __drizzle_migrations",
    );
    return rows[0]?.newest === null ? null : Number(rows[0]?.newest);
  } catch (error) {
    if ([noSuchTable, noRight].includes(databaseErrno(error) ?? 0)) return null;
    throw error;
  }
}

async function assertMarkedAsDemo(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>("select 1 from database_marks where name = 'demo'");
  if (rows.length === 0) {
    throw new Error(
      "DEMO=1 is refused: this database is not marked as demo; run `npm run demo` or unset DEMO.",
    );
  }
}
