import {
  bigint,
  index,
  mysqlTable,
  primaryKey,
  smallint,
  tinyint,
  uniqueIndex,
} from "drizzle-orm/mysql-core";
import { businessDay, code, id, instant, ref, smallRef, state } from "@/db/columns";
import { headingKinds, rollupStates } from "@/db/enums/days";

/** A running sum since 1 January; signed, because restating takes away as well. */
const runningSum = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

const businessSums = () => ({
  orders: runningSum("orders"),
  goodsAmountFen: runningSum("goods_amount_fen"),
  thresholdCouponFen: runningSum("threshold_coupon_fen"),
  instantCouponFen: runningSum("instant_coupon_fen"),
  storeDiscountFen: runningSum("store_discount_fen"),
  alipayDiscountFen: runningSum("alipay_discount_fen"),
  wechatDiscountFen: runningSum("wechat_discount_fen"),
  finalAmountFen: runningSum("final_amount_fen"),
  wechatOrders: runningSum("wechat_orders"),
  wechatFen: runningSum("wechat_fen"),
  alipayOrders: runningSum("alipay_orders"),
  alipayFen: runningSum("alipay_fen"),
  cashOrders: runningSum("cash_orders"),
  cashFen: runningSum("cash_fen"),
  platformOrders: runningSum("platform_orders"),
  platformFen: runningSum("platform_fen"),
  otherOrders: runningSum("other_orders"),
  otherFen: runningSum("other_fen"),
  packingFeeFen: runningSum("packing_fee_fen"),
  deliveryFeeFen: runningSum("delivery_fee_fen"),
  subsidyFen: runningSum("subsidy_fen"),
  commissionFen: runningSum("commission_fen"),
  memberOrders: runningSum("member_orders"),
  refunds: runningSum("refunds"),
  refundAmountFen: runningSum("refund_amount_fen"),
  refundedCount: runningSum("refunded_count"),
  refundedAmountFen: runningSum("refunded_amount_fen"),
});

/** `weighedAmountFen`: the part of the amount that stands in daily rows with a weight. */
const salesSums = () => ({
  tickets: runningSum("tickets"),
  weightGrams: runningSum("weight_grams"),
  quantity: runningSum("quantity"),
  amountFen: runningSum("amount_fen"),
  weighedAmountFen: runningSum("weighed_amount_fen"),
});

/** A row is a calendar date from 1980 to 2099 and the last day of its third of a month (10th, 20th, last). Never changes. */
export const calendarDays = mysqlTable(
  "calendar_days",
  {
    businessOn: businessDay("business_on").primaryKey(),
    year: smallint("year", { unsigned: true }).notNull(),
    tenDayEndOn: businessDay("ten_day_end_on").notNull(),
  },
  // Serves: the slices of a year from a ten-day period on.
  (table) => [index("calendar_days_ten_day_end_on_idx").on(table.tenDayEndOn)],
);

/**
 * A row is a calendar year that has slices. `throughOn`: the last day of the year for which they exist (dense from each
 * key's first fact day of the year); null while there is none. While it is `building`, readers take the year's daily rows.
 */
export const rollupYears = mysqlTable("rollup_years", {
  year: smallint("year", { unsigned: true }).primaryKey(),
  state: state("state", rollupStates).notNull(),
  throughOn: businessDay("through_on"),
  updatedAt: instant("updated_at").notNull(),
});

/** A row is a heading with slices of its own: the chain (`refId` 0), a region, a branch (manager of the day), an owner of the day. */
export const rollupHeadings = mysqlTable(
  "rollup_headings",
  {
    id: smallint("id", { unsigned: true }).autoincrement().primaryKey(),
    kind: state("kind", headingKinds).notNull(),
    refId: ref("ref_id").notNull(),
    /** Only a ready one serves readers and takes differences; one that is building is built as a whole. */
    state: state("state", rollupStates).notNull(),
  },
  (table) => [uniqueIndex("rollup_headings_kind_ref_id_uq").on(table.kind, table.refId)],
);

/** A row is what a store's closed days of a calendar year add up to, to the end of a day, over all channels and SKUs. */
export const storeCum = mysqlTable(
  "store_cum",
  {
    businessOn: businessDay("business_on").notNull(),
    storeId: smallRef("store_id").notNull(),
    ...businessSums(),
    tickets: runningSum("tickets"),
    weightGrams: runningSum("weight_grams"),
    quantity: runningSum("quantity"),
    amountFen: runningSum("amount_fen"),
    weighedAmountFen: runningSum("weighed_amount_fen"),
  },
  (table) => [primaryKey({ columns: [table.businessOn, table.storeId] })],
);

/** The same for a heading and a channel. */
export const headingBusinessCum = mysqlTable(
  "heading_business_cum",
  {
    headingId: smallint("heading_id", { unsigned: true }).notNull(),
    businessOn: businessDay("business_on").notNull(),
    channel: code("channel", 20).notNull(),
    ...businessSums(),
  },
  (table) => [primaryKey({ columns: [table.headingId, table.businessOn, table.channel] })],
);

/** Sales of a heading over all SKUs. */
export const headingSalesCum = mysqlTable(
  "heading_sales_cum",
  {
    headingId: smallint("heading_id", { unsigned: true }).notNull(),
    businessOn: businessDay("business_on").notNull(),
    ...salesSums(),
  },
  (table) => [primaryKey({ columns: [table.headingId, table.businessOn] })],
);

/** Sales of a heading and an SKU. */
export const headingSkuCum = mysqlTable(
  "heading_sku_cum",
  {
    headingId: smallint("heading_id", { unsigned: true }).notNull(),
    businessOn: businessDay("business_on").notNull(),
    skuId: smallRef("sku_id").notNull(),
    ...salesSums(),
  },
  (table) => [primaryKey({ columns: [table.headingId, table.businessOn, table.skuId] })],
);

/**
 * Sales of a store and an SKU to the end of a third of a month (`tenDayEndOn`); the current third holds what is closed so
 * far, up to `rollup_years.through_on`.
 */
export const storeSkuCum = mysqlTable(
  "store_sku_cum",
  {
    storeId: smallRef("store_id").notNull(),
    tenDayEndOn: businessDay("ten_day_end_on").notNull(),
    skuId: smallRef("sku_id").notNull(),
    ...salesSums(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.tenDayEndOn, table.skuId] })],
);

/**
 * The three tables below hold the differences of the running transaction of the one writer of slices, and are empty
 * between two transactions. `side`: 0 = difference under unchanged headings, 1 = taken from the old ones, 2 = brought to
 * the new ones.
 */
export const rollupBusinessDeltas = mysqlTable(
  "rollup_business_deltas",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    side: tinyint("side", { unsigned: true }).notNull(),
    channel: code("channel", 20).notNull(),
    ...businessSums(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.side, table.channel] })],
);

export const rollupSalesDeltas = mysqlTable(
  "rollup_sales_deltas",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    side: tinyint("side", { unsigned: true }).notNull(),
    skuId: smallRef("sku_id").notNull(),
    ...salesSums(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.side, table.skuId] })],
);

export const rollupDeltaHeadings = mysqlTable(
  "rollup_delta_headings",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    side: tinyint("side", { unsigned: true }).notNull(),
    headingId: smallint("heading_id", { unsigned: true }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.side, table.headingId] })],
);

/**
 * A row says that closed days of a store may stand under headings that are no longer theirs; written in the transaction
 * that changes owner, manager or region, deleted when the slices have followed. While one overlaps a range, only the chain
 * and per-store slices serve it. Null store: the region tree itself changed.
 */
export const headingMoves = mysqlTable("heading_moves", {
  id: id(),
  storeId: smallRef("store_id"),
  fromOn: businessDay("from_on").notNull(),
  /** Not included; null: without end. */
  toOn: businessDay("to_on"),
  createdAt: instant("created_at").notNull(),
});
