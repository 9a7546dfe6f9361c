import { migrateDatabase } from "@/lib/core/migrate";
import { runScript } from "./run-script";

/** Brings the tables up to date and grants the application's user its rights; safe to run again and by several at once. */
runScript("migrate", async () => {
  const applied = await migrateDatabase();
  process.stdout.write(applied === 0 ? "The tables are up to date.\n" : `${applied} migration(s) applied.\n`);
});
