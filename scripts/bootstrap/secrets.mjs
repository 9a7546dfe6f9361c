import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./refusal.mjs";

/**
 * @typedef {object} Secrets
 * @property {string} databaseAppPassword
 * @property {string} databaseOwnerPassword
 * @property {string} nextauthSecret
 * @property {string} serverActionsKey
 */

/**
 * Reads this folder's secrets; makes them the first time.
 * @param {string} home
 * @returns {Secrets}
 */
export function openSecrets(home) {
  const path = join(home, "secrets.json");
  return readSecrets(path) ?? makeSecrets(path);
}

/**
 * @param {string} path
 * @returns {Secrets | null}
 */
function readSecrets(path) {
  /** @type {string} */
  let text;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(`${path} cannot be read: remove it, new secrets are made at the next start.`);
  }
}

/**
 * Start and test may come here at the same time: the link is made by one of them only, and both read its file.
 * @param {string} path
 */
function makeSecrets(path) {
  /** @type {Secrets} */
  const secrets = {
    databaseAppPassword: randomBytes(24).toString("base64url"),
    databaseOwnerPassword: randomBytes(24).toString("base64url"),
    nextauthSecret: randomBytes(32).toString("base64url"),
    serverActionsKey: randomBytes(32).toString("base64"),
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return /** @type {Secrets} */ (readSecrets(path));
}
