import {
  addDays,
  addMonths,
  type BusinessDay,
  type DayRange,
  daysIn,
  endOfMonth,
  startOfMonth,
  weekday,
} from "@/lib/core/time";

/** View types of the sales statistics; browser-safe. */
export const salesGroupings = ["sku", "category", "store", "branch", "franchisee", "region", "day"] as const;
export type SalesGrouping = (typeof salesGroupings)[number];

export const comparisons = ["previous", "lastYear", "weekday"] as const;
export type Comparison = (typeof comparisons)[number];

/** Grams and pieces are never added to each other; amounts are fen before order discounts. */
export type SalesMeasures = { tickets: number; weightGrams: number; quantity: number; amountFen: number };

/** `weighedAmountFen`: the part of the amount that was sold by weight. */
export const salesFigures = ["tickets", "weightGrams", "quantity", "amountFen", "weighedAmountFen"] as const;
export type SalesFigure = (typeof salesFigures)[number];

/** What a row stands for by its grouping. Null: the stores or days that have no branch, no owner or no region. */
export type StoreGroupNames = {
  storeCode?: string;
  storeName?: string;
  branchCode?: string | null;
  branchName?: string | null;
  franchiseeCode?: string | null;
  franchiseeName?: string | null;
  regionCode?: string | null;
  regionName?: string | null;
  day?: BusinessDay;
};

export type SalesRow = SalesMeasures &
  StoreGroupNames & {
    skuCode?: string;
    skuName?: string;
    category?: string;
    /** Fen per 500 g of the weighed goods of the row; where there are none, per piece. */
    averagePriceFen: number | null;
    averagePriceUnit: "weight" | "piece" | null;
    /** Share of the amount of all rows of the filter, in basis points; null where that amount is not positive. */
    shareBps: number | null;
    /** 1 = largest amount over all rows of the filter. */
    rank: number;
    /** Places gained (+) or lost (−) against the compared period; null where it did not sell there or nothing is compared. */
    rankChange: number | null;
    /** What of the row is compared (without today), and the same row of the compared period; null where there is none. */
    current: SalesMeasures | null;
    compare: SalesMeasures | null;
  };

export type SalesTotals = SalesMeasures & {
  averagePriceFen: number | null;
  averagePriceUnit: "weight" | "piece" | null;
};

/**
 * What is set against what. `current` is the part of the range that can be compared: today is left out on both sides.
 * `isElapsedPart`: the range is an unfinished week, month, quarter or year, set against the same elapsed part.
 */
export type ComparedPeriods = { current: DayRange; compare: DayRange; isElapsedPart: boolean };

export type SalesComparison = ComparedPeriods & { currentTotals: SalesTotals; compareTotals: SalesTotals };

export type SalesList = {
  items: SalesRow[];
  totals: SalesTotals;
  /** Totals of the compared period; null where nothing is compared or can be. */
  compareTotals: SalesTotals | null;
  comparison: SalesComparison | null;
  total: number;
  page: number;
  pageSize: number;
  /** ISO 8601 instant at which the figures were read. */
  asOf: string;
  range: DayRange;
  /** Days of the range whose figures were restated after they had been closed. */
  revisedDays: BusinessDay[];
};

export type SalesTrendPoint = {
  /** First day of the bucket. */
  day: BusinessDay;
  amountFen: number;
  tickets: number;
  /** The bucket at the same place in the compared period; null where nothing is compared. */
  compareDay: BusinessDay | null;
  compareAmountFen: number | null;
};

export type SalesOverview = {
  totals: SalesTotals;
  comparison: SalesComparison | null;
  /** Stores in scope and filter. */
  stores: number;
  /** 待完成: tickets stored whose order is not completed yet; they count nowhere until it is. */
  pending: { tickets: number; amountFen: number };
  bucket: "day" | "week";
  trend: SalesTrendPoint[];
  range: DayRange;
  asOf: string;
  revisedDays: BusinessDay[];
};

/** Sort keys a grouping can offer; "-" in front means descending. */
export const salesSortKeys = {
  sku: ["amountFen", "weightGrams", "quantity", "tickets", "skuCode", "skuName"],
  category: ["amountFen", "weightGrams", "quantity", "tickets", "category"],
  store: ["amountFen", "weightGrams", "quantity", "tickets", "storeCode", "storeName"],
  branch: ["amountFen", "weightGrams", "quantity", "tickets", "branchCode", "branchName"],
  franchisee: ["amountFen", "weightGrams", "quantity", "tickets", "franchiseeCode", "franchiseeName"],
  region: ["amountFen", "weightGrams", "quantity", "tickets", "regionCode", "regionName"],
  day: ["day", "amountFen", "weightGrams", "quantity", "tickets"],
} as const satisfies Record<SalesGrouping, readonly string[]>;

export const defaultSalesSort: Record<SalesGrouping, string> = {
  sku: "-amountFen",
  category: "-amountFen",
  store: "-amountFen",
  branch: "-amountFen",
  franchisee: "-amountFen",
  region: "-amountFen",
  day: "-day",
};

/**
 * The period a range is compared with, by the rules of the product: a whole calendar unit with the unit before, otherwise the
 * same length before (`previous`); the same dates a year before (`lastYear`); the fewest whole weeks back that are at least the
 * range (`weekday`). Null where nothing but today would be left to compare.
 */
export function comparedPeriods(
  range: DayRange,
  kind: Comparison,
  today: BusinessDay,
): ComparedPeriods | null {
  const yesterday = addDays(today, -1);
  const current = { from: range.from, to: range.to < today ? range.to : yesterday };
  if (current.from > current.to) return null;
  const length = daysIn(current);
  if (kind === "weekday") {
    const days = Math.ceil(length / 7) * 7;
    return { current, compare: shifted(current, -days), isElapsedPart: false };
  }
  if (kind === "lastYear") {
    const compare = { from: addMonths(current.from, -12), to: addMonths(current.to, -12) };
    return { current, compare, isElapsedPart: false };
  }
  const unit = unitOf(range.to >= today ? { from: range.from, to: today } : range, range.to >= today);
  if (unit === null) return { current, compare: shifted(current, -length), isElapsedPart: false };
  const isElapsedPart = range.to >= today;
  if (unit === "week") return { current, compare: shifted(current, -7), isElapsedPart };
  const from = addMonths(current.from, -unit);
  const end = addDays(current.from, -1);
  const sameLength = addDays(from, length - 1);
  return {
    current,
    compare: { from, to: isElapsedPart && sameLength < end ? sameLength : end },
    isElapsedPart,
  };
}

function shifted(range: DayRange, days: number): DayRange {
  return { from: addDays(range.from, days), to: addDays(range.to, days) };
}

/** The calendar unit that a range is (or, unfinished, begins): months of a year, quarter or month, or a week. */
function unitOf({ from, to }: DayRange, isUnfinished: boolean): 12 | 3 | 1 | "week" | null {
  const ends = (last: BusinessDay) => (isUnfinished ? to <= last : to === last);
  const starts = from === startOfMonth(from);
  const month = Number(from.slice(5, 7));
  if (starts && ends(endOfMonth(from))) return 1;
  if (starts && month % 3 === 1 && ends(endOfMonth(addMonths(from, 2)))) return 3;
  if (starts && month === 1 && ends(endOfMonth(addMonths(from, 11)))) return 12;
  return weekday(from) === 1 && ends(addDays(from, 6)) ? "week" : null;
}
