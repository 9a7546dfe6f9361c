import { setTimeout as pause } from "node:timers/promises";

/** Waits, at most until `signal`. */
export async function idle(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
