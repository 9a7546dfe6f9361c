import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkExternal, externalDatabase, externalRedis } from "./external.mjs";
import { root } from "./layout.mjs";
import { startMariadb, stopLeftoverMariadb } from "./mariadb.mjs";
import { stopLeftover } from "./ownership.mjs";
import { worksIn } from "./process-table.mjs";
import { say } from "./progress.mjs";
import { startRedis, stopLeftoverRedis } from "./redis.mjs";

const stepGraceMs = 15_000;

/**
 * A private pair of services and what belongs to it.
 * @typedef {object} Instance
 * @property {import("./layout.mjs").Layout} layout
 * @property {import("./secrets.mjs").Secrets} secrets
 * @property {import("./lifetime.mjs").Lifetime} lifetime
 * @property {import("./environment.mjs").Environment} env the person's own
 * @property {import("./environment.mjs").Environment} serviceEnv for the servers
 */

/** @typedef {{ databaseUrl: string, adminUrl: string, redisUrl: string }} Addresses */

/**
 * Ends the step a killed run was at: two installations or builds at the same time spoil each other.
 * @param {import("./layout.mjs").Layout} layout
 */
export async function stopLeftoverStep(layout) {
  const isFound = await stopLeftover(layout.stepPid, worksIn(root), stepGraceMs);
  if (isFound) say("Step left over from a run that was killed: stopped.");
}

/**
 * Ends the private services of a run that was killed.
 * @param {import("./layout.mjs").Layout} layout
 */
export async function stopLeftoverServices(layout) {
  const found = [await stopLeftoverRedis(layout), await stopLeftoverMariadb(layout)];
  if (found.includes(true)) say("Services left over from a run that was killed: stopped.");
}

/**
 * The portal's services: those named by the environment, else private ones.
 * @param {Instance} instance
 * @returns {Promise<Addresses>}
 */
export async function openServices(instance) {
  const { env, lifetime } = instance;
  const database = await openDatabase(instance);
  const redisUrl = env.REDIS_URL || (await startRedis(instance));
  if (env.REDIS_URL) await checkExternal(externalRedis, redisUrl, lifetime.signal);
  return { ...database, redisUrl };
}

/** @param {Instance} instance */
async function openDatabase(instance) {
  const { env, lifetime } = instance;
  const databaseUrl = env.DATABASE_URL;
  if (!databaseUrl) return await startMariadb(instance, { dropsTestDatabases: false });
  await checkExternal(externalDatabase, databaseUrl, lifetime.signal);
  return { databaseUrl, adminUrl: env.DATABASE_ADMIN_URL || databaseUrl };
}

/**
 * The tests' services: always private, so that no test ever touches a database somebody set in the environment.
 * @param {Instance} instance
 * @returns {Promise<Addresses>}
 */
export async function openTestServices(instance) {
  const database = await startMariadb(instance, { dropsTestDatabases: true });
  return { ...database, redisUrl: await startRedis(instance) };
}

/** What a command run by hand reads: the addresses, and what every process must have. */
const sharedNames = ["DATABASE_URL", "DATABASE_ADMIN_URL", "REDIS_URL", "NEXTAUTH_SECRET", "NEXTAUTH_URL"];

/**
 * Leaves the settings for commands run by hand beside the portal, as long as it runs.
 * @param {Pick<Instance, "layout" | "lifetime">} instance
 * @param {import("./environment.mjs").Environment} settings those of a process with the owner's rights
 */
export function shareSettings({ layout, lifetime }, settings) {
  const path = join(layout.run, "services.env");
  const lines = sharedNames.map((name) => `${name}='${settings[name] ?? ""}'\n`);
  writeFileSync(path, lines.join(""), { mode: 0o600 });
  lifetime.onClose(async () => rmSync(path, { force: true }));
}
