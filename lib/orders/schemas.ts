import { z } from "zod";
import { skuUnits } from "@/db/enums/catalog";
import { orderChannels, orderEventTypes, refundWays } from "@/db/enums/orders";
import { storeCode } from "@/lib/masterdata/schemas";

export const uploadItemsMax = 500;

/**
 * Largest amount of one item, in fen (20,000 yuan). A daily sum holds 2^31 − 1 fen, so a store would need more than a
 * thousand such items of one SKU or channel a day to leave its column, which strict mode then refuses instead of cutting.
 */
const amountMax = 2_000_000;
const number = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[\x21-\x7e]+$/, { error: "orders.number_invalid" });
const instant = z.coerce.date();
const amount = z.number().int().min(-amountMax).max(amountMax);
const grams = z.number().int().min(0).max(1_000_000);
const count = z.number().int().min(0).max(100_000);

/** An order as its source knows it. Amounts in fen, instants UTC; `finalAmountFen` (实收) is taken as sent. */
export const OrderItem = z.strictObject({
  orderNo: number,
  channel: z.enum(orderChannels).default("terminal"),
  orderedAt: instant,
  paidAt: instant.nullable().default(null),
  completedAt: instant.nullable().default(null),
  cancelledAt: instant.nullable().default(null),
  goodsAmountFen: amount,
  finalAmountFen: amount,
  thresholdCouponFen: amount.default(0),
  instantCouponFen: amount.default(0),
  storeDiscountFen: amount.default(0),
  packingFeeFen: amount.default(0),
  deliveryFeeFen: amount.default(0),
  subsidyFen: amount.default(0),
  commissionFen: amount.default(0),
  payments: z
    .array(
      z.strictObject({
        payType: z.number().int().min(0).max(65_535),
        amountFen: amount,
        reduceFen: amount.default(0),
      }),
    )
    .max(20),
  lines: z
    .array(
      z.strictObject({
        skuCode: z.string().min(1).max(32),
        weightGrams: grams.default(0),
        quantity: count.default(0),
        unitPriceFen: z.number().int().min(0).max(amountMax),
        amountFen: amount,
        ticketNo: number.nullable().default(null),
      }),
    )
    .max(500),
});
export type OrderItem = z.output<typeof OrderItem>;

/** A weigh ticket (称重单): grams or pieces by the unit of its SKU; `amountFen` before order discounts. */
export const WeighTicketItem = z.strictObject({
  ticketNo: number,
  skuCode: z.string().min(1).max(32),
  unit: z.enum(skuUnits),
  weightGrams: grams.default(0),
  tareGrams: grams.default(0),
  quantity: count.default(0),
  unitPriceFen: z.number().int().min(0).max(amountMax),
  amountFen: amount,
  channel: z.enum(orderChannels).default("terminal"),
  /** The order may come later; null for a ticket without one. */
  orderNo: number.nullable().default(null),
  weighedAt: instant,
});
export type WeighTicketItem = z.output<typeof WeighTicketItem>;

export const RecordOrdersInput = upload(OrderItem);
export const RecordWeighTicketsInput = upload(WeighTicketItem);

/** How an order changed after it was sent; it may come before the order itself and in any order. */
const OrderEventItem = z.strictObject({
  eventNo: number,
  orderNo: number,
  type: z.enum(orderEventTypes),
  at: instant,
  details: z.record(z.string(), z.unknown()).nullable().default(null),
});
export type OrderEventItem = z.output<typeof OrderEventItem>;

/** Money that goes back. Lines say what of which ticket; without lines the refund is an amount. */
const RefundItem = z.strictObject({
  refundNo: number,
  orderNo: number,
  amountFen: amount.min(0),
  way: z.enum(refundWays),
  refundedAt: instant,
  operator: z.string().max(60).default(""),
  reason: z.string().max(200).default(""),
  lines: z
    .array(
      z.strictObject({
        ticketNo: number,
        weightGrams: grams.default(0),
        quantity: count.default(0),
        amountFen: amount.min(0),
      }),
    )
    .max(500)
    .default([]),
});
export type RefundItem = z.output<typeof RefundItem>;

/** 作废, 重称: the ticket counts nowhere any more; the void may come before it. */
const TicketVoidItem = z.strictObject({ ticketNo: number, reason: z.string().max(200), at: instant });
export type TicketVoidItem = z.output<typeof TicketVoidItem>;

export const RecordOrderEventsInput = upload(OrderEventItem);
export const RecordRefundsInput = upload(RefundItem);
export const VoidWeighTicketsInput = upload(TicketVoidItem);

function upload<T extends z.ZodType>(item: T) {
  return z.strictObject({ storeCode, items: z.array(item).min(1).max(uploadItemsMax) });
}
