import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { userInfo } from "node:os";
import { basename, dirname, join } from "node:path";
import { endOfLog } from "./log-file.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

/** MariaDB keeps these from its first day on; the server must be started with the same. */
export const directoryOptions = ["--no-defaults", "--innodb-undo-tablespaces=3"];

/** MariaDB refuses to run as root unless told so. */
export function userOptions() {
  return process.getuid?.() === 0 ? ["--user=root"] : [];
}

/** The system's user is MariaDB's administrator, by the socket and without a password. */
export function administrator() {
  return userInfo().username;
}

/**
 * Installs the data directory once. It is made under another name and renamed when whole: a run that was killed in
 * between leaves nothing that looks finished.
 * @param {string} directory
 * @param {string} installer path of mariadb-install-db
 * @param {{ env: import("./environment.mjs").Environment, layout: import("./layout.mjs").Layout, signal: AbortSignal, note: (line: string) => void }} around
 * @returns {Promise<boolean>} whether it was installed now
 */
export async function installDirectory(directory, installer, { env, layout, signal, note }) {
  if (existsSync(directory)) return false;
  removeDrafts(directory);
  const draft = `${directory}.draft-${process.pid}`;
  const args = [
    ...directoryOptions,
    ...userOptions(),
    // Relative to the working folder: the installer is a shell script that breaks on a space in the path.
    `--datadir=./${basename(draft)}`,
    "--auth-root-authentication-method=socket",
    `--auth-root-socket-user=${administrator()}`,
    "--skip-name-resolve",
    "--skip-test-db",
  ];
  const log = join(layout.logs, "mariadb-install.log");
  const { code } = await run(installer, args, {
    cwd: dirname(directory),
    pidFile: layout.stepPid,
    env,
    signal,
    log,
    note,
  });
  if (code !== 0) throw new Refusal(`MariaDB's data directory could not be made. ${endOfLog(log)}`);
  renameSync(draft, directory);
  return true;
}

/** @param {string} directory */
function removeDrafts(directory) {
  const folder = dirname(directory);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(`${basename(directory)}.draft-`)) rmSync(join(folder, name), { recursive: true });
  }
}
