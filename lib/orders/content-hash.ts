import { hashOf } from "./internal";
import type { OrderItem, RefundItem, WeighTicketItem } from "./schemas";

/** The hash leaves out state, which may differ between two sendings of the same order. */
export function orderHash(item: OrderItem): string {
  const { paidAt: _paid, completedAt: _completed, cancelledAt: _cancelled, payments, lines, ...rest } = item;
  return hashOf([
    byName(rest),
    payments.map((payment) => [payment.payType, payment.amountFen, payment.reduceFen]),
    lines.map((line) => [
      line.skuCode,
      line.weightGrams,
      line.quantity,
      line.unitPriceFen,
      line.amountFen,
      line.ticketNo,
    ]),
  ]);
}

export function ticketHash(item: WeighTicketItem): string {
  return hashOf(byName(item));
}

export function refundHash({ lines, ...rest }: RefundItem): string {
  return hashOf([
    byName(rest),
    lines.map((line) => [line.ticketNo, line.weightGrams, line.quantity, line.amountFen]),
  ]);
}

function byName(fields: object): [string, unknown][] {
  return Object.entries(fields).sort(([a], [b]) => Number(a > b) - Number(a < b));
}
