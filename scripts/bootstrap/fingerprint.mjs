import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * One hash over names and contents of files and folders; what does not exist is left out.
 * @param {string} folder
 * @param {string[]} names relative to the folder
 * @returns {string}
 */
export function fingerprint(folder, names) {
  const hash = createHash("sha256");
  for (const name of [...names].sort()) addToHash(hash, folder, name);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} folder
 * @param {string} name
 */
function addToHash(hash, folder, name) {
  const path = join(folder, name);
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (found.isDirectory()) {
    for (const child of readdirSync(path).sort()) addToHash(hash, folder, join(name, child));
    return;
  }
  const content = found.isSymbolicLink() ? Buffer.from(readlinkSync(path)) : readFileSync(path);
  // Lengths keep the end of one file and the start of the next apart.
  hash.update(`${name}\0${content.length}\0`).update(content);
}

/**
 * Does the work unless the last success was with the same fingerprint. The mark goes before the work begins, so a
 * work broken off is never taken for a finished one.
 * @param {string} markFile
 * @param {string} print
 * @param {() => Promise<void>} work
 * @returns {Promise<boolean>} whether the work was done
 */
export async function doWhenChanged(markFile, print, work) {
  if (readMark(markFile) === print) return false;
  rmSync(markFile, { force: true });
  await work();
  writeFileSync(markFile, print);
  return true;
}

/** @param {string} markFile */
function readMark(markFile) {
  try {
    return readFileSync(markFile, "utf8");
  } catch {
    return null;
  }
}
