import {
  bigint,
  index,
  int,
  mediumint,
  mysqlTable,
  primaryKey,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { businessDay, code, lifecycle, ref, smallRef, state } from "@/db/columns";
import { skuStatuses, skuUnits } from "@/db/enums/catalog";
import { brands } from "./masterdata";

/** A row is something that is sold. */
export const skus = mysqlTable(
  "skus",
  {
    id: mediumint("id", { unsigned: true }).autoincrement().primaryKey(),
    code: code("code", 32).notNull(),
    name: varchar("name", { length: 80 }).notNull(),
    /** Null: sold under every brand. */
    brandId: ref("brand_id").references(() => brands.id),
    category: varchar("category", { length: 40 }).notNull(),
    /** Weighed goods have grams, counted ones pieces; prices are per 500 g or per piece accordingly. */
    unit: state("unit", skuUnits).notNull(),
    status: state("status", skuStatuses).notNull().default("active"),
    /** Number on the scale's key; null where it has none. */
    plu: code("plu", 16),
    sourceVersion: bigint("source_version", { mode: "number", unsigned: true }).notNull().default(0),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex("skus_code_uq").on(table.code),
    // Serves: the goods of a category in the statistics.
    index("skus_category_idx").on(table.category),
  ],
);

/** A row is the price of an SKU from a business day on, fen per 500 g or per piece. */
export const skuPrices = mysqlTable(
  "sku_prices",
  {
    skuId: smallRef("sku_id")
      .notNull()
      .references(() => skus.id),
    fromOn: businessDay("from_on").notNull(),
    priceFen: int("price_fen", { unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.skuId, table.fromOn] })],
);
