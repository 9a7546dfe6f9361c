import { spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { childEnv } from "./environment.mjs";
import { endOfLog, openLog } from "./log-file.mjs";
import { removePidFile, writePidFile } from "./ownership.mjs";
import { signalGroup } from "./process-group.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";

/**
 * @typedef {object} DaemonSpec
 * @property {string} title
 * @property {string} command
 * @property {string[]} args
 * @property {import("./environment.mjs").Environment} env
 * @property {string} cwd
 * @property {string} log
 * @property {string} pidFile
 * @property {number} graceMs how long it may take to end
 */

/**
 * @typedef {object} Daemon
 * @property {string} title
 * @property {string} log
 * @property {() => Promise<void>} stop
 */

/**
 * Starts a process that runs until we end it; if it ends before, everything ends. It stands in a session of its
 * own, so a Ctrl-C in the terminal does not reach it and the order of ending is ours.
 * @param {import("./lifetime.mjs").Lifetime} lifetime
 * @param {DaemonSpec} spec
 * @returns {Daemon}
 */
export function startDaemon(lifetime, spec) {
  lifetime.signal.throwIfAborted();
  const log = openLog(spec.log);
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: childEnv(spec.env),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  writePidFile(spec.pidFile, child.pid);
  let isStopping = false;
  /** @type {Promise<void>} */
  const gone = new Promise((resolve) => {
    const onEnd = (/** @type {string} */ how) => {
      removePidFile(spec.pidFile);
      if (!isStopping)
        lifetime.end(new Refusal(`${spec.title} ended on its own (${how}). ${endOfLog(spec.log)}`));
      resolve();
    };
    child.once("error", (error) => onEnd(error.message));
    child.once("exit", (code, signal) => onEnd(signal === null ? `exit code ${code}` : `signal ${signal}`));
  });
  const stop = async () => {
    isStopping = true;
    child.kill("SIGTERM");
    const killTimer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), spec.graceMs);
    await gone;
    clearTimeout(killTimer);
  };
  return { title: spec.title, log: spec.log, stop };
}

/**
 * Has these daemons ended together when the lifetime closes.
 * @param {import("./lifetime.mjs").Lifetime} lifetime
 * @param {Daemon[]} daemons
 */
export function stopAtClose(lifetime, daemons) {
  const title = `Stop ${daemons.map((daemon) => daemon.title).join(" and ")}`;
  lifetime.onClose(() =>
    step(title, async () => void (await Promise.all(daemons.map((daemon) => daemon.stop())))),
  );
}
