import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { createDatabase } from "./test-databases";

export type OwnDatabase = {
  url: string;
  db: Database;
  /** Runs a script of ours on this database to its end. */
  run(script: string, ...args: string[]): Promise<Finished>;
  /** Starts one; whoever starts it ends it. */
  start(script: string, ...args: string[]): ChildProcess;
  close(): Promise<void>;
};
type Finished = { code: number | null; out: string; err: string };

/** A migrated database beside the worker's, for what needs an empty one; it goes with the others when the run ends. */
export async function ownDatabase(suffix: string): Promise<OwnDatabase> {
  const urls = [env().DATABASE_URL, env().DATABASE_ADMIN_URL ?? env().DATABASE_URL].map((address) => {
    const url = new URL(address);
    url.pathname += `_${suffix}`;
    return url.href;
  });
  const [url = "", adminUrl = ""] = urls;
  await createDatabase(adminUrl);
  const { REDIS_URL, NEXTAUTH_SECRET, NEXTAUTH_URL } = env();
  const settings: NodeJS.ProcessEnv = {
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    DATABASE_URL: url,
    DATABASE_ADMIN_URL: adminUrl,
    REDIS_URL,
    NEXTAUTH_SECRET,
    NEXTAUTH_URL,
    ROLLUP_STORES_MIN: String(env().ROLLUP_STORES_MIN),
  };
  const start = (script: string, ...args: string[]) =>
    spawn(process.execPath, ["--conditions=react-server", "--import", "tsx", script, ...args], {
      env: settings,
    });
  const run = (script: string, ...args: string[]) => finish(start(script, ...args));
  const migrated = await run("scripts/migrate.ts");
  if (migrated.code !== 0) throw new Error(`migrating ${suffix}: ${migrated.err}`);
  const db = openDatabase(url, "job", 2);
  return { url, db, run, start, close: () => closeDatabase(db) };
}

async function finish(child: ChildProcess): Promise<Finished> {
  let out = "";
  let err = "";
  child.stdout?.on("data", (part) => {
    out += String(part);
  });
  child.stderr?.on("data", (part) => {
    err += String(part);
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}

/** Kills the process without warning as soon as the database shows that it is in the middle. */
export async function killWhen(child: ChildProcess, isInTheMiddle: () => Promise<boolean>): Promise<void> {
  const ended = once(child, "close");
  while (!(await isInTheMiddle())) {
    if (child.exitCode !== null) throw new Error("the process had ended before it was in the middle");
  }
  child.kill("SIGKILL");
  await ended;
}
