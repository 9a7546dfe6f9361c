import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { signalGroup } from "./process-group.mjs";
import { beganAt, runsScript } from "./process-table.mjs";
import { Refusal } from "./refusal.mjs";

const pollMs = 50;
const afterKillMs = 10_000;

/**
 * Notes a process for the next run, with the moment it began: numbers are given out again.
 * @param {string | undefined} pidFile
 * @param {number | undefined} pid
 */
export function writePidFile(pidFile, pid) {
  if (pidFile === undefined || pid === undefined) return;
  writeFileSync(pidFile, `${pid} ${beganAt(pid) ?? "ended"}`, { mode: 0o600 });
}

/** @param {string | undefined} pidFile */
export function removePidFile(pidFile) {
  if (pidFile !== undefined) rmSync(pidFile, { force: true });
}

/**
 * The process a pid file names, if it is still that very one.
 * @param {string} pidFile
 * @returns {{ pid: number, began: string } | null}
 */
function readPidFile(pidFile) {
  if (!existsSync(pidFile)) return null;
  const [number = "", began = ""] = readFileSync(pidFile, "utf8").split(" ");
  const pid = Number(number);
  if (!Number.isSafeInteger(pid) || pid <= 1 || began === "") return null;
  return beganAt(pid) === began ? { pid, began } : null;
}

/**
 * Ends what a killed run left behind, and nothing else: the number must still be the same process each time.
 * @param {string} pidFile
 * @param {(pid: number) => boolean} isOurs
 * @param {number} graceMs
 * @returns {Promise<boolean>} whether there was anything to end
 */
export async function stopLeftover(pidFile, isOurs, graceMs) {
  const noted = readPidFile(pidFile);
  const isLeftover = noted !== null && isOurs(noted.pid);
  if (isLeftover) await endProcess(noted.pid, () => beganAt(noted.pid) === noted.began, graceMs);
  removePidFile(pidFile);
  return isLeftover;
}

/**
 * @param {number} pid
 * @param {() => boolean} isAlive
 * @param {number} graceMs
 */
async function endProcess(pid, isAlive, graceMs) {
  signalGroup(pid, "SIGTERM");
  const killAt = Date.now() + graceMs;
  let wasKilled = false;
  while (isAlive()) {
    if (Date.now() > killAt && !wasKilled) {
      wasKilled = true;
      signalGroup(pid, "SIGKILL");
    }
    if (Date.now() > killAt + afterKillMs) {
      throw new Refusal(`Process ${pid} of an earlier run does not end: end it by hand.`);
    }
    await delay(pollMs);
  }
}

/**
 * Makes sure that only one run of a script works on one folder.
 * @param {string} pidFile
 * @param {string} script its full path
 * @param {string} command what the person typed
 * @returns {() => void} gives the claim back
 */
export function claimRun(pidFile, script, command) {
  const noted = readPidFile(pidFile);
  if (noted !== null && noted.pid !== process.pid && runsScript(script)(noted.pid)) {
    const which = `process ${noted.pid}`;
    throw new Refusal(`\`${command}\` is already running in this folder (${which}): stop that one first.`);
  }
  writePidFile(pidFile, process.pid);
  return () => removePidFile(pidFile);
}
