import type { Ctx } from "@/lib/core/context";
import { shareBps } from "@/lib/core/money";
import { addDays, daysIn, shanghaiDate } from "@/lib/core/time";
import {
  averageOf,
  findFilter,
  findNames,
  groupSales,
  listRevisedDays,
  measuresOf,
  type SalesGroup,
  totalsOf,
} from "./internal";
import {
  type ComparedPeriods,
  comparedPeriods,
  defaultSalesSort,
  type SalesComparison,
  type SalesList,
  type SalesRow,
} from "./model";
import type { ListSalesInput } from "./schemas";

type RowsInput = Omit<ListSalesInput, "page" | "pageSize">;
export type SalesRows = Omit<SalesList, "items" | "total" | "page" | "pageSize"> & { rows: SalesRow[] };

/**
 * All rows of a filter, ranked and sorted, with totals and comparison: what the list shows a page of and the file holds.
 * The caller reads in one snapshot.
 */
export async function readSalesRows(ctx: Ctx, input: RowsInput): Promise<SalesRows> {
  const filter = await findFilter(ctx, input);
  const range = { from: input.from, to: input.to };
  const groups = await groupSales(ctx, filter, range, input.groupBy);
  const periods = input.compare ? comparedPeriods(range, input.compare, shanghaiDate(ctx.clock.now())) : null;
  const comparedGroups = periods ? await groupSales(ctx, filter, periods.compare, input.groupBy) : [];
  const isWhole = periods === null || periods.current.to === range.to;
  const currentGroups = isWhole ? groups : await groupSales(ctx, filter, periods.current, input.groupBy);
  const comparison: SalesComparison | null = periods
    ? { ...periods, currentTotals: totalsOf(currentGroups), compareTotals: totalsOf(comparedGroups) }
    : null;
  const rows = await toRows(ctx, input, groups, { current: currentGroups, groups: comparedGroups, periods });
  return {
    rows,
    totals: totalsOf(groups),
    compareTotals: comparison?.compareTotals ?? null,
    comparison,
    asOf: ctx.clock.now().toISOString(),
    range,
    revisedDays: await listRevisedDays(ctx, filter, range),
  };
}

type Compared = {
  /** Groups of the part of the range that is compared. */
  current: readonly SalesGroup[];
  groups: readonly SalesGroup[];
  periods: ComparedPeriods | null;
};

async function toRows(
  ctx: Ctx,
  input: RowsInput,
  groups: SalesGroup[],
  compared: Compared,
): Promise<SalesRow[]> {
  const { groupBy } = input;
  const total = totalsOf(groups).amountFen;
  const ranks = ranksOf(groups);
  const currentRanks = ranksOf(compared.current);
  const currentByKey = new Map(compared.current.map((group) => [group.key, group]));
  const oldRanks = ranksOf(compared.groups);
  const { periods } = compared;
  const oldKeyOf = (key: string) => (periods && groupBy === "day" ? counterpart(key, periods) : key);
  const oldByKey = new Map(compared.groups.map((group) => [group.key, group]));
  const names =
    groupBy === "day"
      ? null
      : await findNames(
          ctx,
          groupBy,
          groups.map((group) => Number(group.key)),
        );
  const rows = groups.map((group): SalesRow => {
    const { key } = group;
    const old = oldByKey.get(oldKeyOf(key) ?? "");
    const current = periods ? currentByKey.get(key) : undefined;
    return {
      ...namesOf(groupBy, key, names),
      ...measuresOf(group),
      ...averageOf(group),
      shareBps: shareBps(group.amountFen, total),
      rank: ranks.get(key) ?? 0,
      rankChange: groupBy === "day" ? null : rankChange(currentRanks.get(key), oldRanks.get(key)),
      current: current ? measuresOf(current) : null,
      compare: old ? measuresOf(old) : null,
    };
  });
  return sortRows(rows, input.sort ?? defaultSalesSort[groupBy]);
}

function namesOf(
  groupBy: string,
  key: string,
  names: ReadonlyMap<string, { code: string; name: string }> | null,
) {
  if (names === null) return { day: key };
  const { code, name } = names.get(key) ?? { code: key, name: key };
  return groupBy === "sku" ? { skuCode: code, skuName: name } : { storeCode: code, storeName: name };
}

function rankChange(now: number | undefined, before: number | undefined): number | null {
  return now === undefined || before === undefined ? null : before - now;
}

/** The day at the same place of the compared period. */
function counterpart(day: string, { current, compare }: ComparedPeriods): string | null {
  if (day < current.from || day > current.to) return null;
  const found = addDays(compare.from, daysIn({ from: current.from, to: day }) - 1);
  return found <= compare.to ? found : null;
}

/** Competition ranking by amount: equal amounts share the better place. */
function ranksOf(groups: readonly SalesGroup[]): Map<string, number> {
  const ordered = [...groups].sort((a, b) => b.amountFen - a.amountFen);
  const ranks = new Map<string, number>();
  let rank = 0;
  for (const [index, group] of ordered.entries()) {
    if (index === 0 || ordered[index - 1]?.amountFen !== group.amountFen) rank = index + 1;
    ranks.set(group.key, rank);
  }
  return ranks;
}

const collator = new Intl.Collator("zh-CN", { numeric: true });

/** Ties are broken by the code or day, so that pages neither skip nor repeat a row. */
function sortRows(rows: SalesRow[], sort: string): SalesRow[] {
  const key = sort.replace(/^-/, "") as keyof SalesRow;
  const sign = sort.startsWith("-") ? -1 : 1;
  const identity = (row: SalesRow) => row.skuCode ?? row.storeCode ?? row.day ?? "";
  return rows.sort((a, b) => sign * compare(a[key], b[key]) || compare(identity(a), identity(b)));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [first, second] = [String(a), String(b)];
  return collator.compare(first, second) || Number(first > second) - Number(first < second);
}
