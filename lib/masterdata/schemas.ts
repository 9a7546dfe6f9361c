import { z } from "zod";
import { merchantKinds, regionLevels, storeLifeCycles, tradingStatuses } from "@/db/enums/masterdata";
import { commaList, PageInput } from "@/lib/core/page";
import { storeSortKeys } from "./model";

/** What people type to name a store: printable ASCII without blanks or commas. */
export const storeCode = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9_.-]+$/, { error: "stores.code_invalid" });

const sortValues = storeSortKeys.flatMap((key) => [key, `-${key}`] as const);

/** `q` finds by name, code, pinyin or initials; `codes` by exact code, all of them in scope or 1404. */
export const ListStoresInput = z.strictObject({
  q: z.string().trim().max(60).optional(),
  codes: commaList(storeCode, 1_000),
  lifeCycle: z.enum(storeLifeCycles).optional(),
  sort: z.enum(sortValues as [string, ...string[]]).default("code"),
  ...PageInput,
});
export type ListStoresInput = z.output<typeof ListStoresInput>;

export const GetStoreInput = z.strictObject({ code: storeCode });
export type GetStoreInput = z.output<typeof GetStoreInput>;

const merchantRef = z.strictObject({ code: z.string(), name: z.string(), kind: z.enum(merchantKinds) });
const storeRow = z.strictObject({
  code: z.string(),
  name: z.string(),
  brandName: z.string(),
  regionNames: z.array(z.string()),
  owner: merchantRef.nullable(),
  manager: merchantRef.nullable(),
  lifeCycle: z.enum(storeLifeCycles),
  tradingStatus: z.enum(tradingStatuses),
  openedOn: z.string().nullable(),
});

export const StoreListAnswer = z.strictObject({
  items: z.array(storeRow),
  total: z.number().int(),
  page: z.number().int(),
  pageSize: z.number().int(),
});

export const StoreDetailAnswer = storeRow.extend({
  address: z.string(),
  phone: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  closedOn: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  ownerships: z.array(
    z.strictObject({
      fromOn: z.string(),
      toOn: z.string().nullable(),
      owner: merchantRef,
      manager: merchantRef.nullable(),
    }),
  ),
  statuses: z.array(z.strictObject({ fromOn: z.string(), lifeCycle: z.enum(storeLifeCycles) })),
});

/** Codes of merchants, brands and regions, as the source quotes them. */
const code32 = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[A-Za-z0-9_.-]+$/);
const regionCode = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_.-]+$/);
const day = z.iso.date();
const version = z.number().int().min(0).default(0);

export const applyItemsMax = 500;

/** A batch of rows of one kind; a code stands in it once. */
function batchOf<T extends z.ZodType<{ code: string }>>(item: T) {
  return z.strictObject({
    items: z
      .array(item)
      .min(1)
      .max(applyItemsMax)
      .refine((items) => new Set(items.map(({ code }) => code)).size === items.length, {
        error: "masterdata.code_repeated",
      }),
  });
}

export const BrandItem = z.strictObject({
  code: code32,
  name: z.string().min(1).max(80),
  cutOffs: z.array(z.strictObject({ fromOn: day, hours: z.number().int().min(0).max(12) })).default([]),
});
export type BrandItem = z.output<typeof BrandItem>;
export const ApplyBrandsInput = batchOf(BrandItem);

export const MerchantItem = z.strictObject({
  code: code32,
  name: z.string().min(1).max(120),
  kind: z.enum(merchantKinds),
  phone: z
    .string()
    .max(20)
    .regex(/^[0-9+ -]+$/)
    .nullable()
    .default(null),
  sourceVersion: version,
});
export type MerchantItem = z.output<typeof MerchantItem>;
export const ApplyMerchantsInput = batchOf(MerchantItem);

/** A parent is known already or stands earlier in the batch. */
export const RegionItem = z.strictObject({
  code: regionCode,
  name: z.string().min(1).max(80),
  level: z.enum(regionLevels),
  parentCode: regionCode.nullable().default(null),
});
export type RegionItem = z.output<typeof RegionItem>;
export const ApplyRegionsInput = batchOf(RegionItem);

/**
 * A store as its source gives it. Owner and manager hold from `ownedFromOn` where the store is new, and from
 * `changedOn` (null: today) where they differ from what is known.
 */
export const StoreItem = z.strictObject({
  code: storeCode,
  name: z.string().min(1).max(120),
  brandCode: code32,
  regionCode: regionCode.nullable(),
  ownerCode: code32,
  managerCode: code32.nullable(),
  lifeCycle: z.enum(storeLifeCycles),
  address: z.string().max(255),
  phone: z.string().max(40),
  longitude: z.number().min(-180).max(180).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  openedOn: day.nullable().default(null),
  closedOn: day.nullable().default(null),
  attributes: z.record(z.string(), z.string()).default({}),
  /** 0: the source has no versions, and any difference is applied to a store that has none either. */
  sourceVersion: version,
  ownedFromOn: day,
  changedOn: day.nullable().default(null),
});
export type StoreItem = z.output<typeof StoreItem>;
export const ApplyStoresInput = batchOf(StoreItem);
