import fc from "fast-check";
import { expect, test } from "vitest";
import { cumulativeOf, randomOf } from "@/lib/demo/random";
import { checkProperty } from "../../support/property";

test("the same text gives the same numbers, another text others", () => {
  const draw = (seed: string) => Array.from({ length: 20 }, randomOf(seed).next);
  expect(draw("a 1")).toEqual(draw("a 1"));
  expect(draw("a 1")).not.toEqual(draw("a 2"));
});

test("numbers stay in their range", async () => {
  await checkProperty(
    "random ranges",
    fc.property(fc.string(), fc.integer({ min: -50, max: 50 }), fc.nat({ max: 100 }), (seed, from, span) => {
      const random = randomOf(seed);
      for (let round = 0; round < 20; round += 1) {
        const next = random.next();
        expect(next >= 0 && next < 1).toBe(true);
        const whole = random.between(from, from + span);
        expect(Number.isInteger(whole) && whole >= from && whole <= from + span).toBe(true);
        expect(random.poisson(span)).toBeGreaterThanOrEqual(0);
      }
    }),
    200,
  );
});

test("weights are kept: twice the weight comes about twice as often, and weight 0 never", () => {
  const random = randomOf("weights");
  const cumulative = cumulativeOf([1, 0, 2]);
  const counts = [0, 0, 0];
  for (let round = 0; round < 30_000; round += 1) {
    const index = random.pickIndex(cumulative);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  expect(counts[1]).toBe(0);
  expect((counts[2] ?? 0) / (counts[0] ?? 1)).toBeCloseTo(2, 0);
});

test.each([0.3, 2, 25, 60])("the mean of poisson(%d) is right", (mean) => {
  const random = randomOf("poisson");
  let sum = 0;
  for (let round = 0; round < 20_000; round += 1) sum += random.poisson(mean);
  expect(Math.abs(sum / 20_000 - mean)).toBeLessThan(0.05 * mean + 0.02);
});
