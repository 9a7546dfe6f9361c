import type { BusinessDay, DayRange } from "@/lib/core/time";
import type { StoreUploads } from "./business-model";

/** View types of the home page, of what changed since a download, and of the definitions. */
type TodayFigures = {
  orders: number;
  finalAmountFen: number;
  /** 实收 per order, half up; null without orders. */
  averageFen: number | null;
  refunds: number;
  refundAmountFen: number;
};

/** A half hour of the Shanghai clock (0–47), in the order of the business day. */
export type HomeSlot = {
  slot: number;
  /** Null: not begun in any store. */
  today: { orders: number; finalAmountFen: number } | null;
  compare: { orders: number; finalAmountFen: number };
};

export type HomeStore = {
  storeCode: string;
  storeName: string;
  orders: number;
  finalAmountFen: number;
  /** 实收 of the finished half hours, today and a week before. */
  currentFinalAmountFen: number;
  compareFinalAmountFen: number;
};

export type Home = {
  /** The business day in progress; of brands that differ the later one. */
  day: BusinessDay;
  /** The same weekday a week before. */
  compareDay: BusinessDay;
  /** Half hours before this one are finished and compared; of brands that differ that of the later business day. */
  untilSlot: number;
  today: TodayFigures;
  /** The finished half hours of today, and the same ones of the other day. */
  current: { orders: number; finalAmountFen: number };
  compare: { orders: number; finalAmountFen: number };
  slots: HomeSlot[];
  /** Open stores in scope. */
  stores: number;
  /** At most five each, of the stores with sales today; a store never stands in both. */
  best: HomeStore[];
  worst: HomeStore[];
  /** Open stores without an order today. */
  withoutSales: StoreUploads;
  /** Open stores without an upload within the last 24 hours. */
  silentStores: StoreUploads;
  lastUploadAt: string | null;
  asOf: string;
};

/** Signed: what the figures of closed days became more or less by. Refunds by the day of their order and by their own. */
export type BusinessChange = {
  orders: number;
  finalAmountFen: number;
  refundAmountFen: number;
  refundedAmountFen: number;
};
export type SalesChange = { tickets: number; amountFen: number };

type DayChange<Sums> = Sums & {
  day: BusinessDay;
  storeCode: string;
  storeName: string;
  /** When it changed last since the download. */
  revisedAt: string;
};

/** What changed since the reader's last download of the report whose days overlap the range, latest first. */
export type ChangeList<Sums> = {
  /** Null: there was none, and nothing is listed. */
  download: { asOf: string; range: DayRange; rows: number } | null;
  items: DayChange<Sums>[];
  /** Over all items. */
  totals: Sums;
  /** The latest change of all items. */
  revisedAt: string | null;
  total: number;
  page: number;
  pageSize: number;
  asOf: string;
};

export const definitionGroups = ["business", "sales", "home"] as const;
export type Definition = {
  key: string;
  group: (typeof definitionGroups)[number];
  name: string;
  unit: string;
  definition: string;
  formula: string;
  /** From which records it comes, in words. */
  source: string;
  freshness: string;
};
