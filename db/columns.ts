import { type SQLWrapper, sql } from "drizzle-orm";
import { bigint, customType, date, datetime, int, mediumint, varchar } from "drizzle-orm/mysql-core";

/** Surrogate key of a master or account row; never quoted outside. */
export const id = () => bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey();

/** Reference to an `id()` column. */
export const ref = (name: string) => bigint(name, { mode: "number", unsigned: true });

/** Ids of stores and SKUs stand in every fact row, so they are three bytes wide. */
export const smallRef = (name: string) => mediumint(name, { unsigned: true });

/** Money of a raw row: integer fen. */
export const fen = (name: string) => bigint(name, { mode: "number" }).notNull();

/** Money, grams and counts of a daily row: signed, because differences are taken; inputs are capped to fit. */
export const dailySum = (name: string) => int(name).notNull().default(0);

/** UTC instant. */
export const instant = (name: string) => datetime(name, { mode: "date", fsp: 3 });

/** Business day (Asia/Shanghai), fixed when the row is written; always text in TypeScript. */
export const businessDay = (name: string) => date(name, { mode: "string" });

/** State typed by a list in db/enums; no database enum, so that a new state is no table change. */
export const state = <const T extends readonly [string, ...string[]]>(name: string, values: T) =>
  varchar(name, { length: 32, enum: [...values] as unknown as [T[number], ...T[number][]] });

/** Codes, numbers and hashes: bytes, so that comparing is exact and an index entry is small. */
export const code = (name: string, length: number) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => `varchar(${length}) character set ascii collate ascii_bin`,
  })(name);

/** SHA-256 in hex. */
export const sha256 = (name: string) =>
  customType<{ data: string; driverData: string }>({
    dataType: () => "char(64) character set ascii collate ascii_bin",
  })(name);

/** JSON as MariaDB keeps it (LONGTEXT with a check). The driver hands it over parsed or, through functions, as text. */
export const json = <T>(name: string) =>
  customType<{ data: T; driverData: string }>({
    dataType: () => "json",
    toDriver: (value) => JSON.stringify(value),
    fromDriver: (value) => (typeof value === "string" ? JSON.parse(value) : value),
  })(name);

/** When a row was written and last changed; set by the verbs from ctx.clock, never by the database. */
export const lifecycle = () => ({
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
});

/**
 * SUM as a number. MariaDB adds integers up as DECIMAL, which is slow and arrives as text; as a double the sum is exact
 * below 2^53 and about twice as fast.
 */
export function sumOf(column: SQLWrapper) {
  return sql<number>`coalesce(sum(${column} + 0e0), 0)`.mapWith(Number);
}

/** In `insert … on duplicate key update`: the value that the row to be inserted brought for a column. */
export function inserted(column: SQLWrapper) {
  return sql`values(${column})`;
}
