"use client";

import { useUrlState } from "@/components/layout/url-transition";
import type { DayRange } from "@/lib/core/time";
import { type ComparisonChoice, comparisonChoices, defaultComparison } from "./sales-query";

/** Every change goes into the URL, back to the first page, and is answered by the server. */
export function useSalesFilter() {
  const { query, change } = useUrlState();
  const asked = new URLSearchParams(query).get("compare");
  return {
    compare: comparisonChoices.find((choice) => choice === asked) ?? defaultComparison,
    setRange: (range: DayRange) => change({ ...range, page: null }),
    setStores: (codes: readonly string[]) => change({ stores: codes.join(","), page: null }),
    setSkus: (codes: readonly string[]) => change({ skus: codes.join(","), page: null }),
    setCompare: (compare: ComparisonChoice) =>
      change({ compare: compare === defaultComparison ? null : compare, page: null }),
  };
}
