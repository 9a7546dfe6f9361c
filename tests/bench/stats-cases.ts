import type { Ctx } from "@/lib/core/context";
import { addDays, type BusinessDay, type DayRange } from "@/lib/core/time";
import { businessMeasures, salesMeasures } from "@/lib/days/model";
import { sumBusiness } from "@/lib/statistics/business-sums";
import { sumSales } from "@/lib/statistics/sales-sums";
import type { StatsFilter } from "@/lib/statistics/stats-filter";

/** A row: its key, then its figures. */
export type Row = readonly (string | number)[];

export type ReadCase = {
  name: string;
  /** Database time that is asked for. */
  targetMs: number | null;
  /** Through the sums that pages and doors use. */
  ours(ctx: Ctx): Promise<Row[]>;
  /** The same from daily rows; both databases understand it. */
  naive: string;
};

const noFilter: StatsFilter = {
  storeIds: null,
  branchIds: null,
  franchiseeIds: null,
  regionIds: null,
  channels: null,
  skuIds: null,
};

export const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const top = 50;

function byFigure(place: number) {
  return (a: Row, b: Row) => Number(b[place]) - Number(a[place]) || Number(a[0]) - Number(b[0]);
}

/** Doubles are exact here and the quickest in MariaDB. */
function sums(names: readonly string[]): string {
  return names.map((name) => `sum(${snake(name)} + 0e0) as ${snake(name)}`).join(", ");
}

function where({ from, to }: DayRange, storeIds: readonly number[] | null): string {
  const stores = storeIds ? ` and store_id in (${storeIds.join(", ")})` : "";
  return `where business_on between '${from}' and '${to}'${stores}`;
}

function overview(
  name: string,
  targetMs: number | null,
  range: DayRange,
  storeIds: number[] | null,
): ReadCase {
  return {
    name: `${name}: business by day`,
    targetMs,
    async ours(ctx) {
      const groups = await sumBusiness(ctx, { ...noFilter, storeIds }, range, "day");
      return groups
        .map((group): Row => [group.key, ...businessMeasures.map((measure) => group[measure])])
        .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    },
    naive: `select cast(business_on as char(10)) as k, ${sums(businessMeasures)} from business_daily
      ${where(range, storeIds)} group by business_on order by 1`,
  };
}

function topGoods(
  name: string,
  targetMs: number | null,
  range: DayRange,
  storeIds: number[] | null,
): ReadCase {
  const amount = 1 + salesMeasures.indexOf("amountFen");
  return {
    name: `${name}: SKUs, top ${top}`,
    targetMs,
    async ours(ctx) {
      const groups = await sumSales(ctx, { ...noFilter, storeIds }, range, "sku", salesMeasures);
      const rows = groups.map(
        (group): Row => [Number(group.key), ...salesMeasures.map((measure) => group[measure])],
      );
      return rows.sort(byFigure(amount)).slice(0, top);
    },
    naive: `select sku_id as k, ${sums(salesMeasures)} from sales_daily ${where(range, storeIds)}
      group by sku_id order by amount_fen desc, sku_id limit ${top}`,
  };
}

const rankedMeasures = ["orders", "finalAmountFen", "refundAmountFen"] as const;

function ranking(name: string, targetMs: number | null, range: DayRange): ReadCase {
  return {
    name: `${name}: ranking of all stores`,
    targetMs,
    async ours(ctx) {
      const groups = await sumBusiness(ctx, noFilter, range, "store", rankedMeasures);
      const rows = groups.map(
        (group): Row => [Number(group.key), ...rankedMeasures.map((measure) => group[measure])],
      );
      return rows.sort(byFigure(2));
    },
    naive: `select store_id as k, ${sums(rankedMeasures)} from business_daily ${where(range, null)}
      group by store_id order by final_amount_fen desc, store_id`,
  };
}

/** `from` and `to`: the closed days that the data has; `storeIds`: fifty that traded on all of them. */
export function readCases(from: BusinessDay, to: BusinessDay, storeIds: number[]): ReadCase[] {
  const whole = { from, to };
  const month = { from: addDays(to, -29), to };
  const odd = { from: addDays(from, 7), to: addDays(to, -5) };
  const one = storeIds.slice(0, 1);
  return [
    overview("chain, all days", 5, whole, null),
    topGoods("chain, 30 days", 5, month, null),
    topGoods("chain, all days", 5, whole, null),
    overview("50 stores, odd range", 20, odd, storeIds),
    topGoods("50 stores, odd range", 20, odd, storeIds),
    topGoods("50 stores, 30 days", 20, month, storeIds),
    overview("one store, all days", 1.5, whole, one),
    topGoods("one store, 30 days", 1.5, month, one),
    topGoods("one store, odd range", 1.5, odd, one),
    ranking("chain, 30 days", 15, month),
    ranking("chain, odd range", 15, odd),
  ];
}

/** The same while all store-days of one day are open: they are added from daily rows. */
export function openDayCases(from: BusinessDay, to: BusinessDay): ReadCase[] {
  const untilOpen = { from, to: addDays(to, 1) };
  return [
    overview("chain, with an open day", null, untilOpen, null),
    topGoods("chain, with an open day", null, untilOpen, null),
  ];
}
