import type { Ctx } from "@/lib/core/context";
import { shareBps } from "@/lib/core/money";
import { type DayRange, shanghaiDate } from "@/lib/core/time";
import { sameStoreIds } from "./business-sums";
import { averageOf, findNames, listRevisedDays, measuresOf, totalsOf } from "./internal";
import {
  type ComparedPeriods,
  comparedPeriods,
  defaultSalesSort,
  type SalesComparison,
  type SalesGrouping,
  type SalesList,
  type SalesRow,
} from "./model";
import { counterpart, rankChange, ranksOf, sortRows } from "./ranking";
import { type SalesGroup, sumSales } from "./sales-sums";
import type { ListSalesInput } from "./schemas";
import { findFilter, type StatsFilter } from "./stats-filter";

type RowsInput = Omit<ListSalesInput, "page" | "pageSize">;
export type SalesRows = Omit<SalesList, "items" | "page" | "pageSize"> & { rows: SalesRow[] };
/** Which of the sorted rows are wanted; all of them where nothing is said. */
type Part = { offset: number; size: number };

/**
 * Rows of a filter, ranked and sorted, with totals and comparison over all of them: what the list shows a page of and the file
 * holds. The caller reads in one snapshot.
 */
export async function readSalesRows(ctx: Ctx, input: RowsInput, part?: Part): Promise<SalesRows> {
  const range = { from: input.from, to: input.to };
  const { filter, periods } = await findSalesFilter(ctx, input);
  const groups = await sumSales(ctx, filter, range, input.groupBy);
  const compared = await readCompared(ctx, { filter, periods, range, groupBy: input.groupBy }, groups);
  const totals = totalsOf(groups);
  const rows = toRows(input.groupBy, groups, totals.amountFen, compared);
  return {
    rows: await sorted(ctx, input, rows, part),
    total: rows.length,
    totals,
    compareTotals: compared?.comparison.compareTotals ?? null,
    comparison: compared?.comparison ?? null,
    asOf: ctx.clock.now().toISOString(),
    range,
    revisedDays: await listRevisedDays(ctx, filter, range),
  };
}

/**
 * The filter and what is compared. Same-store leaves out, everywhere in the answer, the stores that did not trade in both
 * periods; where nothing is compared it changes nothing.
 */
export async function findSalesFilter(
  ctx: Ctx,
  input: Omit<RowsInput, "groupBy" | "sort">,
): Promise<{ filter: StatsFilter; periods: ComparedPeriods | null }> {
  const { sameStore, ...codes } = input;
  const filter = await findFilter(ctx, codes);
  const today = shanghaiDate(ctx.clock.now());
  const periods = input.compare ? comparedPeriods(input, input.compare, today) : null;
  if (!sameStore || periods === null) return { filter, periods };
  const storeIds = await sameStoreIds(ctx, filter, periods.current, periods.compare);
  return { filter: { ...filter, storeIds }, periods };
}

type Question = {
  filter: StatsFilter;
  periods: ComparedPeriods | null;
  range: DayRange;
  groupBy: SalesGrouping;
};
type Compared = {
  comparison: SalesComparison;
  /** Groups of the part of the range that is compared, and of the compared period. */
  current: readonly SalesGroup[];
  old: readonly SalesGroup[];
};

async function readCompared(
  ctx: Ctx,
  { filter, periods, range, groupBy }: Question,
  groups: readonly SalesGroup[],
): Promise<Compared | null> {
  if (periods === null) return null;
  const isWhole = periods.current.to === range.to;
  const current = isWhole ? groups : await sumSales(ctx, filter, periods.current, groupBy);
  const old = await sumSales(ctx, filter, periods.compare, groupBy);
  const comparison = { ...periods, currentTotals: totalsOf(current), compareTotals: totalsOf(old) };
  return { comparison, current, old };
}

type KeyedRow = SalesRow & { key: string };

function toRows(
  groupBy: SalesGrouping,
  groups: readonly SalesGroup[],
  totalFen: number,
  compared: Compared | null,
): KeyedRow[] {
  const amountOf = (group: SalesGroup) => group.amountFen;
  const ranks = ranksOf(groups, amountOf);
  const currentRanks = compared?.current === groups ? ranks : ranksOf(compared?.current ?? [], amountOf);
  const oldRanks = ranksOf(compared?.old ?? [], amountOf);
  const currentByKey = new Map(compared?.current.map((group) => [group.key, group]));
  const oldByKey = new Map(compared?.old.map((group) => [group.key, group]));
  return groups.map((group): KeyedRow => {
    const { key } = group;
    const oldKey = compared && groupBy === "day" ? counterpart(key, compared.comparison) : key;
    const old = oldKey === null ? undefined : oldByKey.get(oldKey);
    const current = currentByKey.get(key);
    return {
      key,
      ...measuresOf(group),
      ...averageOf(group),
      shareBps: shareBps(group.amountFen, totalFen),
      rank: ranks.get(key) ?? 0,
      rankChange: groupBy === "day" ? null : rankChange(currentRanks.get(key), oldRanks.get(key)),
      current: current ? measuresOf(current) : null,
      compare: old ? measuresOf(old) : null,
    };
  });
}

/** Names are looked up for the wanted rows only, unless they decide the order. */
async function sorted(
  ctx: Ctx,
  { groupBy, sort = defaultSalesSort[groupBy] }: RowsInput,
  rows: KeyedRow[],
  part: Part = { offset: 0, size: rows.length },
): Promise<SalesRow[]> {
  const identityOf = (row: KeyedRow) => row.key;
  const end = part.offset + part.size;
  if (/(Code|Name|category|day)$/.test(sort)) {
    const named = sortRows(await withNames(ctx, groupBy, rows), sort, identityOf);
    return named.slice(part.offset, end).map(withoutKey);
  }
  const wanted = sortRows(rows, sort, identityOf).slice(part.offset, end);
  return (await withNames(ctx, groupBy, wanted)).map(withoutKey);
}

function withoutKey({ key: _key, ...row }: KeyedRow): SalesRow {
  return row;
}

/** Stores without branch, owner or region stand together in a row whose names are null. */
async function withNames(ctx: Ctx, groupBy: SalesGrouping, rows: KeyedRow[]): Promise<KeyedRow[]> {
  if (groupBy === "day") return rows.map((row) => ({ day: row.key, ...row }));
  if (groupBy === "category") return rows.map((row) => ({ category: row.key, ...row }));
  const ids = rows.flatMap(({ key }) => (key === "" ? [] : [Number(key)]));
  const names = await findNames(ctx, groupBy, ids);
  return rows.map((row) => {
    const { code, name } = names.get(row.key) ?? { code: null, name: null };
    return { [`${groupBy}Code`]: code, [`${groupBy}Name`]: name, ...row };
  });
}
