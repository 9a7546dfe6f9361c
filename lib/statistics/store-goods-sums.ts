import { and, inArray, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import { skus } from "@/db/schema/catalog";
import { salesDaily, storeDays } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import { calendarDays, storeSkuCum } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import { overlap } from "@/lib/core/time";
import { inParts, salesColumns } from "./daily-sums";
import { addRow, dayIn, type MeasureSums, readSums } from "./measure-sums";
import type { SalesFigure } from "./model";
import { type Coverage, type Edge, slicedDays, tenDayRead } from "./planner";
import type { Span } from "./segments";
import { keyIn } from "./slice-sums";

export type GoodsRead = {
  skuIds: readonly number[] | null;
  /** "store": told apart by the keys of the spans. */
  groupBy: "sku" | "store" | "total";
};

/** Adds what the slices of a span's stores and SKUs hold, and the edge days that lie between slices and the span's ends. */
export async function addStoreGoods<M extends SalesFigure>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  span: Span,
  coverage: Coverage,
  read: GoodsRead,
): Promise<void> {
  const { plus, minus, edges } = tenDayRead(slicedDays(span, coverage), coverage);
  const add = async (source: Source) => {
    for (const row of await readSums(ctx, { measures: sums.measures, ...questionOf(span, read, source) })) {
      const key = read.groupBy === "sku" ? row.key : keyIn(span, row.key, read.groupBy === "store");
      addRow(sums, { ...row, key });
    }
  };
  if (plus.length > 0) {
    await add({
      table: storeSkuCum,
      dayOn: storeSkuCum.tenDayEndOn,
      columns: storeSkuCum,
      days: (day) => inArray(day, [...plus, ...minus]),
      isMinus: dayIn(storeSkuCum.tenDayEndOn, minus),
      isClosedOnly: false,
    });
  }
  if (edges.length > 0) {
    await add({
      table: salesDaily,
      dayOn: salesDaily.businessOn,
      columns: salesColumns,
      days: (day) => inParts(day, edges),
      isMinus: isTaken(edges),
      isClosedOnly: edges.some((edge) => overlap(edge, coverage.open)),
    });
  }
}

function isTaken(edges: readonly Edge[]): SQL | null {
  const taken = edges.filter(({ sign }) => sign === -1);
  return taken.length === 0 ? null : (inParts(salesDaily.businessOn, taken) ?? null);
}

type Source = {
  table: MySqlTable & { storeId: MySqlColumn; skuId: MySqlColumn };
  dayOn: MySqlColumn;
  columns: Readonly<Record<SalesFigure, MySqlColumn | SQL>>;
  days: (day: MySqlColumn) => SQL | undefined;
  isMinus: SQL | null;
  /** Open store-days may be among the rows. */
  isClosedOnly: boolean;
};

/** Beyond this, single rows are looked up by store, day and SKU instead of ranges. */
const rangesMax = 5_000;

function questionOf({ stores: ofSpan }: Span, { skuIds, groupBy }: GoodsRead, source: Source) {
  const { table, dayOn, columns, days, isMinus, isClosedOnly } = source;
  const key = { sku: table.skuId, store: table.storeId, total: null }[groupBy];
  const storeIds = ofSpan && [...ofSpan.keys()];
  const of = (column: MySqlColumn, ids: readonly number[] | null) =>
    ids ? inArray(column, [...ids]) : undefined;
  // unscoped: the closed state of days that the condition of the statement has chosen
  const closed = sql`straight_join ${storeDays} on ${storeDays.storeId} = ${table.storeId}
    and ${storeDays.businessOn} = ${dayOn} and ${storeDays.closedAt} is not null`;
  const rest = isClosedOnly ? closed : sql``;
  const isLookedUp = skuIds !== null && (storeIds === null || storeIds.length * skuIds.length > rangesMax);
  if (!isLookedUp) {
    const where = and(of(table.storeId, storeIds), days(dayOn), of(table.skuId, skuIds));
    return { key, columns, from: sql`${table} ${rest}`, where, isMinus };
  }
  // unscoped: the spans were listed within the caller's scope
  const from = sql`${stores} straight_join ${calendarDays} straight_join ${skus} straight_join ${table}
    on ${table.storeId} = ${stores.id} and ${dayOn} = ${calendarDays.businessOn} and ${table.skuId} = ${skus.id} ${rest}`;
  const where = and(of(stores.id, storeIds), days(calendarDays.businessOn), of(skus.id, skuIds));
  return { key, columns, from, where, isMinus };
}
