/** Stored value lists of the domain `days`; safe in the browser. */
export const storeDayStates = ["open", "closed", "sealed"] as const;
export type StoreDayState = (typeof storeDayStates)[number];
