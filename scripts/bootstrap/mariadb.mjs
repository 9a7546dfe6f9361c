import { lstatSync } from "node:fs";
import { join } from "node:path";
import { askUntil } from "./ask.mjs";
import { startDaemon, stopAtClose } from "./daemon.mjs";
import { openSocketPath } from "./layout.mjs";
import { endOfLog } from "./log-file.mjs";
import {
  accountStatements,
  appName,
  ask,
  databaseName,
  dropTestDatabases,
  execute,
  ownerName,
} from "./mariadb-accounts.mjs";
import { directoryOptions, installDirectory, userOptions } from "./mariadb-directory.mjs";
import { stopLeftover } from "./ownership.mjs";
import { findProgram } from "./packages.mjs";
import { findFreePort } from "./port.mjs";
import { carries } from "./process-table.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";

// Recovery after a hard end may take minutes on a large directory.
const attempts = 1500;
const everyMs = 200;
const graceMs = 120_000;

/** @typedef {import("./services.mjs").Instance} Instance */

/** @param {Instance["layout"]} layout */
const pidFileOf = (layout) => join(layout.run, "mariadb.pid");

/** @param {Instance["layout"]} layout */
const directoryOption = (layout) => `--datadir=${layout.mariadb}`;

/**
 * Ends the private MariaDB of a run that was killed.
 * @param {Instance["layout"]} layout
 */
export function stopLeftoverMariadb(layout) {
  return stopLeftover(pidFileOf(layout), carries(directoryOption(layout)), graceMs);
}

/**
 * Starts the private MariaDB and brings database and accounts up to date.
 * @param {Instance} instance
 * @param {{ dropsTestDatabases: boolean }} options
 * @returns {Promise<{ databaseUrl: string, adminUrl: string }>}
 */
export async function startMariadb(instance, { dropsTestDatabases }) {
  const { layout, secrets, lifetime, env, serviceEnv } = instance;
  const { signal } = lifetime;
  const find = (/** @type {string} */ name) => requireProgram(name, env);
  return await step("MariaDB", async ({ note, outcome }) => {
    const around = { env: serviceEnv, layout, signal, note };
    const isNew = await installDirectory(layout.mariadb, find("mariadb-install-db"), around);
    refuseForeignDirectory(layout.mariadb);
    const port = await findFreePort();
    const socket = openSocketPath(layout);
    const daemon = startDaemon(lifetime, {
      title: "MariaDB",
      command: find("mariadbd"),
      args: serverOptions({ directory: directoryOption(layout), port, socket, env }),
      env: serviceEnv,
      cwd: layout.home,
      log: join(layout.logs, "mariadb.log"),
      pidFile: pidFileOf(layout),
      graceMs,
    });
    stopAtClose(lifetime, [daemon]);
    const client = { program: find("mariadb"), socket, env: serviceEnv, signal };
    await askUntil({
      ask: async () => (await ask(client, "SELECT 1;")).code === 0,
      attempts,
      everyMs,
      signal,
      otherwise: () => `MariaDB was started but does not answer. ${endOfLog(daemon.log)}`,
    });
    await execute(client, accountStatements(secrets));
    if (dropsTestDatabases) await dropTestDatabases(client);
    outcome(`${isNew ? "installed and " : ""}started on 127.0.0.1:${port}`);
    const url = (/** @type {string} */ user, /** @type {string} */ password) =>
      `mysql://${user}:${password}@127.0.0.1:${port}/${databaseName}`;
    return {
      databaseUrl: url(appName, secrets.databaseAppPassword),
      adminUrl: url(ownerName, secrets.databaseOwnerPassword),
    };
  });
}

/**
 * @param {string} name
 * @param {import("./environment.mjs").Environment} env
 */
function requireProgram(name, env) {
  const path = findProgram(name, env);
  if (path === null) throw new Refusal(`${name} was not found.`);
  return path;
}

/**
 * MariaDB's own complaint about another user's files is hard to read.
 * @param {string} directory
 */
function refuseForeignDirectory(directory) {
  const owner = lstatSync(directory).uid;
  if (owner === process.getuid?.()) return;
  throw new Refusal(
    `${directory} belongs to user number ${owner}: run this as that user, or remove the folder.`,
  );
}

/**
 * @param {{ directory: string, port: number, socket: string, env: import("./environment.mjs").Environment }} place
 * @returns {string[]}
 */
function serverOptions({ directory, port, socket, env }) {
  return [
    ...directoryOptions,
    ...userOptions(),
    directory,
    "--bind-address=127.0.0.1",
    `--port=${port}`,
    `--socket=${socket}`,
    `--pid-file=${socket}.pid`,
    "--skip-name-resolve",
    "--skip-log-bin",
    "--character-set-server=utf8mb4",
    "--collation-server=utf8mb4_unicode_ci",
    "--default-time-zone=+00:00",
    "--innodb-flush-log-at-trx-commit=1",
    "--innodb-rollback-on-timeout=ON",
    // `loose`: an older server that does not know it says so in its log and goes on.
    "--loose-innodb-snapshot-isolation=ON",
    `--innodb-buffer-pool-size=${env.DATABASE_BUFFER_POOL ?? "512M"}`,
    "--max-connections=200",
    "--local-infile=1",
    "--performance-schema=OFF",
  ];
}
