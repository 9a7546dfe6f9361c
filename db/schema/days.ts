import { index, int, mysqlTable, primaryKey, smallint, tinyint } from "drizzle-orm/mysql-core";
import { businessDay, code, dailySum, instant, ref, smallRef, state } from "@/db/columns";
import { storeDayStates } from "@/db/enums/days";
import { tradingStatuses } from "@/db/enums/masterdata";

/** A row is a business day of a store; it is the lock that every writer of that day's figures takes. */
export const storeDays = mysqlTable(
  "store_days",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    state: state("state", storeDayStates).notNull(),
    /** When an open day is to be closed: its end plus the setting (6 hours). */
    closeAt: instant("close_at").notNull(),
    /** Raw rows stored for the day: orders, tickets, events, refunds. */
    storedRows: int("stored_rows", { unsigned: true }).notNull().default(0),
    lastUploadAt: instant("last_upload_at"),
    /** Set while raw rows and daily rows may differ; the restater clears it. */
    dirtyAt: instant("dirty_at"),
    /** Since when the day's figures stand in the slices (rollups.ts); null: readers take its daily rows. */
    closedAt: instant("closed_at"),
    sealedAt: instant("sealed_at"),
    /** Last restatement that changed figures after the day had been closed; null where none did. */
    revisedAt: instant("revised_at"),
    tradingStatus: state("trading_status", tradingStatuses),
    /** Owner, managing branch and region under which the slices hold the day; null where there was none or it is not in them. */
    rolledOwnerId: ref("rolled_owner_id"),
    rolledManagerId: ref("rolled_manager_id"),
    rolledRegionId: ref("rolled_region_id"),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessOn] }),
    // Serve: the restater's next batch; the closing job; "days revised in the range".
    index("store_days_dirty_at_idx").on(table.dirtyAt),
    index("store_days_state_close_at_idx").on(table.state, table.closeAt),
    index("store_days_revised_at_idx").on(table.revisedAt),
    // Serves: the days that readers add to the slices.
    index("store_days_closed_at_idx").on(table.closedAt, table.businessOn),
  ],
);

/**
 * A row is the business of a store, business day and channel. Order measures stand on the day of the order; refunds stand
 * twice: `refund…` on the day of their order, `refunded…` on the day of the refund.
 */
export const businessDaily = mysqlTable(
  "business_daily",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    channel: code("channel", 20).notNull(),
    orders: dailySum("orders"),
    goodsAmountFen: dailySum("goods_amount_fen"),
    thresholdCouponFen: dailySum("threshold_coupon_fen"),
    instantCouponFen: dailySum("instant_coupon_fen"),
    storeDiscountFen: dailySum("store_discount_fen"),
    alipayDiscountFen: dailySum("alipay_discount_fen"),
    wechatDiscountFen: dailySum("wechat_discount_fen"),
    finalAmountFen: dailySum("final_amount_fen"),
    wechatOrders: dailySum("wechat_orders"),
    wechatFen: dailySum("wechat_fen"),
    alipayOrders: dailySum("alipay_orders"),
    alipayFen: dailySum("alipay_fen"),
    cashOrders: dailySum("cash_orders"),
    cashFen: dailySum("cash_fen"),
    platformOrders: dailySum("platform_orders"),
    platformFen: dailySum("platform_fen"),
    otherOrders: dailySum("other_orders"),
    otherFen: dailySum("other_fen"),
    packingFeeFen: dailySum("packing_fee_fen"),
    deliveryFeeFen: dailySum("delivery_fee_fen"),
    subsidyFen: dailySum("subsidy_fen"),
    commissionFen: dailySum("commission_fen"),
    memberOrders: dailySum("member_orders"),
    refunds: dailySum("refunds"),
    refundAmountFen: dailySum("refund_amount_fen"),
    refundedCount: dailySum("refunded_count"),
    refundedAmountFen: dailySum("refunded_amount_fen"),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.channel] })],
);

/** A row is a half hour (Shanghai clock, 0–47) of a store and business day; kept for 400 days. */
export const businessSlots = mysqlTable(
  "business_slots",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    slot: tinyint("slot", { unsigned: true }).notNull(),
    orders: smallint("orders").notNull().default(0),
    finalAmountFen: dailySum("final_amount_fen"),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.slot] })],
);

/** A row is what a store sold of an SKU on a business day, from the tickets that count. */
export const salesDaily = mysqlTable(
  "sales_daily",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    skuId: smallRef("sku_id").notNull(),
    tickets: dailySum("tickets"),
    weightGrams: dailySum("weight_grams"),
    quantity: dailySum("quantity"),
    amountFen: dailySum("amount_fen"),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.skuId] })],
);
