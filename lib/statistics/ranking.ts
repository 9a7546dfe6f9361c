import { addDays, type BusinessDay, daysIn } from "@/lib/core/time";
import type { ComparedPeriods } from "./model";

/** Competition ranking by a value, largest first: equal values share the better place. */
export function ranksOf<T extends { key: string }>(
  groups: readonly T[],
  rankedBy: (group: T) => number,
): Map<string, number> {
  const ordered = [...groups].sort((a, b) => rankedBy(b) - rankedBy(a));
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [index, group] of ordered.entries()) {
    const before = ordered[index - 1];
    if (!before || rankedBy(before) !== rankedBy(group)) rank = index + 1;
    ranks.set(group.key, rank);
  }
  return ranks;
}

/** Places gained (+) or lost (−); null where one of the two has none. */
export function rankChange(now: number | undefined, before: number | undefined): number | null {
  return now === undefined || before === undefined ? null : before - now;
}

/** The day at the same place of the compared period. */
export function counterpart(day: BusinessDay, { current, compare }: ComparedPeriods): BusinessDay | null {
  if (day < current.from || day > current.to) return null;
  const found = addDays(compare.from, daysIn({ from: current.from, to: day }) - 1);
  return found <= compare.to ? found : null;
}

/**
 * Sorts rows by a column ("-" in front: descending). What is missing comes last either way; ties are broken by `identityOf`, so
 * that pages neither skip nor repeat a row.
 */
export function sortRows<T extends object>(
  rows: readonly T[],
  sort: string,
  identityOf: (row: T) => string | number,
): T[] {
  const key = sort.replace(/^-/, "");
  const sign = sort.startsWith("-") ? -1 : 1;
  const keyed = rows.map((row) => ({ row, value: Reflect.get(row, key) ?? null }));
  keyed.sort(
    (a, b) =>
      missing(a.value) - missing(b.value) ||
      sign * compareCells(a.value, b.value) ||
      compareCells(identityOf(a.row), identityOf(b.row)),
  );
  return keyed.map(({ row }) => row);
}

function missing(value: unknown): 0 | 1 {
  return value === null ? 1 : 0;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

function compareCells(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [String(a), String(b)];
  return collator.compare(first, second) || Number(first > second) - Number(first < second);
}
