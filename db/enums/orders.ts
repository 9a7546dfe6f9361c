/** Stored value lists of the domain `orders`; safe in the browser. */
export const orderChannels = [
  "terminal",
  "takeaway_delivery",
  "takeaway_pickup",
  "meituan",
  "eleme",
  "voucher",
] as const;
export type OrderChannel = (typeof orderChannels)[number];

export const orderStates = [
  "created",
  "paid",
  "accepted",
  "ready",
  "delivering",
  "completed",
  "cancelled",
] as const;

export const refundStates = ["none", "refunding", "partly_refunded", "refunded", "failed"] as const;

export const refundWays = ["original", "cash"] as const;

/** Old terminals send the number; an unknown number is kept in the row and shown as 未知. */
export const payKinds = {
  1: "wechat",
  2: "alipay",
  3: "cash",
  4: "platform",
  5: "stored_value",
  9: "other",
} as const;
export type PayKind = (typeof payKinds)[keyof typeof payKinds] | "unknown";

export const uploadKinds = [
  "order",
  "order_event",
  "refund",
  "weigh_ticket",
  "ticket_void",
  "stock_movement",
] as const;
export type UploadKind = (typeof uploadKinds)[number];

export const orderEventTypes = ["paid", "accepted", "ready", "completed", "cancelled", "refunded"] as const;
