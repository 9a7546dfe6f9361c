/** Middle of an odd or even number of measurements. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Medians of both, taken in turns after a warm-up, so that what else the machine does falls on both alike. */
export async function compareTimes(
  ours: () => Promise<unknown>,
  yardstick: () => Promise<unknown>,
  rounds: number,
) {
  await timed(ours);
  await timed(yardstick);
  const times = { ours: [] as number[], yardstick: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.ours.push(await timed(ours));
    times.yardstick.push(await timed(yardstick));
  }
  return { oursMs: median(times.ours), yardstickMs: median(times.yardstick) };
}

/** Requests a second over a fixed number of requests with a fixed number under way. */
export async function requestsPerSecond(
  send: () => Promise<Response>,
  count: number,
  underWay: number,
): Promise<number> {
  let left = count;
  const one = async () => {
    while (left > 0) {
      left -= 1;
      const response = await send();
      if (!response.ok)
        throw new Error(`answered ${response.status}: ${(await response.text()).slice(0, 200)}`);
      await response.arrayBuffer();
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: underWay }, one));
  return (count * 1_000) / (performance.now() - start);
}
