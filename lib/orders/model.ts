import { type PayKind, payKinds } from "@/db/enums/orders";
import { addFen } from "@/lib/core/money";
import type { BusinessDay } from "@/lib/core/time";
import type { BusinessDelta, BusinessMeasure } from "@/lib/days/model";
import type { OrderItem } from "./schemas";

/** What became of an uploaded item; one receipt per item, in the order sent. */
export type Receipt = {
  number: string;
  status: "stored" | "duplicate" | "changed" | "rejected";
  /** Dotted reason where the item was not stored. */
  reason?: string;
  path?: string;
};

function payKindOf(payType: number): PayKind {
  return (payKinds as Readonly<Record<number, PayKind>>)[payType] ?? "unknown";
}

/** Column pair of a business row in which a payment of this type counts. */
const payColumns = {
  wechat: ["wechatOrders", "wechatFen"],
  alipay: ["alipayOrders", "alipayFen"],
  cash: ["cashOrders", "cashFen"],
  platform: ["platformOrders", "platformFen"],
  stored_value: ["otherOrders", "otherFen"],
  other: ["otherOrders", "otherFen"],
  unknown: ["otherOrders", "otherFen"],
} as const satisfies Record<PayKind, readonly [BusinessMeasure, BusinessMeasure]>;

/**
 * What one order adds to the business of its day and channel: nothing unless it is paid and not cancelled. An order with two
 * payments counts in each pay kind's orders, once per kind.
 */
export function businessOf(order: OrderItem, businessOn: BusinessDay): BusinessDelta | null {
  if (order.paidAt === null || order.cancelledAt !== null) return null;
  const delta: BusinessDelta = {
    businessOn,
    channel: order.channel,
    orders: 1,
    goodsAmountFen: order.goodsAmountFen,
    finalAmountFen: order.finalAmountFen,
    thresholdCouponFen: order.thresholdCouponFen,
    instantCouponFen: order.instantCouponFen,
    storeDiscountFen: order.storeDiscountFen,
    packingFeeFen: order.packingFeeFen,
    deliveryFeeFen: order.deliveryFeeFen,
    subsidyFen: order.subsidyFen,
    commissionFen: order.commissionFen,
    alipayDiscountFen: 0,
    wechatDiscountFen: 0,
  };
  for (const payment of order.payments) {
    const kind = payKindOf(payment.payType);
    const [ordersColumn, fenColumn] = payColumns[kind];
    delta[fenColumn] = addFen(delta[fenColumn] ?? 0, payment.amountFen);
    delta[ordersColumn] = 1;
    if (kind === "alipay") delta.alipayDiscountFen = addFen(delta.alipayDiscountFen ?? 0, payment.reduceFen);
    if (kind === "wechat") delta.wechatDiscountFen = addFen(delta.wechatDiscountFen ?? 0, payment.reduceFen);
  }
  return delta;
}
