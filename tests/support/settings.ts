import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";

/** Settings of the processes under test, derived from the addresses that `npm test` or a developer gives. */
export type TestSettings = {
  DATABASE_URL: string;
  DATABASE_ADMIN_URL: string;
  REDIS_URL: string;
  NEXTAUTH_SECRET: string;
  NEXTAUTH_URL: string;
  LOG_LEVEL: string;
  /** So few that the small organisations of tests have roll-ups of their regions and franchisees. */
  ROLLUP_STORES_MIN: string;
  /** The database's own; tests that archive remove it. */
  ARCHIVE_DIR: string;
};

const databasePrefix = "merchant_platform_test_";

export function assertTestAddresses(): void {
  const missing = ["DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL"].filter((name) => !process.env[name]);
  if (missing.length === 0) return;
  throw new Error(
    `${missing.join(" and ")} must be set for these tests; \`npm test\` does it and brings up what is needed.`,
  );
}

/** Names of databases that a run has made begin with this; nothing else is ever dropped. */
export function databasePrefixOf(runId: string): string {
  return `${databasePrefix}${runId}_`;
}

/** The same servers as the environment names, but a database and a Redis number of the worker's own. */
export function settingsFor(runId: string, worker: string): TestSettings {
  assertTestAddresses();
  const database = `${databasePrefixOf(runId)}${worker}`;
  return {
    DATABASE_URL: withPath(process.env.DATABASE_URL, database),
    DATABASE_ADMIN_URL: withPath(process.env.DATABASE_ADMIN_URL, database),
    REDIS_URL: withPath(process.env.REDIS_URL, String(redisNumber(database))),
    NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? "only-for-tests-0123456789abcdef0123456789abcdef",
    NEXTAUTH_URL: "http://127.0.0.1",
    LOG_LEVEL: process.env.LOG_LEVEL ?? "silent",
    ROLLUP_STORES_MIN: process.env.ROLLUP_STORES_MIN ?? "2",
    ARCHIVE_DIR: path.join(tmpdir(), database),
  };
}

/** For scripts: this process and those it starts work under these settings. Before anything of ours asks for one. */
export function takeSettings(settings: TestSettings): void {
  Object.assign(process.env, settings);
}

function withPath(address: string | undefined, path: string): string {
  const url = new URL(address ?? "");
  url.pathname = `/${path}`;
  return url.href;
}

/** 1–15; a server has 16 and number 0 is left to the portal. */
function redisNumber(name: string): number {
  return 1 + ((createHash("sha256").update(name).digest()[0] ?? 0) % 15);
}
