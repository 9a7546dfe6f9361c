import { say } from "./progress.mjs";
import { explain, Interrupted } from "./refusal.mjs";

/** npm passes a Ctrl-C on although the terminal sent it to us already: one key press arrives twice. */
const sameKeyPressMs = 1000;
const parentPollMs = 500;

/**
 * The time from start to end of one command: what was begun is ended in the reverse order, whatever the reason.
 * @typedef {object} Lifetime
 * @property {AbortSignal} signal aborted by Ctrl-C, SIGTERM, SIGHUP, or by a child that ended on its own
 * @property {(reason: Error) => void} end asks for the end
 * @property {(stop: () => Promise<void>) => void} onClose
 * @property {() => Promise<void>} close
 */

/**
 * @param {import("./environment.mjs").Environment} env
 * @returns {Lifetime}
 */
export function openLifetime(env) {
  const controller = new AbortController();
  /** @type {Array<() => Promise<void>>} */
  const stops = [];
  let isClosing = false;
  let askedAt = 0;
  const onSignal = () => {
    if (!controller.signal.aborted && !isClosing) {
      askedAt = Date.now();
      say("Stopping.");
      controller.abort(new Interrupted("interrupted"));
    } else if (Date.now() - askedAt > sameKeyPressMs) {
      say("Already stopping: the services are being ended in order, please wait.");
    }
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, onSignal);
  if (env.npm_lifecycle_event !== undefined) watchParent(onSignal);
  // A closed terminal must not keep us from ending the children.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return {
    signal: controller.signal,
    end: (reason) => controller.abort(reason),
    onClose: (stop) => {
      stops.push(stop);
    },
    close: async () => {
      isClosing = true;
      for (const stop of stops.splice(0).reverse()) await stop().catch((error) => say(explain(error)));
    },
  };
}

/**
 * npm runs us in a shell that dies of the signal npm hands on to it: the loss of that shell is the signal.
 * @param {() => void} onLost
 */
function watchParent(onLost) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onLost();
  }, parentPollMs);
  timer.unref();
}

/**
 * Resolves never, rejects with the reason of the end.
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
export function untilEnded(signal) {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
