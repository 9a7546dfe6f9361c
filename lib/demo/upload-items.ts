import type { SkuItem } from "@/lib/catalog/schemas";
import type { OrderItem, RefundItem, WeighTicketItem } from "@/lib/orders/schemas";
import type { DemoOrder, DemoTicket } from "./store-day";

/** What a till would upload; loaded rows carry the hash of these, so that a second sending reads as one. */
export function toOrderItem(order: DemoOrder, goods: readonly SkuItem[]): OrderItem {
  const { orderNo, channel, payments, tickets } = order;
  return {
    orderNo,
    channel,
    orderedAt: new Date(order.orderedAt),
    paidAt: new Date(order.orderedAt),
    completedAt: new Date(order.completedAt),
    cancelledAt: null,
    goodsAmountFen: order.goodsAmountFen,
    finalAmountFen: order.finalAmountFen,
    thresholdCouponFen: order.thresholdCouponFen,
    instantCouponFen: order.instantCouponFen,
    storeDiscountFen: order.storeDiscountFen,
    packingFeeFen: order.packingFeeFen,
    deliveryFeeFen: order.deliveryFeeFen,
    subsidyFen: order.subsidyFen,
    commissionFen: order.commissionFen,
    payments,
    lines: tickets
      .filter(({ voidedAt }) => voidedAt === null)
      .map(({ ticketNo, skuIndex, weightGrams, quantity, unitPriceFen, amountFen }) => ({
        skuCode: goods[skuIndex]?.code ?? "",
        weightGrams,
        quantity,
        unitPriceFen,
        amountFen,
        ticketNo,
      })),
  };
}

export function toTicketItem(
  order: DemoOrder,
  ticket: DemoTicket,
  goods: readonly SkuItem[],
): WeighTicketItem {
  const { ticketNo, skuIndex, weightGrams, quantity, unitPriceFen, amountFen, weighedAt } = ticket;
  const sku = goods[skuIndex];
  return {
    ticketNo,
    skuCode: sku?.code ?? "",
    unit: sku?.unit ?? "weight",
    weightGrams,
    tareGrams: 0,
    quantity,
    unitPriceFen,
    amountFen,
    channel: order.channel,
    orderNo: order.orderNo,
    weighedAt: new Date(weighedAt),
  };
}

/** Null where nothing was given back. */
export function toRefundItem({ orderNo, refund }: DemoOrder): RefundItem | null {
  if (!refund) return null;
  const { refundNo, amountFen, refundedAt, lines } = refund;
  return {
    refundNo,
    orderNo,
    amountFen,
    way: "original",
    refundedAt: new Date(refundedAt),
    operator: "店长",
    reason: "顾客退货",
    lines,
  };
}

export const voidReason = "重称";
