import {
  bigint,
  boolean,
  index,
  int,
  mysqlTable,
  primaryKey,
  smallint,
  tinyint,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import { businessDay, code, fen, instant, json, ref, sha256, smallRef, state } from "@/db/columns";
import { skuUnits } from "@/db/enums/catalog";
import {
  orderChannels,
  orderEventTypes,
  orderStates,
  refundStates,
  refundWays,
  uploadKinds,
} from "@/db/enums/orders";

/**
 * A row is the number of an uploaded item, unique for ever, inserted first by the item itself only. Its id is the id of the
 * item's raw row. Not partitioned.
 */
export const uploadKeys = mysqlTable(
  "upload_keys",
  {
    id: bigint("id", { mode: "number", unsigned: true }).autoincrement().primaryKey(),
    kind: state("kind", uploadKinds).notNull(),
    number: code("number", 64).notNull(),
    storeId: smallRef("store_id").notNull(),
    /** Null for what did not come from a device. */
    deviceId: ref("device_id"),
    sequence: bigint("sequence", { mode: "number", unsigned: true }),
    businessOn: businessDay("business_on").notNull(),
    /** Of the item without its state: the same number with other content is `changed`. */
    contentHash: sha256("content_hash").notNull(),
  },
  (table) => [uniqueIndex("upload_keys_kind_number_uq").on(table.kind, table.number)],
);

/**
 * A row is an order number that an order, a ticket, an event or a refund of a store has spoken of: the lock in which they
 * meet, and the only stub. Its instants are the earliest that any of them told, whether the order came or not. Not partitioned.
 */
export const orderRefs = mysqlTable(
  "order_refs",
  {
    orderNo: code("order_no", 64).notNull(),
    /** Part of the key, so that no store can occupy another's number. */
    storeId: smallRef("store_id").notNull(),
    /** Upload key and business day of the order; null until it came. */
    orderId: ref("order_id"),
    orderOn: businessDay("order_on"),
    paidAt: instant("paid_at"),
    completedAt: instant("completed_at"),
    /** An order is cancelled unless it was completed no later. */
    cancelledAt: instant("cancelled_at"),
  },
  (table) => [primaryKey({ columns: [table.orderNo, table.storeId] })],
);

/** A row is an order as its source sent it; the business day is that of `ordered_at` and never moves. */
export const orders = mysqlTable(
  "orders",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    id: ref("id").notNull(),
    orderNo: code("order_no", 64).notNull(),
    channel: state("channel", orderChannels).notNull(),
    state: state("state", orderStates).notNull(),
    refundState: state("refund_state", refundStates).notNull().default("none"),
    orderedAt: instant("ordered_at").notNull(),
    paidAt: instant("paid_at"),
    completedAt: instant("completed_at"),
    cancelledAt: instant("cancelled_at"),
    goodsAmountFen: fen("goods_amount_fen"),
    /** 实收, taken as sent. */
    finalAmountFen: fen("final_amount_fen"),
    thresholdCouponFen: fen("threshold_coupon_fen").default(0),
    instantCouponFen: fen("instant_coupon_fen").default(0),
    storeDiscountFen: fen("store_discount_fen").default(0),
    packingFeeFen: fen("packing_fee_fen").default(0),
    deliveryFeeFen: fen("delivery_fee_fen").default(0),
    subsidyFen: fen("subsidy_fen").default(0),
    commissionFen: fen("commission_fen").default(0),
    memberId: ref("member_id"),
    deviceId: ref("device_id"),
    /** The amounts do not follow from each other by the source's rule, beyond rounding. */
    isSuspect: boolean("is_suspect").notNull().default(false),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessOn, table.id] }),
    // Serves: an order by its number within a store.
    index("orders_order_no_idx").on(table.orderNo),
  ],
);

/** A row is a line of an order: what was ordered, before order discounts. */
export const orderLines = mysqlTable(
  "order_lines",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    orderId: ref("order_id").notNull(),
    lineNo: smallint("line_no", { unsigned: true }).notNull(),
    skuId: smallRef("sku_id").notNull(),
    weightGrams: int("weight_grams").notNull(),
    quantity: int("quantity").notNull(),
    /** Fen per 500 g or per piece. */
    unitPriceFen: int("unit_price_fen").notNull(),
    amountFen: fen("amount_fen"),
    ticketNo: code("ticket_no", 64),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.orderId, table.lineNo] })],
);

/** A row is one payment of an order. */
export const orderPayments = mysqlTable(
  "order_payments",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    orderId: ref("order_id").notNull(),
    paymentNo: tinyint("payment_no", { unsigned: true }).notNull(),
    /** As the terminal numbers it: 1 WeChat, 2 Alipay, 3 cash, 4 platform, 5 stored value, 9 other; unknown kept. */
    payType: smallint("pay_type", { unsigned: true }).notNull(),
    amountFen: fen("amount_fen"),
    /** Merchant discount of Alipay or WeChat. */
    reduceFen: fen("reduce_fen").default(0),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.businessOn, table.orderId, table.paymentNo] })],
);

/** A row says how an order changed after it was sent; kept as it came, in any order. */
export const orderEvents = mysqlTable(
  "order_events",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    id: ref("id").notNull(),
    orderNo: code("order_no", 64).notNull(),
    type: state("type", orderEventTypes).notNull(),
    at: instant("at").notNull(),
    details: json<unknown>("details"),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessOn, table.id] }),
    index("order_events_order_no_idx").on(table.orderNo),
  ],
);

/** A row is a refund; money goes back by these rows only. */
export const refunds = mysqlTable(
  "refunds",
  {
    storeId: smallRef("store_id").notNull(),
    /** Business day of the refund itself. */
    refundedOn: businessDay("refunded_on").notNull(),
    id: ref("id").notNull(),
    refundNo: code("refund_no", 64).notNull(),
    orderNo: code("order_no", 64).notNull(),
    /** Business day of its order; null until the order came. */
    orderOn: businessDay("order_on"),
    amountFen: fen("amount_fen"),
    way: state("way", refundWays).notNull(),
    refundedAt: instant("refunded_at").notNull(),
    operator: varchar("operator", { length: 60 }).notNull(),
    reason: varchar("reason", { length: 200 }).notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.refundedOn, table.id] }),
    // Serve: the refunds of an order; restating the day of the order.
    index("refunds_order_no_idx").on(table.orderNo),
    index("refunds_store_id_order_on_idx").on(table.storeId, table.orderOn),
  ],
);

/** A row says what of a ticket went back. */
export const refundLines = mysqlTable(
  "refund_lines",
  {
    storeId: smallRef("store_id").notNull(),
    refundedOn: businessDay("refunded_on").notNull(),
    refundId: ref("refund_id").notNull(),
    lineNo: smallint("line_no", { unsigned: true }).notNull(),
    ticketNo: code("ticket_no", 64).notNull(),
    weightGrams: int("weight_grams").notNull(),
    quantity: int("quantity").notNull(),
    amountFen: fen("amount_fen"),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.refundedOn, table.refundId, table.lineNo] }),
    index("refund_lines_ticket_no_idx").on(table.ticketNo),
  ],
);

/** A row is one weighed or counted line (称重单); the business day is that of `weighed_at`. */
export const weighTickets = mysqlTable(
  "weigh_tickets",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    id: ref("id").notNull(),
    ticketNo: code("ticket_no", 64).notNull(),
    skuId: smallRef("sku_id").notNull(),
    unit: state("unit", skuUnits).notNull(),
    weightGrams: int("weight_grams").notNull(),
    tareGrams: int("tare_grams").notNull().default(0),
    quantity: int("quantity").notNull(),
    unitPriceFen: int("unit_price_fen").notNull(),
    amountFen: fen("amount_fen"),
    channel: state("channel", orderChannels).notNull(),
    /** Null for goods weighed without an order; such a ticket never counts. */
    orderNo: code("order_no", 64),
    weighedAt: instant("weighed_at").notNull(),
    voidedAt: instant("voided_at"),
    voidReason: varchar("void_reason", { length: 200 }),
    deviceId: ref("device_id"),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessOn, table.id] }),
    // Serve: the tickets that wait for an order; a ticket by its number.
    index("weigh_tickets_order_no_idx").on(table.orderNo),
    index("weigh_tickets_ticket_no_idx").on(table.ticketNo),
  ],
);

/**
 * A row is a ticket that is stored and not void but does not count yet, because its order is not completed (待完成) or because
 * it has none. Kept beside the tickets, because these few are asked for over all stores.
 */
export const pendingTickets = mysqlTable(
  "pending_tickets",
  {
    storeId: smallRef("store_id").notNull(),
    businessOn: businessDay("business_on").notNull(),
    ticketId: ref("ticket_id").notNull(),
    orderNo: code("order_no", 64),
    amountFen: fen("amount_fen"),
  },
  (table) => [
    primaryKey({ columns: [table.storeId, table.businessOn, table.ticketId] }),
    // Serves: the tickets that an order lets count on its completion.
    index("pending_tickets_order_no_idx").on(table.orderNo),
  ],
);

/** A row is a void that came before its ticket. */
export const ticketVoids = mysqlTable(
  "ticket_voids",
  {
    ticketNo: code("ticket_no", 64).notNull(),
    storeId: smallRef("store_id").notNull(),
    reason: varchar("reason", { length: 200 }).notNull(),
    at: instant("at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.ticketNo, table.storeId] })],
);
