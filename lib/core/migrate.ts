import { drizzle } from "drizzle-orm/mysql2";
import { migrate } from "drizzle-orm/mysql2/migrator";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { poolOptions } from "@/db/client";
import { appendOnlyTables, readOnlyTables } from "@/db/rights";
import { assertServerFit } from "./database-check";
import { env } from "./env";

const migrationsFolder = "db/migrations";
const lockSeconds = 120;

/** Returns how many migrations were applied. Two at once wait for each other by a named lock of the server. */
export async function migrateDatabase(): Promise<number> {
  const adminUrl = env().DATABASE_ADMIN_URL ?? env().DATABASE_URL;
  const connection = await connect(adminUrl);
  try {
    await assertServerFit(connection);
    await assertOurs(connection);
    await takeLock(connection);
    const before = await countApplied(connection);
    await migrate(drizzle(connection), { migrationsFolder });
    await grantRights(connection, new URL(env().DATABASE_URL), new URL(adminUrl));
    return (await countApplied(connection)) - before;
  } finally {
    await connection.end();
  }
}

async function takeLock(connection: Connection): Promise<void> {
  const [rows] = await connection.query<RowDataPacket[]>(
    "select get_lock(concat('migrate.', database()), ?) as taken",
    [lockSeconds],
  );
  if (Number(rows[0]?.taken) === 1) return;
  throw new Error(
    `Another migration has been at work for ${lockSeconds} s; run this again when it has ended.`,
  );
}

/** Connects, or says in one sentence why not. */
export async function connect(url: string): Promise<Connection> {
  const { hostname, port, pathname } = new URL(url);
  const where = `${hostname}:${port || "3306"}`;
  try {
    return await createConnection(poolOptions(url));
  } catch (error) {
    const errorCode = error instanceof Error && "code" in error ? String(error.code) : "";
    const name = decodeURIComponent(pathname.slice(1));
    const sentences: Record<string, string> = {
      ECONNREFUSED: `No database server answers at ${where}; start it or mend DATABASE_URL.`,
      ENOTFOUND: `The host ${hostname} of DATABASE_URL is not known.`,
      ER_ACCESS_DENIED_ERROR: `The database server at ${where} refuses the user or password of DATABASE_URL.`,
      ER_DBACCESS_DENIED_ERROR: `The user of DATABASE_URL has no right to the database ${name}.`,
      ER_BAD_DB_ERROR: `There is no database ${name} at ${where}; create it with character set utf8mb4.`,
    };
    throw new Error(
      sentences[errorCode] ?? `The database at ${where} cannot be reached (${errorCode || error}).`,
      {
        cause: error,
      },
    );
  }
}

async function assertOurs(connection: Connection): Promise<void> {
  const [tables] = await connection.query<RowDataPacket[]>(
    "select table_name as name from information_schema.tables where table_schema = database()",
  );
  if (tables.length > 0 && !tables.some((table) => table.name === "__drizzle_migrations")) {
    throw new Error(
      "The database holds tables that are not this platform's; give it an empty database of its own.",
    );
  }
}

async function countApplied(connection: Connection): Promise<number> {
  const [tables] = await connection.query<RowDataPacket[]>(
    "select 1 from information_schema.tables where table_schema = database() and table_name = '__drizzle_migrations'",
  );
  if (tables.length === 0) return 0;
  const [rows] = await connection.query<RowDataPacket[]>(
    "select count(*) as count from __drizzle_migrations",
  );
  return Number(rows[0]?.count);
}

/** Rights per table: one on the whole database could not be taken back for a single table. */
async function grantRights(connection: Connection, app: URL, admin: URL): Promise<void> {
  if (app.username === admin.username) return;
  const [users] = await connection.query<RowDataPacket[]>("select current_user() as me");
  const host = String(users[0]?.me).split("@").at(-1) ?? "%";
  const [tables] = await connection.query<RowDataPacket[]>(
    "select table_name as name from information_schema.tables where table_schema = database()",
  );
  for (const { name } of tables) {
    const rights = rightsOn(name);
    await connection.query(`grant ${rights} on ?? to ?@?`, [name, decodeURIComponent(app.username), host]);
  }
}

function rightsOn(table: string): string {
  if (readOnlyTables.has(table)) return "select";
  return appendOnlyTables.has(table) ? "select, insert" : "select, insert, update, delete";
}
