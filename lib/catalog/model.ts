import type { SkuStatus, SkuUnit } from "@/db/enums/catalog";
import type { SkuItem } from "./schemas";

/** Stands in tickets whose item nobody knows; they count all the same. */
export const unknownSku: SkuItem = {
  code: "unknown",
  name: "未知商品",
  brandCode: null,
  category: "未知",
  unit: "piece",
  status: "active",
  plu: null,
  prices: [{ fromOn: "2000-01-01", priceFen: 0 }],
  sourceVersion: 0,
};

export type SkuRow = {
  code: string;
  name: string;
  category: string;
  unit: SkuUnit;
  status: SkuStatus;
  /** Today's price in fen per 500 g or per piece; null where there is none yet. */
  priceFen: number | null;
};
