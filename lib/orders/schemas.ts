import { z } from "zod";
import { skuUnits } from "@/db/enums/catalog";
import { orderChannels } from "@/db/enums/orders";
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

export const RecordOrdersInput = z.strictObject({
  storeCode,
  items: z.array(OrderItem).min(1).max(uploadItemsMax),
});
export const RecordWeighTicketsInput = z.strictObject({
  storeCode,
  items: z.array(WeighTicketItem).min(1).max(uploadItemsMax),
});
