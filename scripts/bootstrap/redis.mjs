import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { askUntil, exchange } from "./ask.mjs";
import { startDaemon, stopAtClose } from "./daemon.mjs";
import { endOfLog } from "./log-file.mjs";
import { stopLeftover } from "./ownership.mjs";
import { findProgram } from "./packages.mjs";
import { findFreePort } from "./port.mjs";
import { carries } from "./process-table.mjs";
import { step } from "./progress.mjs";

const attempts = 600;
const everyMs = 100;
const graceMs = 30_000;

/** @typedef {import("./services.mjs").Instance} Instance */

/** @param {Instance["layout"]} layout */
const pidFileOf = (layout) => join(layout.run, "redis.pid");

/**
 * Ends the private Redis of a run that was killed.
 * @param {Instance["layout"]} layout
 */
export function stopLeftoverRedis(layout) {
  return stopLeftover(pidFileOf(layout), carries(layout.redis), graceMs);
}

/**
 * @param {Instance} instance
 * @returns {Promise<string>} its URL
 */
export async function startRedis({ layout, lifetime, env, serviceEnv }) {
  return await step("Redis", async ({ outcome }) => {
    mkdirSync(layout.redis, { recursive: true, mode: 0o700 });
    const port = await findFreePort();
    const daemon = startDaemon(lifetime, {
      title: "Redis",
      command: findProgram("redis-server", env) ?? "redis-server",
      args: serverOptions(port, layout.redis),
      env: serviceEnv,
      cwd: layout.home,
      log: join(layout.logs, "redis.log"),
      pidFile: pidFileOf(layout),
      graceMs,
    });
    stopAtClose(lifetime, [daemon]);
    await askUntil({
      ask: async () =>
        (await exchange("127.0.0.1", port, "PING\r\n"))?.toString().startsWith("+PONG") === true,
      attempts,
      everyMs,
      signal: lifetime.signal,
      otherwise: () => `Redis was started but does not answer. ${endOfLog(daemon.log)}`,
    });
    outcome(`started on 127.0.0.1:${port}`);
    return `redis://127.0.0.1:${port}`;
  });
}

/**
 * @param {number} port
 * @param {string} folder
 * @returns {string[]}
 */
function serverOptions(port, folder) {
  return [
    ...["--bind", "127.0.0.1"],
    ...["--port", String(port)],
    ...["--dir", folder],
    ...["--appendonly", "yes"],
    ...["--maxmemory-policy", "noeviction"],
    // Redis otherwise overwrites its command line, by which the next start recognises it as ours.
    ...["--set-proc-title", "no"],
  ];
}
