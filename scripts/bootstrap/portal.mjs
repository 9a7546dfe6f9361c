import { join } from "node:path";
import { askUntil, httpStatus } from "./ask.mjs";
import { startDaemon, stopAtClose } from "./daemon.mjs";
import { root } from "./layout.mjs";
import { endOfLog } from "./log-file.mjs";
import { stopLeftover } from "./ownership.mjs";
import { carries } from "./process-table.mjs";
import { say, step } from "./progress.mjs";

const attempts = 360;
const everyMs = 250;
// The web process drains for up to 30 seconds (reliability.md D23).
const graceMs = 45_000;
const titles = { web: "Web", worker: "Worker" };
const parts = /** @type {const} */ (["web", "worker"]);

/** @param {string} part */
const scriptOf = (part) => join(root, "scripts", `${part}.ts`);

/**
 * @param {import("./layout.mjs").Layout} layout
 * @param {string} part
 */
const pidFileOf = (layout, part) => join(layout.run, `${part}.pid`);

/**
 * Ends web and worker of a run that was killed; the web process would hold the port.
 * @param {import("./layout.mjs").Layout} layout
 */
export async function stopLeftoverPortal(layout) {
  const found = await Promise.all(
    parts.map((part) => stopLeftover(pidFileOf(layout, part), carries(scriptOf(part)), graceMs)),
  );
  if (found.includes(true)) say("Web or worker left over from a run that was killed: stopped.");
}

/**
 * Starts web and worker and waits until the portal says it is ready.
 * @param {import("./lifetime.mjs").Lifetime} lifetime
 * @param {import("./layout.mjs").Layout} layout
 * @param {import("./environment.mjs").Environment} env
 * @param {number} port
 */
export async function openPortal(lifetime, layout, env, port) {
  await step("Web and worker", async ({ note }) => {
    const daemons = parts.map((part) =>
      startDaemon(lifetime, {
        title: titles[part],
        command: process.execPath,
        args: ["--conditions=react-server", "--import", "tsx", scriptOf(part)],
        env,
        cwd: root,
        log: join(layout.logs, `${part}.log`),
        pidFile: pidFileOf(layout, part),
        graceMs,
      }),
    );
    stopAtClose(lifetime, daemons);
    /** @type {number | null} */
    let status = null;
    await askUntil({
      ask: async () => {
        status = await httpStatus(`http://127.0.0.1:${port}/api/health/ready`);
        note(status === null ? "no answer yet" : `answers ${status}`);
        return status === 200;
      },
      attempts,
      everyMs,
      signal: lifetime.signal,
      otherwise: () =>
        `The portal was started but is not ready (${status ?? "no answer"}). ${endOfLog(join(layout.logs, "web.log"))}`,
    });
  });
}
