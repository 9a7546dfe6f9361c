import type { MerchantKind, StoreLifeCycle, TradingStatus } from "@/db/enums/masterdata";
import type { BusinessDay } from "@/lib/core/time";

/** View types of stores and merchants; browser-safe. */
export type MerchantRef = { code: string; name: string; kind: MerchantKind };

export type StoreRow = {
  code: string;
  name: string;
  brandName: string;
  /** From the widest region to the narrowest. */
  regionNames: string[];
  owner: MerchantRef | null;
  manager: MerchantRef | null;
  lifeCycle: StoreLifeCycle;
  tradingStatus: TradingStatus;
  openedOn: BusinessDay | null;
};

/** Half-open: the pair holds from `fromOn` up to, not including, `toOn`; null means until further notice. */
export type StoreOwnershipView = {
  fromOn: BusinessDay;
  toOn: BusinessDay | null;
  owner: MerchantRef;
  manager: MerchantRef | null;
};

export type StoreStatusView = { fromOn: BusinessDay; lifeCycle: StoreLifeCycle };

export type StoreDetail = StoreRow & {
  address: string;
  phone: string;
  longitude: number | null;
  latitude: number | null;
  closedOn: BusinessDay | null;
  /** All other fields of the source, as they came. */
  attributes: Record<string, string>;
  ownerships: StoreOwnershipView[];
  statuses: StoreStatusView[];
};

export const storeSortKeys = ["code", "name", "openedOn"] as const;

/** What became of a batch of master rows, by code; `refused` were left as they are. */
export type ApplyOutcome = {
  created: string[];
  changed: string[];
  unchanged: string[];
  refused: { code: string; reason: string }[];
};

export const emptyOutcome = (): ApplyOutcome => ({ created: [], changed: [], unchanged: [], refused: [] });

/** Counts of an outcome, as the operation log keeps them. */
export function countOutcome(outcome: ApplyOutcome): Record<keyof ApplyOutcome, number> {
  const { created, changed, unchanged, refused } = outcome;
  return {
    created: created.length,
    changed: changed.length,
    unchanged: unchanged.length,
    refused: refused.length,
  };
}
