import type { Ctx } from "@/lib/core/context";
import { shareBps } from "@/lib/core/money";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import {
  type BusinessPeriods,
  type ComparedSide,
  comparisonOf,
  findPeriods,
  onlySameStores,
  readSide,
} from "./business-comparison";
import { figuresOf, sumMeasures } from "./business-figures";
import {
  type BusinessFigures,
  type BusinessGrouping,
  type BusinessList,
  type BusinessRow,
  defaultBusinessSort,
  type RefundDay,
} from "./business-model";
import { payRows, slotRows, slotsFrom } from "./business-parts";
import type { ListBusinessInput } from "./business-schemas";
import { type BusinessGroup, type BusinessGrouping as SumGrouping, sumBusiness } from "./business-sums";
import { findNames, listRevisedDays } from "./internal";
import { counterpart, rankChange, ranksOf, sortRows } from "./ranking";
import { findFilter, type StatsFilter } from "./stats-filter";

type RowsInput = Omit<ListBusinessInput, "page" | "pageSize">;
type Rows = BusinessList["items"];
export type BusinessRows = Omit<BusinessList, "items" | "total" | "page" | "pageSize"> & { rows: Rows };

/**
 * All rows of a filter, ranked and sorted, with totals and comparison: what the list shows a page of and the file holds.
 * The caller reads in one snapshot.
 */
export async function readBusinessRows(ctx: Ctx, input: RowsInput): Promise<BusinessRows> {
  const { groupBy, by } = input;
  const asked = await findFilter(ctx, input);
  const range = { from: input.from, to: input.to };
  const periods = await findPeriods(ctx, input, asked);
  const filter = input.sameStore ? await onlySameStores(ctx, asked, periods) : asked;
  const sumsBy = groupBy === "payType" || groupBy === "slot" ? "total" : groupBy;
  const groups = await sumBusiness(ctx, filter, range, sumsBy);
  const totals = figuresOf(sumMeasures(groups), by);
  const sides = periods ? await readSides(ctx, { filter, groupBy: sumsBy, by }, periods) : null;
  const found: Found = { filter, range, periods, groups, totals, sides };
  const rows = await rowsOf(ctx, input, found);
  const sort = input.sort ?? defaultBusinessSort(groupBy);
  return {
    groupBy,
    by,
    rows: sortRows<Rows[number]>(rows, sort, identityOf),
    totals,
    compareTotals: sides?.compare.totals ?? null,
    comparison: periods && sides ? comparisonOf(periods, sides.current, sides.compare) : null,
    asOf: ctx.clock.now().toISOString(),
    range,
    revisedDays: await listRevisedDays(ctx, filter, range),
    slotsFrom: groupBy === "slot" ? slotsFrom(ctx, range) : null,
  };
}

type Sides = { current: ComparedSide; compare: ComparedSide };

async function readSides(
  ctx: Ctx,
  question: { filter: StatsFilter; groupBy: SumGrouping; by: RefundDay },
  periods: BusinessPeriods,
): Promise<Sides> {
  return {
    current: await readSide(ctx, question, periods, periods.current),
    compare: await readSide(ctx, question, periods, periods.compare),
  };
}

type Found = {
  filter: StatsFilter;
  range: DayRange;
  periods: BusinessPeriods | null;
  groups: readonly BusinessGroup[];
  totals: BusinessFigures;
  sides: Sides | null;
};

async function rowsOf(ctx: Ctx, { groupBy, by }: RowsInput, found: Found): Promise<Rows> {
  const { filter, range, periods, groups, totals, sides } = found;
  if (groupBy === "slot") return slotRows(ctx, filter, range, periods);
  if (groupBy === "payType") return payRows(totals, sides?.current.totals, sides?.compare.totals);
  const names = await namesOf(ctx, groupBy, groups);
  const ranks = ranksOf(groups, (group) => group.finalAmountFen);
  const [currentRanks, oldRanks] = [ranksOfSide(sides?.current), ranksOfSide(sides?.compare)];
  const oldKeyOf = (key: string) => (periods && groupBy === "day" ? counterpart(key, periods) : key);
  return groups.map((group): BusinessRow => {
    const { key } = group;
    return {
      ...names(key),
      ...figuresOf(group, by),
      shareBps: shareBps(group.finalAmountFen, totals.finalAmountFen),
      rank: ranks.get(key) ?? 0,
      rankChange: groupBy === "day" ? null : rankChange(currentRanks.get(key), oldRanks.get(key)),
      current: sides?.current.byKey.get(key) ?? null,
      compare: sides?.compare.byKey.get(oldKeyOf(key) ?? "none") ?? null,
    };
  });
}

function ranksOfSide(side: ComparedSide | undefined): Map<string, number> {
  const groups = [...(side?.byKey ?? [])].map(([key, figures]) => ({ key, value: figures.finalAmountFen }));
  return ranksOf(groups, ({ value }) => value);
}

type Names = (key: string) => Record<string, string | null>;

/** How a row of the grouping is named; stores without branch, owner or region have names that are null. */
async function namesOf(
  ctx: Ctx,
  groupBy: Exclude<BusinessGrouping, "slot" | "payType">,
  groups: readonly { key: string }[],
): Promise<Names> {
  if (groupBy === "day") return (day: BusinessDay) => ({ day });
  if (groupBy === "channel") return (channel) => ({ channel });
  const ids = groups.flatMap(({ key }) => (key === "" ? [] : [Number(key)]));
  const found = await findNames(ctx, groupBy, ids);
  return (key) => {
    const { code, name } = found.get(key) ?? { code: null, name: null };
    return { [`${groupBy}Code`]: code, [`${groupBy}Name`]: name };
  };
}

function identityOf(row: Rows[number]): string | number {
  if ("slot" in row) return row.slot;
  if ("payType" in row) return row.payType;
  const code = row.storeCode ?? row.branchCode ?? row.franchiseeCode ?? row.regionCode;
  return code ?? row.day ?? row.channel ?? "";
}
