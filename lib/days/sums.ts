import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { sumOf } from "@/db/columns";

/** A record with one entry per key: the one place where a list of names becomes the keys of a type. */
export function fields<K extends string, V>(keys: readonly K[], of: (key: K) => V): Record<K, V> {
  return Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;
}

type Columns<K extends string> = Readonly<Record<K, MySqlColumn>>;
type Wrapped<K extends string> = Readonly<Record<K, SQLWrapper>>;

/** Sums of columns of a table or of a subquery, each under its column's name. */
export function sumsOf<K extends string>(from: Wrapped<K>, names: Columns<K>, keys: readonly K[]) {
  return fields(keys, (key) => sumOf(from[key]).as(names[key].name));
}

/** Nothing, for the columns of a row that a statement does not add to. */
export function zeros<K extends string>(keys: readonly K[]) {
  return fields(keys, (key) => sql<number>`0`.as(key));
}

/** The columns themselves, each times `sign`. */
export function signed<K extends string>(table: Columns<K>, keys: readonly K[], sign: 1 | -1) {
  return fields(keys, (key) => sql<number>`${table[key]} * ${sign}`.as(table[key].name));
}

/** `col = col + values(col)` for each of the columns: relative, so that two writers never lose each other's addition. */
export function added<K extends string>(table: Wrapped<K>, keys: readonly K[]): Record<K, SQL> {
  return fields(keys, (key) => sql`${table[key]} + values(${table[key]})`);
}

/** `col = values(col)` for each of the columns. */
export function replaced<K extends string>(table: Wrapped<K>, keys: readonly K[]): Record<K, SQL> {
  return fields(keys, (key) => sql`values(${table[key]})`);
}
