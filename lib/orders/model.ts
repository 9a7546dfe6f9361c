import { type PayKind, payKinds } from "@/db/enums/orders";
import { addFen } from "@/lib/core/money";
import type { BusinessDay } from "@/lib/core/time";
import type { BusinessDelta, BusinessMeasure, SalesDelta } from "@/lib/days/model";
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

type CountedOrder = Omit<
  OrderItem,
  "orderNo" | "orderedAt" | "paidAt" | "completedAt" | "cancelledAt" | "lines"
> & {
  memberId: number | null;
};

/**
 * What one counted order adds to the business of its day and channel. An order with two payments counts in each pay kind's
 * orders, once per kind.
 */
export function businessOf(order: CountedOrder, businessOn: BusinessDay): BusinessDelta {
  const delta: BusinessDelta = {
    businessOn,
    channel: order.channel,
    orders: 1,
    memberOrders: order.memberId === null ? 0 : 1,
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

/** The earliest instants that an order's source, its events or nobody told. */
export type OrderInstants = { paidAt: Date | null; completedAt: Date | null; cancelledAt: Date | null };

/** A completed order cannot be cancelled any more, and a cancelled one not completed: the earlier instant holds. */
export function isCancelled({ completedAt, cancelledAt }: OrderInstants): boolean {
  return cancelledAt !== null && (completedAt === null || completedAt > cancelledAt);
}

export function isCompleted(instants: OrderInstants): boolean {
  return instants.completedAt !== null && !isCancelled(instants);
}

type LiveTicket = {
  ticketNo: string;
  businessOn: BusinessDay;
  skuId: number;
  weightGrams: number;
  quantity: number;
  amountFen: number;
};
type Returned = {
  lines: readonly {
    ticketNo: string;
    refundedOn: BusinessDay;
    weightGrams: number;
    quantity: number;
    amountFen: number;
  }[];
  withoutLines: readonly { refundedOn: BusinessDay; amountFen: number }[];
  /** Null while the order has not come. */
  finalAmountFen: number | null;
};

/**
 * What the tickets of a completed order add to sales. A return on the business day of the weighing takes out what its lines
 * say, and the ticket too when nothing is left of it; refunds without lines take all tickets of that day out where those of
 * the day together give the whole order back. A later return never changes sales (隔天退单不校验).
 */
export function ticketsLeft(tickets: readonly LiveTicket[], returned: Returned): SalesDelta[] {
  return tickets.flatMap(({ ticketNo, businessOn, skuId, weightGrams, quantity, amountFen }) => {
    if (isWhollyReturned(returned, businessOn)) return [];
    const left = { weightGrams, quantity, amountFen };
    const lines = returned.lines.filter(
      (line) => line.ticketNo === ticketNo && line.refundedOn === businessOn,
    );
    for (const line of lines) {
      left.weightGrams -= line.weightGrams;
      left.quantity -= line.quantity;
      left.amountFen -= line.amountFen;
    }
    if (lines.length > 0 && left.weightGrams <= 0 && left.quantity <= 0) return [];
    return [{ businessOn, skuId, tickets: 1, ...left }];
  });
}

function isWhollyReturned({ withoutLines, finalAmountFen }: Returned, day: BusinessDay): boolean {
  if (finalAmountFen === null) return false;
  const ofDay = withoutLines.filter((refund) => refund.refundedOn === day);
  return (
    ofDay.length > 0 && ofDay.reduce((sum, refund) => addFen(sum, refund.amountFen), 0) >= finalAmountFen
  );
}
