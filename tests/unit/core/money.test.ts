import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addFen,
  changeBps,
  fen,
  mulDivHalfUp,
  parseYuan,
  shareBps,
  splitFen,
  weighedAmountFen,
  yuanText,
} from "@/lib/core/money";
import { checkProperty } from "@/tests/support/property";

const amount = fc.integer({ min: -1_000_000_000_00, max: 1_000_000_000_00 });

/** Rounds a quotient half away from zero, by whole numbers of any size. */
function quotient(numerator: bigint, divisor: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const whole = magnitude / divisor;
  const rounded = (magnitude % divisor) * 2n >= divisor ? whole + 1n : whole;
  return numerator < 0n ? -rounded : rounded;
}

test("what is no whole number of fen is refused, never rounded", () => {
  for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)]) {
    expect(() => fen(value)).toThrow(RangeError);
  }
  expect(() => addFen(Number.MAX_SAFE_INTEGER, 1)).toThrow(RangeError);
  expect(addFen()).toBe(0);
});

test("the parts of a split sum to the whole, none is more than a fen off its share, none of weight 0 gets any", async () => {
  const weights = fc
    .array(fc.nat(1_000_000), { minLength: 1, maxLength: 30 })
    .filter((all) => all.some((one) => one > 0));
  await checkProperty(
    "splitFen",
    fc.property(amount, weights, (total, shares) => {
      const parts = splitFen(total, shares);
      const sum = shares.reduce((a, b) => a + b, 0);
      expect(parts).toHaveLength(shares.length);
      expect(addFen(...parts)).toBe(total);
      for (const [at, part] of parts.entries()) {
        const weight = shares[at] ?? 0;
        const error = BigInt(part) * BigInt(sum) - BigInt(total) * BigInt(weight);
        expect(error < 0n ? -error : error).toBeLessThan(BigInt(sum));
        if (weight === 0) expect(part).toBe(0);
        expect(Object.is(part, -0)).toBe(false);
      }
    }),
    1_000,
  );
});

test("a split of the negative is the negative of the split", async () => {
  await checkProperty(
    "splitFen of a refund",
    fc.property(
      fc.nat(1_000_000),
      fc.array(fc.integer({ min: 1, max: 1_000 }), { minLength: 1 }),
      (total, weights) => {
        expect(splitFen(-total, weights)).toEqual(
          splitFen(total, weights).map((part) => (part === 0 ? 0 : -part)),
        );
      },
    ),
    300,
  );
});

test("weights that share nothing out are refused", () => {
  for (const weights of [[], [0], [0, 0], [1, -1], [-1, 2]])
    expect(() => splitFen(100, weights)).toThrow(RangeError);
});

test("an amount written as yuan reads back as the same amount", async () => {
  await checkProperty(
    "yuanText, parseYuan",
    fc.property(amount, (value) => {
      const text = yuanText(value);
      expect(text).toMatch(/^-?\d+\.\d\d$/);
      expect(parseYuan(text)).toBe(value);
      expect(Object.is(parseYuan(text), -0)).toBe(false);
    }),
    1_000,
  );
});

test.each([
  ["12", 1_200],
  ["12.3", 1_230],
  ["-0.05", -5],
  ["-0", 0],
  [" 7.00 ", 700],
  ["0.01", 1],
  ["9999999999999", 999_999_999_999_900],
])("yuan as people write them: %j", (text, value) => {
  expect(parseYuan(text)).toBe(value);
});

test.each([
  "",
  "1.234",
  "1,000",
  "1e3",
  ".5",
  "5.",
  "+1",
  "--1",
  "１",
  "12元",
  "NaN",
  "99999999999999",
  "0x10",
  "1 2",
])("what is no amount is not guessed: %j", (text) => {
  expect(parseYuan(text)).toBeNull();
});

test("a product is divided exactly and rounded half away from zero", async () => {
  const factor = fc.integer({ min: -2_000_000_000, max: 2_000_000_000 });
  await checkProperty(
    "mulDivHalfUp",
    fc.property(factor, factor, fc.integer({ min: 1, max: 2_000_000_000 }), (value, by, divisor) => {
      const exact = quotient(BigInt(value) * BigInt(by), BigInt(divisor));
      fc.pre(exact <= BigInt(Number.MAX_SAFE_INTEGER) && exact >= BigInt(Number.MIN_SAFE_INTEGER));
      expect(BigInt(mulDivHalfUp(value, by, divisor))).toBe(exact);
    }),
    2_000,
  );
});

test("the price of a weighed line: grams times price per 500 g, half a fen up", () => {
  expect(weighedAmountFen(250, 1_999)).toBe(1_000);
  expect(weighedAmountFen(249, 1)).toBe(0);
  expect(weighedAmountFen(250, 1)).toBe(1);
  expect(weighedAmountFen(-250, 1)).toBe(-1);
});

test("shares and changes are basis points, and nothing where there is nothing to compare with", () => {
  expect(shareBps(1, 3)).toBe(3_333);
  expect(shareBps(1, 0)).toBeNull();
  expect(changeBps(150, 100)).toBe(5_000);
  expect(changeBps(50, 100)).toBe(-5_000);
  expect(changeBps(50, 0)).toBeNull();
  expect(changeBps(50, -100)).toBeNull();
  expect(() => mulDivHalfUp(1, 1, 0)).toThrow(RangeError);
});
