import { administrator } from "./mariadb-directory.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

export const databaseName = "merchant_platform";
export const ownerName = "mp_owner";
export const appName = "mp_app";
const hosts = ["127.0.0.1", "localhost"];

/**
 * @typedef {object} Client
 * @property {string} program path of the mariadb client
 * @property {string} socket
 * @property {import("./environment.mjs").Environment} env
 * @property {AbortSignal} signal
 */

/**
 * The statements that bring database, accounts and rights to where they belong, whatever was there before.
 * The application's account has no rights of its own: the migrations grant them table by table.
 * @param {{ databaseOwnerPassword: string, databaseAppPassword: string }} secrets
 * @returns {string}
 */
export function accountStatements({ databaseOwnerPassword, databaseAppPassword }) {
  const passwords = [
    [ownerName, databaseOwnerPassword],
    [appName, databaseAppPassword],
  ];
  const accounts = hosts.flatMap((host) => {
    const statements = passwords.flatMap(([user, password]) => [
      `CREATE USER IF NOT EXISTS '${user}'@'${host}'`,
      `ALTER USER '${user}'@'${host}' IDENTIFIED BY '${password}'`,
    ]);
    // The underscore is a wildcard in a database pattern unless escaped.
    const pattern = `${databaseName.replaceAll("_", "\\_")}%`;
    return [
      ...statements,
      `GRANT ALL PRIVILEGES ON \`${pattern}\`.* TO '${ownerName}'@'${host}' WITH GRANT OPTION`,
    ];
  });
  const database = `CREATE DATABASE IF NOT EXISTS ${databaseName} CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci`;
  return `${[database, ...accounts].join(";\n")};\n`;
}

/**
 * Runs SQL as the administrator. It goes by standard input: an argument would show passwords to everybody.
 * @param {Client} client
 * @param {string} sql
 * @returns {Promise<{ code: number, output: string }>}
 */
export function ask(client, sql) {
  const args = [
    "--no-defaults",
    "--protocol=socket",
    `--socket=${client.socket}`,
    `--user=${administrator()}`,
    "--connect-timeout=5",
    "--default-character-set=utf8mb4",
    "--batch",
    "--skip-column-names",
  ];
  return run(client.program, args, { env: client.env, signal: client.signal, input: sql });
}

/**
 * @param {Client} client
 * @param {string} sql
 * @returns {Promise<string>}
 */
export async function execute(client, sql) {
  const { code, output } = await ask(client, sql);
  if (code !== 0) throw new Refusal(`MariaDB could not be set up: ${output}`);
  return output;
}

/**
 * Removes the databases of test runs that were broken off.
 * @param {Client} client
 */
export async function dropTestDatabases(client) {
  const pattern = `${databaseName}_test_`.replaceAll("_", "\\_");
  const names = await execute(
    client,
    `SELECT schema_name FROM information_schema.schemata WHERE schema_name LIKE '${pattern}%';`,
  );
  const drops = names
    .split("\n")
    .filter((name) => name !== "")
    .map((name) => `DROP DATABASE \`${name}\`;`);
  if (drops.length > 0) await execute(client, drops.join("\n"));
}
