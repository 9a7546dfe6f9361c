"use client";

import { parseAsArrayOf, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useUrlTransition } from "@/components/layout/url-transition";
import type { DayRange } from "@/lib/core/time";
import { type ComparisonChoice, comparisonChoices, defaultComparison } from "./sales-query";

const parsers = {
  from: parseAsString,
  to: parseAsString,
  stores: parseAsArrayOf(parseAsString),
  skus: parseAsArrayOf(parseAsString),
  compare: parseAsStringLiteral(comparisonChoices).withDefault(defaultComparison),
  page: parseAsInteger,
};

/** Every change goes into the URL, back to the first page, and is answered by the server. */
export function useSalesFilter() {
  const { startTransition } = useUrlTransition();
  const [state, set] = useQueryStates(parsers, {
    shallow: false,
    scroll: false,
    history: "push",
    startTransition,
  });
  return {
    compare: state.compare,
    setRange: (range: DayRange) => void set({ ...range, page: null }),
    setStores: (codes: string[]) => void set({ stores: codes.length > 0 ? codes : null, page: null }),
    setSkus: (codes: string[]) => void set({ skus: codes.length > 0 ? codes : null, page: null }),
    setCompare: (compare: ComparisonChoice) => void set({ compare, page: null }),
  };
}
