import { spawn } from "node:child_process";
import { closeSync, writeSync } from "node:fs";
import { childEnv } from "./environment.mjs";
import { openLog } from "./log-file.mjs";
import { removePidFile, writePidFile } from "./ownership.mjs";
import { signalGroup } from "./process-group.mjs";

const outputKeptCharacters = 20_000;
const killAfterMs = 15_000;
// Something that outlives the command may hold its output open; nobody waits for that.
const drainMs = 2000;

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {import("./environment.mjs").Environment} env
 * @property {AbortSignal} [signal] ends the command when aborted
 * @property {boolean} [isPatient] let it finish even then (a package installation must not break off)
 * @property {string} [input] for its standard input
 * @property {string} [pidFile] by which the next run finds it if this one is killed
 * @property {string} [log] a file for all its output
 * @property {(line: string) => void} [note] is told the last line
 */

/**
 * Runs a command to its end. It stands in a session of its own, so a Ctrl-C reaches only us and we decide.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} options
 * @returns {Promise<{ code: number, output: string }>} a command that does not exist ends with code 127
 */
export async function run(command, args, options) {
  options.signal?.throwIfAborted();
  const log = options.log === undefined ? null : openLog(options.log);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: childEnv(options.env),
    detached: true,
    stdio: "pipe",
  });
  writePidFile(options.pidFile, child.pid);
  let output = "";
  const receive = (/** @type {string} */ text) => {
    output = (output + text).slice(-outputKeptCharacters);
    if (log !== null) writeSync(log, text);
    const line = output.trimEnd().split("\n").at(-1);
    if (line !== undefined) options.note?.(line);
  };
  child.stdout.setEncoding("utf8").on("data", receive);
  child.stderr.setEncoding("utf8").on("data", receive);
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const code = await ended(child, options.isPatient === true ? undefined : options.signal);
  removePidFile(options.pidFile);
  if (log !== null) closeSync(log);
  options.signal?.throwIfAborted();
  return { code, output: output.trim() };
}

/**
 * Runs a command that speaks to the terminal itself.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: import("./environment.mjs").Environment, signal: AbortSignal, pidFile: string }} options
 * @returns {Promise<number>} its exit code
 */
export async function runInTerminal(command, args, options) {
  options.signal.throwIfAborted();
  const stdio = /** @type {const} */ (["ignore", "inherit", "inherit"]);
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: childEnv(options.env),
    detached: true,
    stdio: [...stdio],
  });
  writePidFile(options.pidFile, child.pid);
  const code = await ended(child, options.signal);
  removePidFile(options.pidFile);
  return code;
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {AbortSignal | undefined} signal
 * @returns {Promise<number>}
 */
function ended(child, signal) {
  return new Promise((resolve) => {
    /** @type {NodeJS.Timeout | undefined} */
    let killTimer;
    /** @type {NodeJS.Timeout | undefined} */
    let drainTimer;
    const onAbort = () => {
      signalGroup(child.pid, "SIGTERM");
      killTimer = setTimeout(() => signalGroup(child.pid, "SIGKILL"), killAfterMs);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    const finish = (/** @type {number | null} */ code) => {
      clearTimeout(killTimer);
      clearTimeout(drainTimer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      signal?.removeEventListener("abort", onAbort);
      resolve(code ?? 1);
    };
    child.once("error", () => finish(127));
    // What it left running in its own process group ends with it.
    child.once("exit", (code) => {
      signalGroup(child.pid, "SIGTERM");
      drainTimer = setTimeout(() => finish(code), drainMs);
    });
    child.once("close", finish);
  });
}
