import { readFileSync, readlinkSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The arguments of a running process, or null when there is none (or no /proc to tell).
 * @param {number} pid
 * @returns {string[] | null}
 */
function argumentsOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return text === "" ? null : text.split("\0");
  } catch {
    return null;
  }
}

/**
 * @param {number} pid
 * @returns {string | null}
 */
function workingFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

/**
 * The moment a process began (in the system's ticks), null when it has ended. Its command line is no sign of life:
 * an ending process loses that first and its sockets later.
 * @param {number} pid
 * @returns {string | null}
 */
export function beganAt(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold spaces. After it: the state, ... the number of threads, ... the beginning.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, threads, began] = [fields[0], Number(fields[17]), fields[19]];
    // A zombie whose threads still run has its files and sockets open.
    const hasEnded = (state === "Z" || state === "X") && threads <= 1;
    return hasEnded || began === undefined ? null : began;
  } catch {
    return null;
  }
}

/**
 * A server is recognised by the argument that names our own folder or file.
 * @param {string} marker the whole argument
 * @returns {(pid: number) => boolean}
 */
export function carries(marker) {
  return (pid) => argumentsOf(pid)?.includes(marker) === true;
}

/**
 * Commands like npm rewrite their command line; they are recognised by the folder they work in.
 * @param {string} folder
 * @returns {(pid: number) => boolean}
 */
export function worksIn(folder) {
  return (pid) => {
    const current = workingFolder(pid);
    return current !== null && (current === folder || current.startsWith(`${folder}/`));
  };
}

/**
 * @param {string} script its full path
 * @returns {(pid: number) => boolean}
 */
export function runsScript(script) {
  return (pid) => {
    const folder = workingFolder(pid);
    return (
      folder !== null && argumentsOf(pid)?.some((argument) => resolve(folder, argument) === script) === true
    );
  };
}
