/** Stored value lists of the domain `days`; safe in the browser. */
export const storeDayStates = ["open", "closed", "sealed"] as const;
export type StoreDayState = (typeof storeDayStates)[number];

/** Headings that slices are kept under beside those of each store. */
export const headingKinds = ["chain", "region", "branch", "franchisee"] as const;
export type HeadingKind = (typeof headingKinds)[number];

export const rollupStates = ["building", "ready"] as const;

/** What waits on a sealed day until a person counts it or leaves it out. */
export const adjustmentStates = ["waiting", "counted", "declined"] as const;
export type AdjustmentState = (typeof adjustmentStates)[number];

export const archiveKinds = [
  "orders",
  "order_lines",
  "order_payments",
  "order_events",
  "refunds",
  "refund_lines",
  "weigh_tickets",
  "ticket_voids",
] as const;
export type ArchiveKind = (typeof archiveKinds)[number];
