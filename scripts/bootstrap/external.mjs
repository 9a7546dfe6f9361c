import { askUntil, exchange } from "./ask.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";

const attempts = 6;
const everyMs = 1000;

/**
 * @typedef {object} ExternalKind
 * @property {string} variable
 * @property {string[]} protocols
 * @property {number} port
 * @property {string} greeting what to send
 * @property {(answer: Buffer) => boolean} isAnswer
 */

/** @type {ExternalKind} */
export const externalDatabase = {
  variable: "DATABASE_URL",
  protocols: ["mysql:", "mariadb:"],
  port: 3306,
  greeting: "",
  // The server speaks first: three bytes of length, a number, then the protocol's version, or 255 for an error.
  isAnswer: (answer) => answer[4] === 10 || answer[4] === 255,
};

/** @type {ExternalKind} */
export const externalRedis = {
  variable: "REDIS_URL",
  protocols: ["redis:"],
  port: 6379,
  greeting: "PING\r\n",
  // Without its password Redis answers with an error, and that is an answer.
  isAnswer: (answer) => answer.toString().startsWith("+PONG") || answer.toString().startsWith("-NOAUTH"),
};

/**
 * Makes sure that somebody of the right kind answers at an address given by the environment. Whether the log-in and
 * the set-up are right is told by the migrations.
 * @param {ExternalKind} kind
 * @param {string} url
 * @param {AbortSignal} signal
 */
export async function checkExternal(kind, url, signal) {
  const { host, port, isEncrypted } = parseAddress(kind, url);
  if (isEncrypted) return;
  await step(`${kind.variable} at ${host}:${port}`, async ({ outcome }) => {
    /** @type {Buffer | null} */
    let answer = null;
    await askUntil({
      ask: async () => {
        answer = await exchange(host, port, kind.greeting);
        return answer !== null && kind.isAnswer(answer);
      },
      attempts,
      everyMs,
      signal,
      otherwise: () => {
        const what = answer === null ? "nobody answers" : "something else answers";
        return `${kind.variable} names ${host}:${port}, where ${what}: check the address, or unset it for a private instance.`;
      },
    });
    outcome("answers");
  });
}

/**
 * The URL itself is never printed: it holds a password.
 * @param {ExternalKind} kind
 * @param {string} url
 */
export function parseAddress(kind, url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  // Redis over TLS: only its client can speak to it.
  const isEncrypted = parsed?.protocol === "rediss:" && kind === externalRedis;
  if (
    parsed === null ||
    parsed.hostname === "" ||
    !(kind.protocols.includes(parsed.protocol) || isEncrypted)
  ) {
    throw new Refusal(
      `${kind.variable} is not an address of the form ${kind.protocols[0]}//user:password@host:${kind.port}/...`,
    );
  }
  const host = parsed.hostname.replace(/^\[(.*)\]$/, "$1");
  return { host, port: parsed.port === "" ? kind.port : Number(parsed.port), isEncrypted };
}
