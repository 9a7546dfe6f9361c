import { and, between, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { stores } from "@/db/schema/masterdata";
import { calendarDays } from "@/db/schema/rollups";
import { chunks, groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { addDays, type BusinessDay, type DayRange } from "@/lib/core/time";
import {
  addDifferences,
  addRow,
  addRows,
  dayIn,
  type MeasureSums,
  readSums,
  type SliceTable,
  takeRow,
} from "./measure-sums";
import { type Coverage, pointsOf, slicedDays } from "./planner";
import type { Span } from "./segments";

type HeadingRead<M extends string> = {
  table: SliceTable<M, "headingId" | "businessOn">;
  headings: readonly number[];
  /** Parts of the range that slices hold. */
  parts: readonly DayRange[];
  /** Null: one sum over all. */
  key: MySqlColumn | null;
  where?: SQL | undefined;
};

/** Adds what the slices of headings hold of the range, by the key. */
export async function addHeadings<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  { table, headings, parts, key, where }: HeadingRead<M>,
): Promise<void> {
  const { plus, minus } = pointsOf(parts);
  if (headings.length === 0 || plus.length === 0) return;
  const rows = await readSums(ctx, {
    measures: sums.measures,
    columns: table,
    key,
    from: sql`${table}`,
    where: and(
      inArray(table.headingId, [...headings]),
      inArray(table.businessOn, [...plus, ...minus]),
      where,
    ),
    isMinus: dayIn(table.businessOn, minus),
  });
  addRows(sums, rows);
}

/** Adds what they hold of each day: the difference to the day before. */
export async function addHeadingDays<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  { table, headings, parts, where }: Omit<HeadingRead<M>, "key">,
): Promise<void> {
  if (headings.length === 0) return;
  for (const part of parts) {
    const rows = await readSums(ctx, {
      measures: sums.measures,
      columns: table,
      key: table.businessOn,
      from: sql`${table}`,
      where: and(
        inArray(table.headingId, [...headings]),
        between(table.businessOn, dayBefore(part), part.to),
        where,
      ),
    });
    addDifferences(sums, rows, part.from);
  }
}

/** The day before a part, where the year of the part has one. */
function dayBefore({ from }: DayRange): BusinessDay {
  return from.endsWith("-01-01") ? from : addDays(from, -1);
}

type StoreRead = {
  spans: readonly Span[];
  coverage: Coverage;
  /** Whether sums are told apart by the keys of the spans. */
  isByStore: boolean;
};

/** More spans than this are read slice by slice. */
const summedSpansMax = 3;

/** Adds what the slices of stores hold of their spans. */
export async function addStores<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  table: SliceTable<M, "storeId" | "businessOn">,
  { spans, coverage, isByStore }: StoreRead,
): Promise<void> {
  for (const span of spans.slice(0, summedSpansMax)) {
    const { plus, minus } = pointsOf(slicedDays(span, coverage));
    if (plus.length === 0) continue;
    // unscoped: the spans were listed within the caller's scope
    const rows = await readSums(ctx, {
      measures: sums.measures,
      columns: table,
      key: isByStore ? table.storeId : null,
      from: sql`${table}`,
      where: and(inArray(table.businessOn, [...plus, ...minus]), ofStores(table.storeId, span)),
      isMinus: dayIn(table.businessOn, minus),
    });
    for (const row of rows) {
      row.key = keyIn(span, row.key, isByStore);
      addRow(sums, row);
    }
  }
  await addSlices(ctx, sums, table, { spans: spans.slice(summedSpansMax), coverage, isByStore });
}

function ofStores(storeId: MySqlColumn, { stores: ofSpan }: Span): SQL | undefined {
  return ofSpan ? inArray(storeId, [...ofSpan.keys()]) : undefined;
}

/** The span's key of a store; all stores of the chain are their own keys. */
export function keyIn({ stores: ofSpan }: Span, storeId: unknown, isByStore: boolean): string {
  if (!isByStore) return "";
  return ofSpan ? (ofSpan.get(Number(storeId)) ?? "") : String(storeId);
}

type Slice = { day: BusinessDay; storeId: number; sign: 1 | -1; key: string };

/** Many stores with days of their own: each slice is fetched as it is. */
async function addSlices<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  table: SliceTable<M, "storeId" | "businessOn">,
  { spans, coverage, isByStore }: StoreRead,
): Promise<void> {
  const slices = spans.flatMap((span) => slicesOf(span, coverage, isByStore));
  for (const some of chunks(slices, 2_000)) {
    const byDay = [...groupBy(some, ({ day }) => day)].map(([day, ofDay]) => {
      const storeIds = ofDay.map((one) => one.storeId);
      return and(eq(table.businessOn, day), inArray(table.storeId, storeIds));
    });
    // unscoped: the spans were listed within the caller's scope
    const rows = await readSums(ctx, {
      measures: sums.measures,
      columns: table,
      key: sql`${table.storeId}, ' ', ${table.businessOn}`,
      from: sql`${table}`,
      where: or(...byDay),
    });
    const found = new Map(rows.map((row) => [row.key, row]));
    for (const { storeId, day, key, sign } of some) {
      const row = found.get(`${storeId} ${day}`);
      if (row && sign === 1) addRow(sums, { ...row, key });
      if (row && sign === -1) takeRow(sums, { ...row, key });
    }
  }
}

function slicesOf(span: Span, coverage: Coverage, isByStore: boolean): Slice[] {
  const { plus, minus } = pointsOf(slicedDays(span, coverage));
  return [...(span.stores ?? [])].flatMap(([storeId]) => {
    const key = keyIn(span, storeId, isByStore);
    return [
      ...plus.map((day) => ({ day, storeId, key, sign: 1 as const })),
      ...minus.map((day) => ({ day, storeId, key, sign: -1 as const })),
    ];
  });
}

/** Adds what the slices of stores hold of each day of a span. */
export async function addStoreDays<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  table: SliceTable<M, "storeId" | "businessOn">,
  span: Span,
  coverage: Coverage,
): Promise<void> {
  for (const part of slicedDays(span, coverage)) {
    // unscoped: the spans were listed within the caller's scope
    const rows = await readSums(ctx, {
      measures: sums.measures,
      columns: table,
      key: calendarDays.businessOn,
      from: sql`${calendarDays} straight_join ${stores}
        straight_join ${table} on ${table.businessOn} = ${calendarDays.businessOn} and ${table.storeId} = ${stores.id}`,
      where: and(between(calendarDays.businessOn, dayBefore(part), part.to), ofStores(stores.id, span)),
    });
    addDifferences(sums, rows, part.from);
  }
}
