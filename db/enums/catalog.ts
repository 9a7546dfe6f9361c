/** Stored value lists of the domain `catalog`; safe in the browser. */
export const skuUnits = ["weight", "piece"] as const;
export type SkuUnit = (typeof skuUnits)[number];

export const skuStatuses = ["active", "withdrawn"] as const;
export type SkuStatus = (typeof skuStatuses)[number];
