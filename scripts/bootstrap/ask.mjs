import { get } from "node:http";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "./refusal.mjs";

const answerWithinMs = 3000;

/**
 * Asks again and again until the answer is yes.
 * @param {object} question
 * @param {() => Promise<boolean>} question.ask
 * @param {number} question.attempts
 * @param {number} question.everyMs
 * @param {AbortSignal} question.signal
 * @param {() => string} question.otherwise the sentence when the answer never was yes
 */
export async function askUntil({ ask, attempts, everyMs, signal, otherwise }) {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    signal.throwIfAborted();
    if (await ask()) return;
    // An end in the middle of the wait is thrown by the next turn.
    if (attempt < attempts) await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
  signal.throwIfAborted();
  throw new Refusal(otherwise());
}

/**
 * Connects, sends a text and gives back the first bytes of the answer; null when nobody answers.
 * @param {string} host
 * @param {number} port
 * @param {string} text may be empty (MariaDB speaks first)
 * @returns {Promise<Buffer | null>}
 */
export function exchange(host, port, text) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const finish = (/** @type {Buffer | null} */ answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(answerWithinMs, () => finish(null));
    socket.once("connect", () => socket.write(text));
    socket.once("data", finish);
    socket.once("end", () => finish(null));
    socket.once("error", () => finish(null));
  });
}

/**
 * The status of a GET, or null when nobody answers.
 * @param {string} url
 * @returns {Promise<number | null>}
 */
export function httpStatus(url) {
  return new Promise((resolve) => {
    const request = get(url, { timeout: answerWithinMs, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? null);
    });
    request.once("timeout", () => request.destroy());
    request.once("error", () => resolve(null));
  });
}
