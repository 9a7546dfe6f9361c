"use client";

import { UrlLink } from "@/components/layout/url-link";
import type { UrlChanges } from "@/components/layout/url-transition";
import { dayText, weekdayText } from "@/lib/i18n/format";
import type { SalesRow } from "@/lib/statistics/model";

/** A row's name leads one level down: SKU → its stores, store → its SKUs, day → its SKUs. */
export function SalesRowName({ row, locale }: { row: SalesRow; locale: string }) {
  const view = viewOf(row, locale);
  return (
    <UrlLink
      changes={{ ...view.changes, sort: null, page: null, cols: null }}
      className="inline-flex min-h-6 max-w-72 items-baseline gap-2 align-middle text-ink underline-offset-4 hover:text-accent-ink hover:underline"
    >
      <span className="truncate font-medium">{view.name}</span>
      <span className="figures shrink-0 text-xs text-ink-3">{view.detail}</span>
    </UrlLink>
  );
}

function viewOf(row: SalesRow, locale: string): { name: string; detail: string; changes: UrlChanges } {
  if (row.skuCode !== undefined) {
    return {
      name: row.skuName ?? row.skuCode,
      detail: row.skuCode,
      changes: { groupBy: "store", skus: row.skuCode },
    };
  }
  if (row.storeCode !== undefined) {
    return {
      name: row.storeName ?? row.storeCode,
      detail: row.storeCode,
      changes: { groupBy: "sku", stores: row.storeCode },
    };
  }
  const day = row.day ?? "";
  return {
    name: dayText(day, locale, ""),
    detail: weekdayText(day, locale),
    changes: { groupBy: "sku", from: day, to: day },
  };
}
