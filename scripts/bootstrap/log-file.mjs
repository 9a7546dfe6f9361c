import { existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { relative } from "node:path";
import { root } from "./layout.mjs";

/**
 * Opens a log for one run; the log of the run before stays beside it as `.old`.
 * @param {string} path
 * @returns {number} a file descriptor
 */
export function openLog(path) {
  if (existsSync(path)) renameSync(path, `${path}.old`);
  return openSync(path, "w", 0o600);
}

/**
 * The first complaints of npm in a log: its last lines are only its manual.
 * @param {string} path
 * @param {number} count
 */
export function npmErrors(path, count = 8) {
  const lines = readFileSync(path, "utf8").split("\n");
  const errors = lines.filter((line) => /^npm error \S/.test(line)).slice(0, count);
  return errors.length === 0 ? endOfLog(path) : `From ${relative(root, path)}:\n${errors.join("\n")}`;
}

/**
 * The end of a log with a heading that says which file it is.
 * @param {string} path
 * @param {number} count
 */
export function endOfLog(path, count = 15) {
  const text = existsSync(path) ? readFileSync(path, "utf8").trimEnd() : "";
  const name = relative(root, path);
  if (text === "") return `(${name} is empty)`;
  return `The end of ${name}:\n${text.split("\n").slice(-count).join("\n")}`;
}
