import { z } from "zod";
import { skuStatuses, skuUnits } from "@/db/enums/catalog";
import { PageInput } from "@/lib/core/page";

export const skuCode = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9_.-]+$/);
const applySkusMax = 500;

/** An SKU as its source gives it; prices in fen per 500 g or per piece, from a business day on. */
export const SkuItem = z.strictObject({
  code: skuCode,
  name: z.string().min(1).max(80),
  brandCode: z.string().min(1).max(32).nullable().default(null),
  category: z.string().max(40),
  unit: z.enum(skuUnits),
  status: z.enum(skuStatuses).default("active"),
  plu: z
    .string()
    .max(16)
    .regex(/^[\x21-\x7e]+$/)
    .nullable()
    .default(null),
  prices: z
    .array(z.strictObject({ fromOn: z.iso.date(), priceFen: z.number().int().min(0).max(100_000_000) }))
    .max(100)
    .default([]),
  sourceVersion: z.number().int().min(0).default(0),
});
export type SkuItem = z.output<typeof SkuItem>;

export const ApplySkusInput = z.strictObject({
  items: z
    .array(SkuItem)
    .min(1)
    .max(applySkusMax)
    .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, {
      error: "masterdata.code_repeated",
    }),
});

/** `q` finds by name or code. */
export const ListSkusInput = z.strictObject({
  q: z.string().trim().max(60).optional(),
  category: z.string().max(40).optional(),
  ...PageInput,
});
export type ListSkusInput = z.output<typeof ListSkusInput>;
