import { inArray, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { Ctx } from "@/lib/core/context";
import { addFen } from "@/lib/core/money";
import { addDays, type BusinessDay } from "@/lib/core/time";

/** Figures by key; the measures are added up from slices and daily rows of several statements. */
export type MeasureSums<M extends string> = { measures: readonly M[]; byKey: Map<string, Group<M>> };
type Group<M extends string> = { key: string } & Record<M, number>;
/** A row of a statement: a key and the measures under their names. */
export type SumRow<M extends string = string> = Group<M>;

export function noSums<M extends string>(measures: readonly M[]): MeasureSums<M> {
  return { measures, byKey: new Map() };
}

/** Adds a row to the group of its key; the row may become the group itself, so nobody else may use it any more. */
export function addRow<M extends string>(sums: MeasureSums<M>, row: SumRow<M>): void {
  const old = sums.byKey.get(row.key);
  const sum = (measure: M) => addFen(old?.[measure] ?? 0, row[measure]);
  if (old) Object.assign(old, recordOf(sums.measures, sum));
  else sums.byKey.set(row.key, row);
}

/** The same for a row that is taken away. */
export function takeRow<M extends string>(sums: MeasureSums<M>, row: SumRow<M>): void {
  addRow(sums, { ...row, ...recordOf(sums.measures, (measure) => 0 - row[measure]) });
}

export function addRows<M extends string>(sums: MeasureSums<M>, rows: readonly SumRow<M>[]): void {
  for (const row of rows) addRow(sums, row);
}

/** Rows of running sums of one year by day, from a day on: each day's difference to the day before. */
export function addDifferences<M extends string>(
  sums: MeasureSums<M>,
  rows: readonly SumRow<M>[],
  from: BusinessDay,
): void {
  const byDay = new Map(rows.map((row) => [row.key, row]));
  for (const [day, row] of byDay) {
    const before = byDay.get(addDays(day, -1));
    if (day < from) continue;
    const difference = (measure: M) => row[measure] - (before?.[measure] ?? 0);
    addRow(sums, { key: day, ...recordOf(sums.measures, difference) });
  }
}

/** The groups in which any measure is not zero: a figure that came and went says nothing. */
export function groupsOf<M extends string>(sums: MeasureSums<M>): Group<M>[] {
  return [...sums.byKey.values()].filter((group) => sums.measures.some((measure) => group[measure] !== 0));
}

function recordOf<M extends string, T>(measures: readonly M[], of: (measure: M) => T): Record<M, T> {
  const record: Partial<Record<M, T>> = {};
  for (const measure of measures) record[measure] = of(measure);
  // Every measure has been set.
  return record as Record<M, T>;
}

type SumRead<M extends string> = {
  measures: readonly M[];
  columns: Readonly<Record<M, MySqlColumn | SQL>>;
  /** What rows are told apart by; null: one row over all. */
  key: MySqlColumn | SQL | null;
  from: SQL;
  where: SQL | undefined;
  /** Rows that are taken away instead of added. */
  isMinus?: SQL | null;
};

/** Sums of columns by key in no order, as doubles, which are exact below 2^53 and quicker than DECIMAL. */
export async function readSums<M extends string>(ctx: Ctx, read: SumRead<M>): Promise<SumRow<M>[]> {
  const { measures, columns, key, from, where, isMinus = null } = read;
  const sums = measures.map((measure) => {
    const column = columns[measure];
    const signed = isMinus ? sql`if(${isMinus}, -${column}, ${column})` : sql`${column}`;
    return sql`coalesce(sum(${signed} + 0e0), 0e0) as ${named(measure)}`;
  });
  const statement = sql`select ${key ? sql`concat(${key})` : sql`''`} as ${named("key")}, ${sql.join(sums, sql`, `)}
    from ${from} where ${where ?? sql`true`} ${key ? sql`group by ${key} order by null` : sql``}`;
  return readRows<SumRow<M>>(ctx, statement);
}

/** The name of a column of the answer; ours, never a caller's. */
function named(name: string): SQL.Aliased {
  return sql``.as(name);
}

export function dayIn(column: MySqlColumn, days: readonly BusinessDay[]): SQL | null {
  if (days.length === 0) return null;
  return inArray(column, [...days]);
}

export type SliceTable<M extends string, K extends string> = MySqlTable & Record<M | K, MySqlColumn>;

/**
 * Runs a bound statement whose columns are those of `T` and answers its rows as the driver gives them: mapping them once more
 * would cost a ranking more than reading it.
 */
export async function readRows<T extends object>(ctx: Ctx, statement: SQL): Promise<T[]> {
  const [rows] = await ctx.db.execute(statement);
  return rows as unknown as T[];
}
