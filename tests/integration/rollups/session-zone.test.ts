import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "../../support/database";
import { sessionZone } from "../../support/zones";
import { readRows } from "./raw-daily";

test("sessions of every pool are at UTC, wherever they began", async () => {
  const zone = sessionZone();
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  process.stdout.write(`process in ${timeZone}, sessions begin in ${zone ?? "the server's zone"}\n`);
  const { db, reportDb, adminDb } = testDatabase();
  for (const database of [db, reportDb, adminDb]) {
    const [row] = await readRows(
      database,
      sql`select @@session.time_zone as zone, cast(@began_in as char) as began, unix_timestamp('2026-01-01') as at`,
    );
    // The pool's settings follow what a server of that zone gives its sessions.
    expect({ ...row, at: Number(row?.at) }).toEqual({
      zone: "+00:00",
      began: zone ?? null,
      at: 1_767_225_600,
    });
  }
});
