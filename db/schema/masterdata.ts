import { sql } from "drizzle-orm";
import {
  bigint,
  check,
  decimal,
  index,
  mediumint,
  mysqlTable,
  primaryKey,
  tinyint,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { businessDay, code, id, instant, json, lifecycle, ref, sha256, smallRef, state } from "@/db/columns";
import { merchantKinds, regionLevels, storeLifeCycles, tradingStatuses } from "@/db/enums/masterdata";

/** A row is head office itself, a franchisee or a branch. */
export const merchants = mysqlTable(
  "merchants",
  {
    id: id(),
    kind: state("kind", merchantKinds).notNull(),
    code: code("code", 32).notNull(),
    name: varchar("name", { length: 120 }).notNull(),
    /** Where a one-time password goes; null where the master has none. */
    phone: code("phone", 20),
    sourceVersion: bigint("source_version", { mode: "number", unsigned: true }).notNull().default(0),
    ...lifecycle(),
  },
  (table) => [uniqueIndex("merchants_code_uq").on(table.code)],
);

/** A row is a brand. */
export const brands = mysqlTable(
  "brands",
  {
    id: id(),
    code: code("code", 32).notNull(),
    name: varchar("name", { length: 80 }).notNull(),
    ...lifecycle(),
  },
  (table) => [uniqueIndex("brands_code_uq").on(table.code)],
);

/** A row is the cut-off hour of a brand from a calendar date on, until the next row's date. */
export const brandCutOffs = mysqlTable(
  "brand_cut_offs",
  {
    brandId: ref("brand_id")
      .notNull()
      .references(() => brands.id),
    fromOn: businessDay("from_on").notNull(),
    /** Hours after midnight at which the business day begins, 0–12. */
    hours: tinyint("hours", { unsigned: true }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.brandId, table.fromOn] }),
    check("brand_cut_offs_hours_ck", sql`hours <= 12`),
  ],
);

/** A row is a region; the tree is 大区 → 省 → 市. */
export const regions = mysqlTable(
  "regions",
  {
    id: id(),
    code: code("code", 64).notNull(),
    name: varchar("name", { length: 80 }).notNull(),
    level: state("level", regionLevels).notNull(),
    /** Null for the top level. */
    parentId: ref("parent_id"),
    /** Ids from the top to this row, each followed by "/", so that a subtree is a prefix. */
    path: code("path", 64).notNull(),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex("regions_code_uq").on(table.code),
    // Serves: all stores below a region.
    index("regions_path_idx").on(table.path),
  ],
);

/** A row is a store. */
export const stores = mysqlTable(
  "stores",
  {
    id: mediumint("id", { unsigned: true }).autoincrement().primaryKey(),
    /** What people type (门店编号). */
    code: code("code", 32).notNull(),
    name: varchar("name", { length: 120 }).notNull(),
    /** Computed from the name on write: full pinyin without blanks and initials, lower case. */
    pinyin: varchar("pinyin", { length: 255 }).notNull(),
    initials: varchar("initials", { length: 60 }).notNull(),
    brandId: ref("brand_id")
      .notNull()
      .references(() => brands.id),
    regionId: ref("region_id").references(() => regions.id),
    lifeCycle: state("life_cycle", storeLifeCycles).notNull(),
    tradingStatus: state("trading_status", tradingStatuses).notNull().default("open"),
    address: varchar("address", { length: 255 }).notNull(),
    phone: varchar("phone", { length: 40 }).notNull(),
    /** Degrees, WGS 84 as the source gives them; null where the source has none. */
    longitude: decimal("longitude", { precision: 9, scale: 6 }),
    latitude: decimal("latitude", { precision: 8, scale: 6 }),
    openedOn: businessDay("opened_on"),
    closedOn: businessDay("closed_on"),
    /** All fields of the source that have no column, as they came. */
    attributes: json<Record<string, string>>("attributes").notNull(),
    sourceVersion: bigint("source_version", { mode: "number", unsigned: true }).notNull().default(0),
    /** Of the row as the source gave it; an equal one changes nothing. */
    contentHash: sha256("content_hash").notNull(),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex("stores_code_uq").on(table.code),
    // Serve: sorting the list and searching by the beginning of a name, pinyin or initials.
    index("stores_name_idx").on(table.name),
    index("stores_pinyin_idx").on(table.pinyin),
    index("stores_region_id_idx").on(table.regionId),
  ],
);

/**
 * A row says who owned and who managed a store from a business day up to, not including, another. The rows of a store
 * never overlap; the one that holds today decides scope.
 */
export const storeOwnerships = mysqlTable(
  "store_ownerships",
  {
    storeId: smallRef("store_id")
      .notNull()
      .references(() => stores.id),
    fromOn: businessDay("from_on").notNull(),
    /** Null: until further notice. */
    toOn: businessDay("to_on"),
    ownerId: ref("owner_id")
      .notNull()
      .references(() => merchants.id),
    /** Managing branch; null where nobody looks after the store. */
    managerId: ref("manager_id").references(() => merchants.id),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.fromOn] }),
    check("store_ownerships_days_ck", sql`to_on is null or to_on > from_on`),
    // Serve: the stores a merchant owns or manages today (storeScope).
    index("store_ownerships_owner_id_idx").on(table.ownerId, table.fromOn),
    index("store_ownerships_manager_id_idx").on(table.managerId, table.fromOn),
  ],
);

/** A row is a life-cycle state of a store from a business day on. */
export const storeStatuses = mysqlTable(
  "store_statuses",
  {
    storeId: smallRef("store_id")
      .notNull()
      .references(() => stores.id),
    fromOn: businessDay("from_on").notNull(),
    lifeCycle: state("life_cycle", storeLifeCycles).notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.fromOn] })],
);
