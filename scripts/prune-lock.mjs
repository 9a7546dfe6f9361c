import { readFileSync, writeFileSync } from "node:fs";

/**
 * Takes optional dependencies without an entry of their own out of package-lock.json: binaries for platforms whose packages
 * the registry in use does not carry. With them `npm ci` refuses the lock file. Run by `npm run lock`.
 */
const path = new URL("../package-lock.json", import.meta.url);
/** @type {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} */
const lock = JSON.parse(readFileSync(path, "utf8"));

let taken = 0;
for (const [at, entry] of Object.entries(lock.packages)) {
  const wanted = entry.optionalDependencies ?? {};
  for (const name of Object.keys(wanted)) {
    if (isLocked(at, name)) continue;
    delete wanted[name];
    taken += 1;
  }
  if (Object.keys(wanted).length === 0) delete entry.optionalDependencies;
}
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`${taken} optional dependencies without an entry taken out.\n`);

/**
 * Node's look-up: in the package's own node_modules, then in each one above it.
 * @param {string} from
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(from, name) {
  if (lock.packages[`${from === "" ? "" : `${from}/`}node_modules/${name}`]) return true;
  if (from === "") return false;
  const cut = from.lastIndexOf("/node_modules/");
  return isLocked(cut < 0 ? "" : from.slice(0, cut), name);
}
