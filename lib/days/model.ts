import type { StoreDayState } from "@/db/enums/days";
import type { OrderChannel } from "@/db/enums/orders";
import type { BusinessDay, CutOff } from "@/lib/core/time";

/** Measures of a business row; names are those of the columns of `business_daily`. Amounts in fen. */
export const businessMeasures = [
  "orders",
  "goodsAmountFen",
  "thresholdCouponFen",
  "instantCouponFen",
  "storeDiscountFen",
  "alipayDiscountFen",
  "wechatDiscountFen",
  "finalAmountFen",
  "wechatOrders",
  "wechatFen",
  "alipayOrders",
  "alipayFen",
  "cashOrders",
  "cashFen",
  "platformOrders",
  "platformFen",
  "otherOrders",
  "otherFen",
  "packingFeeFen",
  "deliveryFeeFen",
  "subsidyFen",
  "commissionFen",
  "memberOrders",
  "refunds",
  "refundAmountFen",
  "refundedCount",
  "refundedAmountFen",
] as const;
export type BusinessMeasure = (typeof businessMeasures)[number];
export type BusinessMeasures = Record<BusinessMeasure, number>;

export const salesMeasures = ["tickets", "weightGrams", "quantity", "amountFen"] as const;
type SalesMeasure = (typeof salesMeasures)[number];

/** Sales measures of slices: `weighedAmountFen` is the part of the amount that stands in daily rows with a weight. */
export const slicedSalesMeasures = [...salesMeasures, "weighedAmountFen"] as const;
type SlicedSalesMeasure = (typeof slicedSalesMeasures)[number];
export type SlicedSalesMeasures = Record<SlicedSalesMeasure, number>;

export const slotMeasures = ["orders", "finalAmountFen"] as const;

/** What a transaction adds to the figures of a store's day; negative where something goes out again. */
export type BusinessDelta = { businessOn: BusinessDay; channel: OrderChannel } & Partial<BusinessMeasures>;
export type SlotDelta = { businessOn: BusinessDay; slot: number; orders: number; finalAmountFen: number };
export type SalesDelta = { businessOn: BusinessDay; skuId: number } & Record<SalesMeasure, number>;

export type StoreDayAdditions = {
  storeId: number;
  cutOffs: readonly CutOff[];
  /** Every day that an item touched, with the raw rows that were stored for it (0 where one only changed). */
  days: readonly { businessOn: BusinessDay; storedRows: number }[];
  business: readonly BusinessDelta[];
  slots: readonly SlotDelta[];
  sales: readonly SalesDelta[];
};

/** State of each touched day as it was found under its lock. */
export type TouchedDays = ReadonlyMap<BusinessDay, StoreDayState>;
