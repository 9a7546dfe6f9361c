import type { BusinessDay, DayRange } from "@/lib/core/time";
import { type BusinessMeasure, type BusinessMeasures, businessMeasures } from "@/lib/days/model";
import type { ComparedPeriods, StoreGroupNames } from "./model";

/** View types of the business statistics (经营统计). Amounts in fen, days are business days. */
export const businessGroupings = [
  "day",
  "store",
  "branch",
  "franchisee",
  "region",
  "channel",
  "payType",
  "slot",
] as const;
export type BusinessGrouping = (typeof businessGroupings)[number];

/** On whose day a refund stands: that of its order, or its own (对账口径). */
export const refundDays = ["order", "refund"] as const;
export type RefundDay = (typeof refundDays)[number];

/**
 * What a reader is shown: the refunds on the day that was asked for, `netAmountFen` = 实收 − refunds, `averageFen` = 实收 per
 * order, half up, null without orders.
 */
export type BusinessFigures = Omit<BusinessMeasures, "refundedCount" | "refundedAmountFen"> & {
  netAmountFen: number;
  averageFen: number | null;
};

/** Figures set against another period; null: not compared (within today only orders and 实收 are). */
export type ComparedFigures = Pick<BusinessFigures, "orders" | "finalAmountFen"> & {
  [K in Exclude<keyof BusinessFigures, "orders" | "finalAmountFen">]: number | null;
};

/**
 * `untilSlot`: where today alone is compared, the half hours of the business day before this one of the Shanghai clock (0–47)
 * are set against the same ones of the other day; null where whole days are compared.
 */
export type BusinessComparison = ComparedPeriods & {
  untilSlot: number | null;
  currentTotals: ComparedFigures;
  compareTotals: ComparedFigures;
};

export type BusinessRow = BusinessFigures &
  StoreGroupNames & {
    channel?: string;
    /** By 实收, like those of sales rows. */
    shareBps: number | null;
    rank: number;
    rankChange: number | null;
    /** What of the row is compared, and the same row of the compared period; null where there is none. */
    current: ComparedFigures | null;
    compare: ComparedFigures | null;
  };

export const payTypes = ["wechat", "alipay", "cash", "platform", "other"] as const;
/** An order with two payments counts in each kind's orders. */
export type PayRow = {
  payType: (typeof payTypes)[number];
  orders: number;
  amountFen: number;
  shareBps: number | null;
  current: { orders: number; amountFen: number } | null;
  compare: { orders: number; amountFen: number } | null;
};

/** A half hour of the Shanghai clock, 0–47, all 48 of them; not kept by channel, and not for more than 400 days. */
export type SlotRow = {
  slot: number;
  orders: number;
  finalAmountFen: number;
  /** What of it is compared; null where nothing is or the half hour of today is not over. */
  current: { orders: number; finalAmountFen: number } | null;
  compare: { orders: number; finalAmountFen: number } | null;
};

export type BusinessList = {
  groupBy: BusinessGrouping;
  by: RefundDay;
  items: (BusinessRow | PayRow | SlotRow)[];
  totals: BusinessFigures;
  compareTotals: ComparedFigures | null;
  comparison: BusinessComparison | null;
  total: number;
  page: number;
  pageSize: number;
  asOf: string;
  range: DayRange;
  revisedDays: BusinessDay[];
  /** Half hours of earlier days of the range are gone, so that rows of half hours may be less than the totals; null elsewhere. */
  slotsFrom: BusinessDay | null;
};

/** A bucket of the trend; sparklines of the figures are drawn from the same points. */
export type TrendFigures = Pick<
  BusinessFigures,
  "orders" | "finalAmountFen" | "netAmountFen" | "refunds" | "refundAmountFen" | "memberOrders" | "averageFen"
>;
export type BusinessTrendPoint = TrendFigures & {
  /** First day of the bucket. */
  day: BusinessDay;
  /** The bucket at the same place of the compared period; null where it has none. */
  compareDay: BusinessDay | null;
  compare: TrendFigures | null;
};

export type ChannelRow = {
  channel: string;
  orders: number;
  finalAmountFen: number;
  shareBps: number | null;
  current: { orders: number; finalAmountFen: number } | null;
  compare: { orders: number; finalAmountFen: number } | null;
};

/** A store and when it last uploaded anything; null: never. */
export type StoreUpload = { storeCode: string; storeName: string; lastUploadAt: string | null };

/** `count` of all, `items` the first 20 of them, the longest silent first. */
export type StoreUploads = { count: number; items: StoreUpload[] };

/** Paid or not, cancelled orders count nowhere; so do their refunds. */
type CancelledOrders = { orders: number; amountFen: number; refunds: number; refundAmountFen: number };

export type BusinessOverview = {
  by: RefundDay;
  totals: BusinessFigures;
  comparison: BusinessComparison | null;
  bucket: "day" | "week";
  trend: BusinessTrendPoint[];
  channels: ChannelRow[];
  payTypes: PayRow[];
  /** In the order of the clock, half hours without orders included. */
  slots: SlotRow[] | null;
  /** Why `slots` is null: they are not kept by channel, or the range has more store-days than are looked through at once. */
  slotsMissing: "channels" | "too_many" | null;
  /** Half hours of earlier days of the range are gone; null where none is. */
  slotsFrom: BusinessDay | null;
  cancelled: CancelledOrders | null;
  /** Why `cancelled` is null: raw rows of the range are archived, or more store-days than are looked through at once. */
  cancelledMissing: "archived" | "too_many" | null;
  /** Stores in scope and filter. */
  stores: number;
  /** Open ones of them without an upload within the last 24 hours. */
  silentStores: StoreUploads;
  lastUploadAt: string | null;
  asOf: string;
  range: DayRange;
  revisedDays: BusinessDay[];
};

const names: Record<BusinessGrouping, readonly string[]> = {
  day: ["day"],
  store: ["storeCode", "storeName"],
  branch: ["branchCode", "branchName"],
  franchisee: ["franchiseeCode", "franchiseeName"],
  region: ["regionCode", "regionName"],
  channel: ["channel"],
  payType: ["payType"],
  slot: ["slot"],
};

/** Measures in the order in which they are listed. */
export const businessFigures = [
  ...businessMeasures.filter(isShown),
  "netAmountFen",
  "averageFen",
] as const satisfies readonly (keyof BusinessFigures)[];

function isShown(measure: BusinessMeasure) {
  return measure !== "refundedCount" && measure !== "refundedAmountFen";
}

/** Sort keys a grouping can offer; "-" in front means descending. */
export function businessSortKeys(groupBy: BusinessGrouping): readonly string[] {
  if (groupBy === "payType") return [...names.payType, "orders", "amountFen"];
  if (groupBy === "slot") return [...names.slot, "orders", "finalAmountFen"];
  return [...names[groupBy], ...businessFigures];
}

export function defaultBusinessSort(groupBy: BusinessGrouping): string {
  if (groupBy === "day") return "-day";
  if (groupBy === "slot") return "slot";
  return groupBy === "payType" ? "-amountFen" : "-finalAmountFen";
}
