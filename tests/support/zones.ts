import { execFile } from "node:child_process";
import type { Database } from "@/db/client";

/** Zone of a process and the offset that a server in that zone gives its sessions to begin with. */
export type Zone = { name: string; offset: string };

export type ZonedRun = { code: number; output: string };

/**
 * Runs test files in a Vitest process of its own that lives in a zone from its start, on sessions that begin in that zone as
 * those of a server with that default do. `factor` thins out the cases of properties.
 */
export function runInZone(
  { name, offset }: Zone,
  files: readonly string[],
  factor: number,
): Promise<ZonedRun> {
  const { PATH, HOME, DATABASE_URL, DATABASE_ADMIN_URL, REDIS_URL, PROPERTY_SEED } = process.env;
  const env: NodeJS.ProcessEnv = {
    ...{ PATH, HOME, DATABASE_URL, DATABASE_ADMIN_URL, REDIS_URL, PROPERTY_SEED },
    NODE_ENV: "test",
    TZ: name,
    SESSION_ZONE: offset,
    PROPERTY_FACTOR: String(factor),
    NO_COLOR: "1",
  };
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "integration", ...files];
  return new Promise((resolve) => {
    execFile(process.execPath, args, { env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ code: error ? 1 : 0, output: stdout + stderr });
    });
  });
}

/** The offset in which sessions are to begin in this process; undefined: as the server has it. */
export function sessionZone(): string | undefined {
  return process.env.SESSION_ZONE;
}

/** Lets the sessions of a pool begin in this process's zone, before anything of ours speaks. */
export function beginInZone(database: Database): void {
  const offset = sessionZone();
  if (offset === undefined) return;
  database.$client.pool.prependListener("connection", (connection) => {
    connection.query("set session time_zone = ?, @began_in = ?", [offset, offset]);
  });
}
