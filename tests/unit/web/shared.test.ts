import { expect, it, vi } from "vitest";
import { shared } from "@/lib/web/health";

it("callers that come together share one look, and a later one looks again", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    let looks = 0;
    const look = shared(500, async () => {
      looks += 1;
      return looks;
    });
    expect(await Promise.all([look(), look(), look()])).toEqual([1, 1, 1]);
    vi.advanceTimersByTime(499);
    expect(await look()).toBe(1);
    vi.advanceTimersByTime(2);
    expect(await look()).toBe(2);
  } finally {
    vi.useRealTimers();
  }
});
