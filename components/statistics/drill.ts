import type { UrlChanges } from "@/components/layout/url-transition";
import { dayText, weekdayText } from "@/lib/i18n/format";
import type { StoreGroupNames } from "@/lib/statistics/model";
import { listOf, type Narrowing, type ReportName } from "./stats-query";

/** The names that a row of either report can carry; one grouping's own are set. */
export type GroupNames = StoreGroupNames & {
  skuCode?: string;
  skuName?: string;
  category?: string;
  channel?: string;
};

export type RowView = {
  name: string;
  detail: string;
  /** One level down; null where a row leads nowhere, like the stores that no branch manages. */
  changes: UrlChanges | null;
};

type Level = { key: Narrowing | "stores"; code: string | null | undefined; name: string | null | undefined };

/** Chain → branch → franchisee → store → SKU → day; goods and channels lead to their stores first. */
export function rowView(
  report: ReportName,
  row: GroupNames,
  query: string,
  texts: { locale: string; unassigned: string; channel: (code: string) => string },
): RowView {
  if (row.day !== undefined) {
    return {
      name: dayText(row.day, texts.locale, ""),
      detail: weekdayText(row.day, texts.locale),
      changes: { groupBy: report === "sales" ? "sku" : "store", from: row.day, to: row.day },
    };
  }
  const level = levelOf(row, texts.channel);
  if (!level?.code) return { name: texts.unassigned, detail: "", changes: null };
  const hasCode = level.key !== "categories" && level.key !== "channels";
  return {
    name: level.name ?? level.code,
    detail: hasCode ? level.code : "",
    changes: { [level.key]: level.code, groupBy: nextGrouping(report, level.key, query) },
  };
}

function levelOf(row: GroupNames, channel: (code: string) => string): Level | null {
  if (row.storeCode !== undefined) return { key: "stores", code: row.storeCode, name: row.storeName };
  if (row.skuCode !== undefined) return { key: "skus", code: row.skuCode, name: row.skuName };
  if (row.branchCode !== undefined) return { key: "branches", code: row.branchCode, name: row.branchName };
  if (row.franchiseeCode !== undefined)
    return { key: "franchisees", code: row.franchiseeCode, name: row.franchiseeName };
  if (row.regionCode !== undefined) return { key: "regions", code: row.regionCode, name: row.regionName };
  if (row.category !== undefined) return { key: "categories", code: row.category, name: row.category };
  return row.channel === undefined
    ? null
    : { key: "channels", code: row.channel, name: channel(row.channel) };
}

/** What a narrowed report is grouped by next; a store with its goods chosen, or the other way round, ends at its days. */
export function nextGrouping(report: ReportName, key: Narrowing | "stores", query: string): string {
  const search = new URLSearchParams(query);
  const isOne = (other: string) => listOf(search.get(other) ?? "").length === 1;
  if (key === "branches") return "franchisee";
  if (key === "categories") return "sku";
  if (key === "skus") return isOne("stores") ? "day" : "store";
  if (key === "stores") return report === "sales" && !isOne("skus") ? "sku" : "day";
  return key === "channels" && isOne("stores") ? "day" : "store";
}
