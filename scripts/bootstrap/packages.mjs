import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

// Servers live where an ordinary user's PATH does not look.
const serverFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/**
 * Something we need: any of the programs does for `anyOf`, all must be there for `allOf`.
 * @typedef {object} Need
 * @property {string[]} [anyOf]
 * @property {string[]} [allOf]
 * @property {string[]} packages Debian's names
 */

/** @type {Need} */
export const mariadbNeed = {
  allOf: ["mariadbd", "mariadb", "mariadb-install-db"],
  packages: ["mariadb-server"],
};

/** @type {Need} */
export const redisNeed = { allOf: ["redis-server"], packages: ["redis-server"] };

/** @type {Need & { anyOf: string[] }} */
export const chromiumNeed = {
  anyOf: ["chromium", "chromium-browser", "google-chrome"],
  packages: ["chromium", "fonts-noto-cjk"],
};

/**
 * The full path of a program, or null.
 * @param {string} name
 * @param {import("./environment.mjs").Environment} env
 * @returns {string | null}
 */
export function findProgram(name, env) {
  const folders = [...(env.PATH ?? "").split(delimiter).filter((folder) => folder !== ""), ...serverFolders];
  return folders.map((folder) => join(folder, name)).find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The Debian packages that would fill what is missing.
 * @param {Need[]} needs
 * @param {(name: string) => boolean} isPresent
 * @returns {string[]}
 */
export function missingPackages(needs, isPresent) {
  return needs
    .filter(
      ({ anyOf, allOf }) =>
        !(allOf ?? []).every(isPresent) || (anyOf !== undefined && !anyOf.some(isPresent)),
    )
    .flatMap((need) => need.packages);
}

/**
 * The sentence for somebody whose rights do not allow installing.
 * @param {string[]} packages
 * @param {boolean} hasApt
 */
export function installSentence(packages, hasApt) {
  const names = packages.join(" ");
  if (!hasApt)
    return `Not found on this machine: ${names}. Install these with the system's package manager and run this again.`;
  const line = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names}`;
  return `Not found on this machine, and this user may not install: ${names}. Run this line, then this command again:\n${line}`;
}
