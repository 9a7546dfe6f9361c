import { z } from "zod";
import { adjustmentStates } from "@/db/enums/days";
import { orderChannels } from "@/db/enums/orders";
import { PageInput } from "@/lib/core/page";
import { isDay } from "@/lib/core/time";
import { storeCode } from "@/lib/masterdata/schemas";
import { businessMeasures } from "./model";

export const day = z.string().refine(isDay, { error: "stats.day_invalid" });

/** A store's business day, between domains. */
export const storeDay = { storeId: z.number().int().positive(), businessOn: day };

export const reasonMax = 200;

/** Adjustments of stores in scope: of business days from `from` to `to`, both included; all states unless one is asked for. */
export const ListAdjustmentsInput = z
  .strictObject({
    state: z.enum(adjustmentStates).optional(),
    store: storeCode.optional(),
    from: day.optional(),
    to: day.optional(),
    ...PageInput,
  })
  .refine(({ from, to }) => !from || !to || from <= to, { error: "stats.range_reversed", path: ["to"] });
export type ListAdjustmentsInput = z.output<typeof ListAdjustmentsInput>;

/** `number` as the list gives it; a reason is needed to leave an adjustment out. */
export const DecideAdjustmentInput = z
  .strictObject({
    number: z
      .string()
      .max(64)
      .regex(/^[A-Za-z0-9_.-]+-\d{4}-\d{2}-\d{2}-\d{1,6}$/, { error: "days.adjustment_number_invalid" }),
    decision: z.enum(["count", "decline"]),
    reason: z.string().trim().max(reasonMax).default(""),
  })
  .refine(({ decision, reason }) => decision === "count" || reason !== "", {
    error: "days.reason_missing",
    path: ["reason"],
  });

const measure = z.number().int();
const measures = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, measure.optional()]));

/** What is kept of an upload to a sealed day: additions to the day's rows, relative, so that their order does not matter. */
export const AdjustmentFigures = z.strictObject({
  business: z.array(z.strictObject({ channel: z.enum(orderChannels), ...measures(businessMeasures) })),
  slots: z.array(
    z.strictObject({ slot: z.number().int().min(0).max(47), orders: measure, finalAmountFen: measure }),
  ),
  sales: z.array(
    z.strictObject({
      skuId: z.number().int(),
      tickets: measure,
      weightGrams: measure,
      quantity: measure,
      amountFen: measure,
    }),
  ),
});

export const AdjustmentsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      number: z.string(),
      storeCode: z.string(),
      storeName: z.string(),
      day: z.string(),
      state: z.enum(adjustmentStates),
      orders: measure,
      finalAmountFen: measure,
      refundAmountFen: measure,
      tickets: measure,
      salesAmountFen: measure,
      createdAt: z.string(),
      decidedAt: z.string().nullable(),
      decidedBy: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
});
export type AdjustmentRow = z.output<typeof AdjustmentsAnswer>["items"][number];
