import { bigint, index, int, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDay, code, id, instant, json, ref, sha256, smallRef, state } from "@/db/columns";
import { adjustmentStates, archiveKinds } from "@/db/enums/days";

const change = (name: string) => bigint(name, { mode: "number" }).notNull();

/** A row is a change of a store-day's figures after it had been closed: new minus old. */
export const dayRevisions = mysqlTable(
  "day_revisions",
  {
    id: id(),
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    revisedAt: instant("revised_at").notNull(),
    orders: change("orders"),
    finalAmountFen: change("final_amount_fen"),
    refundAmountFen: change("refund_amount_fen"),
    refundedAmountFen: change("refunded_amount_fen"),
    tickets: change("tickets"),
    salesAmountFen: change("sales_amount_fen"),
  },
  (table) => [
    // Serve: what changed since a moment; the history of a store's day.
    index("day_revisions_revised_at_idx").on(table.revisedAt),
    index("day_revisions_store_id_business_on_idx").on(table.storeId, table.businessOn),
  ],
);

/** A row is what an upload would have added to a sealed day; it counts when a person says so. */
export const dayAdjustments = mysqlTable(
  "day_adjustments",
  {
    id: id(),
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    state: state("state", adjustmentStates).notNull().default("waiting"),
    /** The additions by grain (lib/days/model.ts); they are relative, so their order does not matter. */
    figures: json<unknown>("figures").notNull(),
    /** Sums of the figures, for the list. */
    orders: change("orders"),
    finalAmountFen: change("final_amount_fen"),
    refundAmountFen: change("refund_amount_fen"),
    tickets: change("tickets"),
    salesAmountFen: change("sales_amount_fen"),
    createdAt: instant("created_at").notNull(),
    decidedAt: instant("decided_at"),
    /** Account that decided. */
    decidedById: ref("decided_by_id"),
    reason: varchar("reason", { length: 200 }),
  },
  (table) => [
    // Serve: the list of what waits; the adjustments of a store's day; what was counted since a moment.
    index("day_adjustments_state_created_at_idx").on(table.state, table.createdAt),
    index("day_adjustments_store_id_business_on_idx").on(table.storeId, table.businessOn),
    index("day_adjustments_decided_at_idx").on(table.decidedAt),
  ],
);

/** A row is a file of figures that somebody took: which range, and when its figures were read. */
export const downloads = mysqlTable(
  "downloads",
  {
    id: id(),
    accountId: ref("account_id").notNull(),
    /** "sales" or "business". */
    report: code("report", 32).notNull(),
    fromOn: businessDay("from_on").notNull(),
    toOn: businessDay("to_on").notNull(),
    /** Of filter and grouping, so that the reader's last equal download is found. */
    filterHash: sha256("filter_hash").notNull(),
    filter: json<unknown>("filter").notNull(),
    rows: int("rows", { unsigned: true }).notNull(),
    /** When the figures of the file were read. */
    asOf: instant("as_of").notNull(),
  },
  (table) => [index("downloads_account_id_report_as_of_idx").on(table.accountId, table.report, table.asOf)],
);

/** A row is a compressed file that holds raw rows of a kind and a business day, taken out of the tables. */
export const dayArchives = mysqlTable(
  "day_archives",
  {
    id: id(),
    kind: state("kind", archiveKinds).notNull(),
    businessOn: businessDay("business_on").notNull(),
    /** Name below the archive folder; written once, never changed. */
    file: varchar("file", { length: 120 }).notNull(),
    rows: int("rows", { unsigned: true }).notNull(),
    bytes: bigint("bytes", { mode: "number", unsigned: true }).notNull(),
    /** SHA-256 of the compressed file. */
    contentHash: sha256("content_hash").notNull(),
    archivedAt: instant("archived_at").notNull(),
  },
  (table) => [
    uniqueIndex("day_archives_file_uq").on(table.file),
    // Serves: the files of a day, for reading back.
    index("day_archives_business_on_kind_idx").on(table.businessOn, table.kind),
  ],
);
