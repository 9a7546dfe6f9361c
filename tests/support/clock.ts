import type { Clock } from "@/lib/core/context";

export type TestClock = Clock & { set(at: Date | string): void; advance(ms: number): void };

/** A clock that stands still until it is moved; it begins at noon in Shanghai. */
export function testClock(at: Date | string = "2026-11-20T04:00:00.000Z"): TestClock {
  let ms = new Date(at).getTime();
  return {
    now: () => new Date(ms),
    set: (next) => {
      ms = new Date(next).getTime();
    },
    advance: (by) => {
      ms += by;
    },
  };
}
