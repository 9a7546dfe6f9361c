import { existsSync, readFileSync } from "node:fs";
import { formatTable } from "./table.mjs";

/** @typedef {{ role: string, account: string, password: string }} DemoLogin */

/**
 * What the person sees when the portal is ready.
 * @param {string} address
 * @param {string} loginsFile written by the demo command
 * @returns {string}
 */
export function welcome(address, loginsFile) {
  /** @type {DemoLogin[]} */
  const logins = existsSync(loginsFile) ? JSON.parse(readFileSync(loginsFile, "utf8")) : [];
  const rows = logins.map(({ role, account, password }) => [role, account, password]);
  const table =
    rows.length === 0 ? [] : ["Demo accounts:", formatTable(["role", "account", "password"], rows), ""];
  return ["", `The portal is ready: ${address}`, "", ...table, "Ctrl-C stops everything."].join("\n");
}
