import { stripVTControlCharacters } from "node:util";
import { cutToWidth } from "./table.mjs";

const frames = ["|", "/", "-", "\\"];
const clearLine = "\r\u001b[2K";
const spinEveryMs = 120;
const tellEveryMs = 5000;

let isLineOpen = false;

/**
 * What a step may tell about itself: `note` is shown while it runs, `outcome` when it is done.
 * @typedef {{ note: (text: string) => void, outcome: (text: string) => void }} Reporter
 */

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${isLineOpen ? clearLine : ""}${text}\n`);
  isLineOpen = false;
}

/**
 * The reason of a failure, for the error output.
 * @param {string} text
 */
export function complain(text) {
  say("");
  process.stderr.write(`${text}\n`);
}

/** @param {number} milliseconds */
export function formatDuration(milliseconds) {
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs one step, shows that it goes on and for how long, and prints how long it took.
 * @template T
 * @param {string} title
 * @param {(reporter: Reporter) => T | Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(title, work) {
  const begunAt = performance.now();
  const elapsed = () => performance.now() - begunAt;
  let detail = "";
  let outcome = "done";
  const timer = process.stdout.isTTY
    ? spin(title, elapsed, () => detail)
    : tell(title, elapsed, () => detail);
  try {
    const result = await work({
      note: (text) => {
        detail = stripVTControlCharacters(text).trim();
      },
      outcome: (text) => {
        outcome = text;
      },
    });
    say(`${title}: ${outcome} (${formatDuration(elapsed())})`);
    return result;
  } catch (error) {
    say(`${title}: not finished (${formatDuration(elapsed())})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

/**
 * @param {string} title
 * @param {() => number} elapsed
 * @param {() => string} detail
 */
function spin(title, elapsed, detail) {
  let frame = 0;
  return setInterval(() => {
    frame += 1;
    const text = `${frames[frame % frames.length]} ${title} ${Math.floor(elapsed() / 1000)} s  ${detail()}`;
    process.stdout.write(clearLine + cutToWidth(text, (process.stdout.columns || 80) - 1));
    isLineOpen = true;
  }, spinEveryMs);
}

/**
 * @param {string} title
 * @param {() => number} elapsed
 * @param {() => string} detail
 */
function tell(title, elapsed, detail) {
  return setInterval(() => {
    say(`${title}: ${Math.round(elapsed() / 1000)} s so far ${cutToWidth(detail(), 80)}`.trimEnd());
  }, tellEveryMs);
}
