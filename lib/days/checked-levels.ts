import { type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { businessDaily, salesDaily, storeDays } from "@/db/schema/days";
import { regions } from "@/db/schema/masterdata";
import {
  calendarDays,
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  rollupHeadings,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import { type CheckedYear, type Level, list } from "./compare-slices";
import { businessMeasures, salesMeasures, slicedSalesMeasures } from "./model";
import { firstOf } from "./slice-years";

type Fact = typeof businessDaily | typeof salesDaily;

const minus = (columns: readonly (MySqlColumn | SQL)[]) =>
  columns.map((column) => sql`-sum(${column} + 0e0)`);
const businessFacts = minus(businessMeasures.map((name) => businessDaily[name]));
const salesFacts = minus([
  ...salesMeasures.map((name) => salesDaily[name]),
  sql`if(${salesDaily.weightGrams} > 0, ${salesDaily.amountFen}, 0)`,
]);

/** The daily rows of closed days of a year. */
function closedFacts(fact: Fact, joins: SQL, { year, throughOn }: CheckedYear): SQL {
  // unscoped: a check adds up all stores.
  return sql`from ${storeDays} ${joins}
    join ${fact} on ${fact.storeId} = ${storeDays.storeId} and ${fact.businessOn} = ${storeDays.businessOn}
    where ${storeDays.closedAt} is not null
      and ${storeDays.businessOn} between ${firstOf(year)} and ${throughOn}`;
}

type StoreRange = { from: number; to: number };

/** Slices of each store against the daily rows, for stores from an id to another. */
export function storeLevels({ from, to }: StoreRange): Level[] {
  const ofStores = (column: MySqlColumn) => sql`${column} between ${from} and ${to}`;
  const facts = (fact: Fact, sums: readonly SQL[]) => (year: CheckedYear) =>
    sql`
    select ${storeDays.storeId}, ${storeDays.businessOn}, ${list(sums)}
    ${closedFacts(fact, sql``, year)} and ${ofStores(storeDays.storeId)}
    group by ${storeDays.storeId}, ${storeDays.businessOn}`;
  const stores = {
    table: storeCum,
    keys: [storeCum.storeId],
    day: storeCum.businessOn,
    where: ofStores(storeCum.storeId),
  };
  return [
    {
      ...stores,
      name: "store_cum against business_daily",
      measures: businessMeasures.map((name) => storeCum[name]),
      facts: facts(businessDaily, businessFacts),
    },
    {
      ...stores,
      name: "store_cum against sales_daily",
      measures: slicedSalesMeasures.map((name) => storeCum[name]),
      facts: facts(salesDaily, salesFacts),
    },
    {
      name: "store_sku_cum against sales_daily",
      table: storeSkuCum,
      keys: [storeSkuCum.storeId, storeSkuCum.skuId],
      day: storeSkuCum.tenDayEndOn,
      isByThirds: true,
      measures: slicedSalesMeasures.map((name) => storeSkuCum[name]),
      where: ofStores(storeSkuCum.storeId),
      facts: (year) => sql`
        select ${storeDays.storeId}, ${salesDaily.skuId}, ${calendarDays.tenDayEndOn}, ${list(salesFacts)}
        ${closedFacts(salesDaily, calendarJoin, year)} and ${ofStores(storeDays.storeId)}
        group by ${storeDays.storeId}, ${salesDaily.skuId}, ${calendarDays.tenDayEndOn}`,
    },
  ];
}

const calendarJoin = sql`join ${calendarDays} on ${calendarDays.businessOn} = ${storeDays.businessOn}`;

/** How a store-day finds its headings, by what the day itself says of them. */
const headingJoins = {
  chain: sql`join ${rollupHeadings} on ${rollupHeadings.kind} = 'chain'`,
  branch: sql`join ${rollupHeadings} on ${rollupHeadings.kind} = 'branch'
    and ${rollupHeadings.refId} = ${storeDays.rolledManagerId}`,
  franchisee: sql`join ${rollupHeadings} on ${rollupHeadings.kind} = 'franchisee'
    and ${rollupHeadings.refId} = ${storeDays.rolledOwnerId}`,
  region: sql`join ${regions} on ${regions.id} = ${storeDays.rolledRegionId}
    join ${rollupHeadings} on ${rollupHeadings.kind} = 'region'
    and concat('/', ${regions.path}) like concat('%/', ${rollupHeadings.refId}, '/%')`,
} as const;

type Kind = keyof typeof headingJoins;

/** Slices of headings of a kind against the daily rows. */
export function headingLevels(kind: Kind): Level[] {
  const ofKind = (column: MySqlColumn) => sql`${column} in (
    select ${rollupHeadings.id} from ${rollupHeadings} where ${rollupHeadings.kind} = ${kind})`;
  const facts = (fact: Fact, keys: readonly MySqlColumn[], sums: readonly SQL[]) => (year: CheckedYear) =>
    sql`
    select ${list([rollupHeadings.id, ...keys, storeDays.businessOn, ...sums])}
    ${closedFacts(fact, headingJoins[kind], year)} and ${rollupHeadings.state} = 'ready'
    group by ${list([rollupHeadings.id, ...keys, storeDays.businessOn])}`;
  return [
    {
      name: `heading_business_cum (${kind}) against business_daily`,
      table: headingBusinessCum,
      keys: [headingBusinessCum.headingId, headingBusinessCum.channel],
      day: headingBusinessCum.businessOn,
      measures: businessMeasures.map((name) => headingBusinessCum[name]),
      where: ofKind(headingBusinessCum.headingId),
      facts: facts(businessDaily, [businessDaily.channel], businessFacts),
    },
    {
      name: `heading_sales_cum (${kind}) against sales_daily`,
      table: headingSalesCum,
      keys: [headingSalesCum.headingId],
      day: headingSalesCum.businessOn,
      measures: slicedSalesMeasures.map((name) => headingSalesCum[name]),
      where: ofKind(headingSalesCum.headingId),
      facts: facts(salesDaily, [], salesFacts),
    },
    {
      name: `heading_sku_cum (${kind}) against sales_daily`,
      table: headingSkuCum,
      keys: [headingSkuCum.headingId, headingSkuCum.skuId],
      day: headingSkuCum.businessOn,
      measures: slicedSalesMeasures.map((name) => headingSkuCum[name]),
      where: ofKind(headingSkuCum.headingId),
      facts: facts(salesDaily, [salesDaily.skuId], salesFacts),
    },
  ];
}
