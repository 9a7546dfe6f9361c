import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { databasePrefixOf } from "./settings";

/** Creates the database that an address names, unless it is there. */
export async function createDatabase(adminUrl: string): Promise<void> {
  const name = decodeURIComponent(new URL(adminUrl).pathname.slice(1));
  await onServer(adminUrl, (connection) =>
    connection.query("create database if not exists ?? character set utf8mb4 collate utf8mb4_unicode_ci", [
      name,
    ]),
  );
}

/** Drops every database of a run. */
export async function dropDatabases(adminUrl: string, runId: string): Promise<void> {
  const prefix = databasePrefixOf(runId);
  await onServer(adminUrl, async (connection) => {
    const [found] = await connection.query<RowDataPacket[]>(
      "select schema_name as name from information_schema.schemata where left(schema_name, ?) = ?",
      [prefix.length, prefix],
    );
    for (const { name } of found) await connection.query("drop database ??", [name]);
  });
}

async function onServer(adminUrl: string, work: (connection: Connection) => Promise<unknown>): Promise<void> {
  const url = new URL(adminUrl);
  url.pathname = "/information_schema";
  const connection = await createConnection(url.href);
  try {
    await work(connection);
  } finally {
    await connection.end();
  }
}
