import type { Clock } from "@/lib/core/context";

/** What the processes of a run agree on; handed over as one argument in JSON. */
export type Plan = {
  seed: number;
  /** Wall clock, in milliseconds. */
  beganAtMs: number;
  endsAtMs: number;
  /** The clock of the run goes as fast as the wall's and jumps ahead now and then, so that days end while others write. */
  jumpEveryMs: number;
  /** Code and first day of the organisation (tests/integration/rollups/organisation.ts). */
  code: string;
  ownedFromOn: string;
  skus: { code: string; unit: "weight" | "piece" }[];
};

const jumpMs = 6 * 3_600_000;
/** Noon of 30 December in Shanghai: a run crosses the new year. */
const firstMs = Date.parse("2025-12-30T04:00:00.000Z");

export function jumpingClock({ beganAtMs, jumpEveryMs }: Plan): Clock {
  return {
    now: () => {
      const elapsed = Math.max(0, Date.now() - beganAtMs);
      return new Date(firstMs + elapsed + Math.floor(elapsed / jumpEveryMs) * jumpMs);
    },
  };
}

/** The same numbers for the same seed (mulberry32), from 0 up to, not including, 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** What a process has done; counts of several processes are added up. */
export type Report = {
  calls: number;
  items: number;
  /** Transactions that were begun, and those that the database ended with such an error number. */
  transactions: number;
  ended: Record<string, number>;
  /** What reached a caller. */
  failures: string[];
};

export const noReport = (): Report => ({ calls: 0, items: 0, transactions: 0, ended: {}, failures: [] });

export function addReport(sum: Report, more: Report): void {
  sum.calls += more.calls;
  sum.items += more.items;
  sum.transactions += more.transactions;
  for (const [errno, count] of Object.entries(more.ended)) sum.ended[errno] = (sum.ended[errno] ?? 0) + count;
  sum.failures.push(...more.failures);
}
