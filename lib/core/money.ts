/**
 * Money is an integer number of fen (1/100 yuan, CNY only). This is the only file that does arithmetic on it.
 */
const fenPattern = /^(-?)(\d{1,13})(?:\.(\d{1,2}))?$/;

/** Returns `value` when it is a safe integer; a broken invariant fails the request. */
export function fen(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of fen: ${value}`);
  return value;
}

export function addFen(...parts: readonly number[]): number {
  return parts.reduce((sum, part) => fen(sum + fen(part)), 0);
}

/** Reads yuan as people write them ("12", "12.3", "-0.05") by string, never through a float. Null when it is not money. */
export function parseYuan(text: string): number | null {
  const match = fenPattern.exec(text.trim());
  if (!match) return null;
  const [, sign, yuan = "0", cents = ""] = match;
  const amount = Number(yuan) * 100 + Number(cents.padEnd(2, "0"));
  return sign ? fen(-amount) + 0 : fen(amount);
}

/** Fen as plain yuan with two decimals and no grouping, as files carry them: -105 → "-1.05". */
export function yuanText(amountFen: number): string {
  const digits = String(Math.abs(fen(amountFen))).padStart(3, "0");
  return `${amountFen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/**
 * `numerator × factor / denominator`, rounded half away from zero. The product is built in BigInt, so that no
 * intermediate leaves the safe range.
 */
export function mulDivHalfUp(value: number, factor: number, divisor: number): number {
  if (divisor <= 0) throw new RangeError("divisor must be positive");
  const product = BigInt(fen(value)) * BigInt(fen(factor));
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + BigInt(divisor)) / (BigInt(divisor) * 2n);
  return fen(Number(product < 0n ? -rounded : rounded));
}

/** Amount of a weighed line: grams × price per 500 g, half up (spec: weigh ticket). */
export function weighedAmountFen(weightGrams: number, priceFenPer500g: number): number {
  return mulDivHalfUp(weightGrams, priceFenPer500g, 500);
}

/** Splits `totalFen` in proportion to `weights` by largest remainder, so that the parts always sum to the whole. */
export function splitFen(totalFen: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => fen(a + fen(b)), 0);
  if (weights.length === 0 || weights.some((weight) => weight < 0) || sum <= 0) {
    throw new RangeError("weights must be non-negative and not all zero");
  }
  const sign = totalFen < 0 ? -1 : 1;
  const total = BigInt(Math.abs(fen(totalFen)));
  const shares = weights.map((weight, index) => {
    const product = total * BigInt(weight);
    return { index, whole: Number(product / BigInt(sum)), rest: product % BigInt(sum) };
  });
  let left = Number(total) - shares.reduce((a, share) => a + share.whole, 0);
  const byRest = [...shares].sort((a, b) => {
    if (a.rest === b.rest) return a.index - b.index;
    return a.rest > b.rest ? -1 : 1;
  });
  for (const share of byRest) {
    if (left === 0) break;
    share.whole += 1;
    left -= 1;
  }
  return shares.map((share) => (share.whole === 0 ? 0 : sign * share.whole));
}

/** Share of `part` in `whole` in basis points, null where the whole is not positive. */
export function shareBps(part: number, whole: number): number | null {
  return whole > 0 ? mulDivHalfUp(part, 10_000, whole) : null;
}

/** Change from `base` to `now` in basis points; null (shown as "–") where the base is 0 or negative. */
export function changeBps(now: number, base: number): number | null {
  return base > 0 ? mulDivHalfUp(fen(now - base), 10_000, base) : null;
}
