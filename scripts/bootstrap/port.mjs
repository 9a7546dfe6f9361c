import { createServer } from "node:net";
import { Refusal } from "./refusal.mjs";

const portDefault = 3000;
const portMax = 65_535;

/**
 * @param {string | undefined} text the environment's PORT
 * @returns {number}
 */
export function parsePort(text) {
  if (text === undefined || text === "") return portDefault;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= portMax) return port;
  throw new Refusal(`PORT is "${text}": it must be a whole number from 1 to ${portMax}.`);
}

/**
 * Refuses when somebody listens on the port already, on all addresses or on this machine's own only.
 * @param {number} port
 */
export async function assertPortFree(port) {
  for (const host of [undefined, "127.0.0.1"]) {
    const code = await tryListen(port, host);
    if (code === "EADDRINUSE") {
      throw new Refusal(
        `Port ${port} is in use by another program: stop that, or choose another, as in PORT=${port + 1} npm start.`,
      );
    }
    if (code === "EACCES")
      throw new Refusal(`Port ${port} needs more rights than this user has: choose one above 1023.`);
    if (code !== null) throw new Refusal(`Port ${port} cannot be used (${code}): choose another.`);
  }
}

/**
 * @param {number} port
 * @param {string | undefined} host
 * @returns {Promise<string | null>} the code of the error
 */
function tryListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error) => resolve("code" in error ? String(error.code) : error.message));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)));
  });
}

/**
 * A port nobody uses at this moment.
 * @returns {Promise<number>}
 */
export function findFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen({ port: 0, host: "127.0.0.1", exclusive: true }, () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("the system gave no port"));
      });
    });
  });
}
