"use client";

import { useStatsFilter } from "@/components/statistics/use-stats-filter";
import type { PickedStore } from "@/components/stores/picked-store";
import { StorePicker } from "@/components/stores/store-picker";

/** Joins the picker of one domain with the filter of another; only the page knows both. */
export function StoreFilter({ stores, storeCount }: { stores: readonly PickedStore[]; storeCount: number }) {
  const filter = useStatsFilter();
  return <StorePicker value={stores} storeCount={storeCount} onChange={filter.setStores} />;
}
