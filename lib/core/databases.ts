import { closeDatabase, type Database, openDatabase, type PoolProfile } from "@/db/client";
import { env } from "./env";
import { processWide, takeProcessWide } from "./process-wide";

const name = "databases";

/** The process's pool for a kind of work on DATABASE_URL; nothing connects before the first statement. */
export function database(profile: PoolProfile): Database {
  const pools = processWide(name, () => new Map<PoolProfile, Database>());
  const open = pools.get(profile);
  if (open) return open;
  const opened = openDatabase(env().DATABASE_URL, profile, connectionsOf(profile));
  pools.set(profile, opened);
  return opened;
}

/** Ends every pool of the process after its running statements; the last thing before it exits. */
export async function closeDatabases(): Promise<void> {
  const pools = takeProcessWide<Map<PoolProfile, Database>>(name);
  await Promise.all([...(pools?.values() ?? [])].map(closeDatabase));
}

/** Reports are few and long: half the connections leave the database's cores to the short statements. */
function connectionsOf(profile: PoolProfile): number {
  const { DATABASE_POOL: all } = env();
  return profile === "report" ? Math.max(1, Math.floor(all / 2)) : all;
}
