/** Stored value lists of the domain `masterdata`; safe in the browser. */
export const merchantKinds = ["headquarters", "franchisee", "branch"] as const;
export type MerchantKind = (typeof merchantKinds)[number];

/** Life cycle as the master (jwd) tells it; `closed` is what people call an invalid store (无效门店). */
export const storeLifeCycles = ["open", "renovating", "closed", "missing"] as const;
export type StoreLifeCycle = (typeof storeLifeCycles)[number];

/** Trading status as the till and the opening hours tell it; orders need life cycle and trading status both open. */
export const tradingStatuses = ["open", "resting", "closed_today"] as const;
export type TradingStatus = (typeof tradingStatuses)[number];

export const regionLevels = ["area", "province", "city"] as const;
