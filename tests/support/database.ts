import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { beginInZone } from "./zones";

export type TestDatabase = {
  /** Pools of the application's user: what requests and what statistics and files go through. */
  db: Database;
  reportDb: Database;
  /** Pool of the owner of the tables: for planting what the application may not write. */
  adminDb: Database;
  url: string;
  adminUrl: string;
};

let opened: TestDatabase | null = null;

/** The worker's own migrated database. Closed after the file; nothing in it belongs to one test. */
export function testDatabase(): TestDatabase {
  if (opened) return opened;
  const url = env().DATABASE_URL;
  const adminUrl = env().DATABASE_ADMIN_URL ?? url;
  opened = {
    db: openDatabase(url, "web", 10),
    reportDb: openDatabase(url, "report", 4),
    adminDb: openDatabase(adminUrl, "job", 4),
    url,
    adminUrl,
  };
  for (const database of [opened.db, opened.reportDb, opened.adminDb]) beginInZone(database);
  return opened;
}

export async function closeTestDatabase(): Promise<void> {
  if (!opened) return;
  const { db, reportDb, adminDb } = opened;
  opened = null;
  await Promise.all([db, reportDb, adminDb].map(closeDatabase));
}
