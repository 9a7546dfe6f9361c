import { addFen, mulDivHalfUp } from "@/lib/core/money";
import { type BusinessMeasures, businessMeasures } from "@/lib/days/model";
import {
  type BusinessFigures,
  businessFigures,
  type ComparedFigures,
  type RefundDay,
} from "./business-model";

/** Sums of groups of any grouping in which nothing counts twice. */
export function sumMeasures(groups: readonly BusinessMeasures[]): BusinessMeasures {
  const sums = emptyMeasures();
  for (const group of groups) {
    for (const measure of businessMeasures) sums[measure] = addFen(sums[measure], group[measure]);
  }
  return sums;
}

function emptyMeasures(): BusinessMeasures {
  const pairs = businessMeasures.map((measure) => [measure, 0] as const);
  return Object.fromEntries(pairs) as BusinessMeasures;
}

/** What a reader is shown of sums, with the refunds of the day he asked for. */
export function figuresOf(sums: BusinessMeasures, by: RefundDay): BusinessFigures {
  const { refundedCount, refundedAmountFen, ...own } = pickMeasures(sums);
  const refunds = by === "refund" ? refundedCount : own.refunds;
  const refundAmountFen = by === "refund" ? refundedAmountFen : own.refundAmountFen;
  return {
    ...own,
    refunds,
    refundAmountFen,
    netAmountFen: addFen(own.finalAmountFen, -refundAmountFen),
    averageFen: averageFen(own),
  };
}

function pickMeasures(sums: BusinessMeasures): BusinessMeasures {
  const pairs = businessMeasures.map((measure) => [measure, sums[measure]] as const);
  return Object.fromEntries(pairs) as BusinessMeasures;
}

/** 实收 per order, half up; null without orders. */
export function averageFen({ orders, finalAmountFen }: { orders: number; finalAmountFen: number }) {
  return orders > 0 ? mulDivHalfUp(finalAmountFen, 1, orders) : null;
}

export type SlotSums = { orders: number; finalAmountFen: number };

export function sumSlotSums(rows: readonly SlotSums[]): SlotSums {
  return {
    orders: rows.reduce((sum, row) => sum + row.orders, 0),
    finalAmountFen: addFen(...rows.map((row) => row.finalAmountFen)),
  };
}

/** What can be told of half hours: orders and 实收, nothing else. */
export function slotFigures({ orders, finalAmountFen }: SlotSums): ComparedFigures {
  const pairs = businessFigures.map((figure) => [figure, null] as const);
  const nothing = Object.fromEntries(pairs) as Record<keyof BusinessFigures, null>;
  return { ...nothing, orders, finalAmountFen };
}
