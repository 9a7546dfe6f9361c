import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { calendarDays } from "@/db/schema/rollups";
import { type BusinessDay, tenDayEnd } from "@/lib/core/time";
import { firstOf } from "./slice-years";

/** What a check found: the level, its row, and the columns that differ, as they are minus as they should be. */
export type Difference = { level: string; key: string; by: Record<string, number> };

export type CheckedYear = { year: number; throughOn: BusinessDay };

/** A table of slices, or a part of it. */
export type Level = {
  name: string;
  table: MySqlTable;
  /** The key without the day: one or two columns. */
  keys: readonly MySqlColumn[];
  day: MySqlColumn;
  measures: readonly MySqlColumn[];
  isByThirds?: true;
  where: SQL;
  /** The rows that the slices add up, one per key and day: key, day, minus the measures, in this order. */
  facts: (year: CheckedYear) => SQL;
};

const differencesMax = 100;

export const list = (parts: readonly SQLWrapper[]) =>
  sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  );

/**
 * Each slice minus the one before it must be what its day (or third) brought, and no slice may be missing between a key's
 * first and the last day of the year that has any. Where both hold, every sum is right.
 */
export async function compareLevel(db: Db, level: Level, year: CheckedYear): Promise<Difference[]> {
  return [...(await compareSteps(db, level, year)), ...(await findGaps(db, level, year))];
}

/** The derived table has the name and, by its first empty part, the columns of the slices, so that they serve twice. */
async function compareSteps(db: Db, level: Level, year: CheckedYear): Promise<Difference[]> {
  const { table, keys, day, measures, where } = level;
  const step = (column: MySqlColumn) =>
    sql`${column} - coalesce(lag(${column}) over (partition by ${list(keys)} order by ${day}), 0)`;
  const [rows] = await db.execute(sql`
    select concat_ws(' ', ${list([...keys, day])}), ${list(measures.map((column) => sql`sum(${column})`))}
    from (
      select ${list([...keys, day, ...measures])} from ${table} where false
      union all
      select ${list([...keys, day, ...measures.map(step)])} from ${table}
        where ${where} and ${isInYear(level, year)}
      union all
      select * from (${level.facts(year)}) facts
    ) ${table}
    group by ${list([...keys, day])}
    having ${sql.join(
      measures.map((column) => sql`sum(${column}) <> 0`),
      sql` or `,
    )}
    limit ${differencesMax}`);
  return rowsOf(rows).map(([key, ...sums]) => ({
    level: level.name,
    key: String(key),
    by: nonZero(measures, sums),
  }));
}

/** Keys that begin on a day and do not stand on every later one, or that stand beyond the last. */
async function findGaps(db: Db, level: Level, year: CheckedYear): Promise<Difference[]> {
  const { table, keys, day, where, isByThirds } = level;
  const last = isByThirds ? tenDayEnd(year.throughOn) : year.throughOn;
  const isSlice = isByThirds ? sql`${calendarDays.businessOn} = ${calendarDays.tenDayEndOn}` : sql`true`;
  const [rows] = await db.execute(sql`
    select concat_ws(' ', ${list(keys)}, min(${day})), count(*) - (
      select count(*) from ${calendarDays}
      where ${isSlice} and ${calendarDays.businessOn} between min(${day}) and ${last}
    ) as gaps
    from ${table}
    where ${where} and ${isInYear(level, { ...year, throughOn: `${year.year}-12-31` })}
    group by ${list(keys)}
    having gaps <> 0
    limit ${differencesMax}`);
  return rowsOf(rows).map(([key, gaps]) => ({
    level: `${level.name}, days without a slice`,
    key: String(key),
    by: { slices: Number(gaps) },
  }));
}

function isInYear({ day, isByThirds }: Level, { year, throughOn }: CheckedYear): SQL {
  return sql`${day} between ${firstOf(year)} and ${isByThirds ? tenDayEnd(throughOn) : throughOn}`;
}

/** Columns of these statements have no names worth having; their order counts. */
function rowsOf(result: unknown): unknown[][] {
  return Array.isArray(result) ? result.map((row) => Object.values(row)) : [];
}

function nonZero(columns: readonly MySqlColumn[], sums: readonly unknown[]): Record<string, number> {
  const named = columns.map((column, at) => [column.name, Number(sums[at])] as const);
  return Object.fromEntries(named.filter(([, sum]) => sum !== 0));
}
