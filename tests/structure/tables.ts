import { getTableConfig, MySqlTable } from "drizzle-orm/mysql-core";
import * as schema from "@/db/schema/index";

export type TableFound = { constant: string; name: string; columns: string[]; table: MySqlTable };

/** Every table of db/schema by the constant that stands for it. */
export const tables: readonly TableFound[] = Object.entries(schema).flatMap(([constant, table]) => {
  if (!(table instanceof MySqlTable)) return [];
  const { name, columns } = getTableConfig(table);
  return [{ constant, name, columns: columns.map((column) => column.name), table }];
});

/** Tables whose rows belong to a store, so that a read of them needs the caller's scope: those with a store's id, and stores. */
export const storeOwned: readonly TableFound[] = tables.filter(
  ({ name, columns }) => name === "stores" || columns.includes("store_id"),
);
