import { log } from "./log";

/** Why a process is to end; the error of a fault that nobody caught. */
export type StopCause = { signal: NodeJS.Signals } | { error: Error };

const echoMs = 1_000;

/**
 * Resolves at the first SIGTERM or SIGINT, or at the first fault that nobody caught: after one the state of the process
 * is not known, so it finishes what it has begun and ends. A second signal ends it at once, unless it is the echo of the
 * first: npm passes on a Ctrl-C that the terminal has already sent.
 */
export function stopRequested(): Promise<StopCause> {
  return new Promise((resolve) => {
    let stoppingSince: number | null = null;
    const onSignal = (signal: NodeJS.Signals) => {
      if (stoppingSince !== null) {
        if (performance.now() - stoppingSince > echoMs) process.exit(1);
        return;
      }
      stoppingSince = performance.now();
      log().info({ signal }, "stopping");
      resolve({ signal });
    };
    const onFault = (thrown: unknown) => {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      log().fatal({ error: error.message, stack: error.stack }, "stopping after a fault that nobody caught");
      stoppingSince ??= performance.now();
      resolve({ error });
    };
    process.on("SIGTERM", onSignal);
    process.on("SIGINT", onSignal);
    process.on("uncaughtException", onFault);
    process.on("unhandledRejection", onFault);
  });
}
