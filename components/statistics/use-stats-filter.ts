"use client";

import { useUrlState } from "@/components/layout/url-transition";
import type { DayRange } from "@/lib/core/time";
import {
  type ComparisonChoice,
  comparisonChoices,
  defaultComparison,
  listOf,
  type Narrowing,
} from "./stats-query";

/** Every change goes into the URL, back to the first page, and is answered by the server. */
export function useStatsFilter() {
  const { query, change } = useUrlState();
  const search = new URLSearchParams(query);
  const asked = search.get("compare");
  return {
    compare: comparisonChoices.find((choice) => choice === asked) ?? defaultComparison,
    isSameStore: ["1", "true"].includes(search.get("sameStore") ?? ""),
    by: search.get("by") === "refund" ? ("refund" as const) : ("order" as const),
    codesOf: (key: Narrowing) => listOf(search.get(key) ?? ""),
    setRange: (range: DayRange) => change({ ...range, page: null }),
    setStores: (codes: readonly string[]) => change({ stores: codes.join(","), page: null }),
    setCodes: (key: Narrowing, codes: readonly string[]) => change({ [key]: codes.join(","), page: null }),
    setCompare: (compare: ComparisonChoice) =>
      change({ compare: compare === defaultComparison ? null : compare, page: null }),
    setSameStore: (isSameStore: boolean) => change({ sameStore: isSameStore ? "1" : null, page: null }),
    setBy: (by: "order" | "refund") => change({ by: by === "refund" ? by : null, page: null }),
  };
}
