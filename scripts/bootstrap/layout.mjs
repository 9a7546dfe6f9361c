import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Refusal } from "./refusal.mjs";

/** The repository's folder. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Unix socket addresses hold 107 bytes; MariaDB adds a suffix to some. */
export const socketBytesMax = 100;

/**
 * @typedef {object} Layout
 * @property {string} home everything one instance keeps
 * @property {string} logs
 * @property {string} run pid files
 * @property {string} stepPid of the command that is running in the foreground
 * @property {string} mariadb
 * @property {string} redis
 */

/**
 * Where an instance (the portal's, or the tests') keeps its things; makes the folders.
 * @param {string} home
 * @returns {Layout}
 */
export function openLayout(home) {
  const layout = {
    home,
    logs: join(home, "logs"),
    run: join(home, "run"),
    stepPid: join(home, "run", "step.pid"),
    mariadb: join(home, "mariadb"),
    redis: join(home, "redis"),
  };
  for (const folder of [layout.home, layout.logs, layout.run])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  return layout;
}

/**
 * Where MariaDB's socket may stand: beside the pid files, or in the system's temporary folder when that is too long.
 * @param {string} run
 * @param {string} temporary
 * @param {number} userId
 */
export function socketPath(run, temporary, userId) {
  const near = join(run, "mariadb.sock");
  if (Buffer.byteLength(near) < socketBytesMax) return near;
  const name = `merchant-platform-${userId}-${createHash("sha256").update(run).digest("hex").slice(0, 16)}`;
  const far = join(temporary, name, "mariadb.sock");
  return Buffer.byteLength(far) < socketBytesMax ? far : join("/tmp", name, "mariadb.sock");
}

/**
 * The socket's path with its folder made. In a shared temporary folder somebody else could have made it first.
 * @param {Layout} layout
 */
export function openSocketPath(layout) {
  const userId = userInfo().uid;
  const path = socketPath(layout.run, tmpdir(), userId);
  const folder = join(path, "..");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== userId) {
    throw new Refusal(
      `${folder} belongs to somebody else: remove it, or set TMPDIR to a folder of your own.`,
    );
  }
  return path;
}
