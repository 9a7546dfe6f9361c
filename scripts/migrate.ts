import { closeDatabase, openDatabase } from "@/db/client";
import { systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { migrateDatabase } from "@/lib/core/migrate";
import { applyPresetRoles } from "@/lib/roles/apply-preset-roles";
import { runScript } from "./run-script";

/**
 * Brings the tables, the mirror of the list of rights and the preset roles up to date and grants the application's user its
 * rights; safe to run again and by several at once.
 */
runScript("migrate", async () => {
  const applied = await migrateDatabase();
  const database = openDatabase(env().DATABASE_URL, "job", 1);
  try {
    await applyPresetRoles(systemContext("migrate", database), {});
  } finally {
    await closeDatabase(database);
  }
  process.stdout.write(applied === 0 ? "The tables are up to date.\n" : `${applied} migration(s) applied.\n`);
});
