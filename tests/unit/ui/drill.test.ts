import { expect, test } from "vitest";
import { changedQuery } from "@/components/layout/url-transition";
import { type GroupNames, rowView } from "@/components/statistics/drill";
import { type ReportName, readStatsParams } from "@/components/statistics/stats-query";
import { ListBusinessInput } from "@/lib/statistics/business-schemas";
import { ListSalesInput } from "@/lib/statistics/schemas";

const texts = { locale: "zh-CN", unassigned: "未归属", channel: (code: string) => `渠道 ${code}` };
const rows: Record<string, GroupNames> = {
  branch: { branchCode: "B01", branchName: "东区分公司" },
  franchisee: { franchiseeCode: "F1001", franchiseeName: "加盟商" },
  region: { regionCode: "310000", regionName: "上海" },
  store: { storeCode: "1001", storeName: "南京中山路店" },
  category: { category: "卤味" },
  sku: { skuCode: "10033", skuName: "酱牛肉" },
  channel: { channel: "meituan" },
  day: { day: "2026-11-20" },
};

function follow(report: ReportName, steps: readonly string[]): string[] {
  let query = "";
  return steps.map((step) => {
    const { changes } = rowView(report, rows[step] ?? {}, query, texts);
    query = changedQuery(query, changes ?? {});
    return new URLSearchParams(query).get("groupBy") ?? "";
  });
}

test("sales lead from the chain over branch, franchisee and store to an SKU and its days", () => {
  expect(follow("sales", ["branch", "franchisee", "store", "sku"])).toEqual([
    "franchisee",
    "store",
    "sku",
    "day",
  ]);
  expect(follow("sales", ["category", "sku", "store", "day"])).toEqual(["sku", "store", "day", "sku"]);
});

test("business leads from the chain to the days of a store", () => {
  expect(follow("business", ["branch", "franchisee", "store", "day"])).toEqual([
    "franchisee",
    "store",
    "day",
    "store",
  ]);
  expect(follow("business", ["region", "channel", "store"])).toEqual(["store", "store", "day"]);
});

test("every step is a question that the report understands", () => {
  for (const [report, schema] of [
    ["sales", ListSalesInput],
    ["business", ListBusinessInput],
  ] as const) {
    for (const [grouping, row] of Object.entries(rows)) {
      const known = report === "sales" ? grouping !== "channel" : !["sku", "category"].includes(grouping);
      if (!known) continue;
      const query = changedQuery("", rowView(report, row, "", texts).changes ?? {});
      const params = readStatsParams(report, Object.fromEntries(new URLSearchParams(query)), "2026-11-21");
      expect(schema.safeParse(params).error?.issues ?? [], `${report} ${grouping}`).toEqual([]);
    }
  }
});

test("stores without a branch are named as such and lead nowhere", () => {
  const view = rowView("sales", { branchCode: null, branchName: null }, "", texts);
  expect(view).toEqual({ name: "未归属", detail: "", changes: null });
});

test("a row shows its name and code, a day its weekday, a category and a channel only the name", () => {
  const shown = Object.fromEntries(
    Object.entries(rows).map(([key, row]) => {
      const { name, detail } = rowView("sales", row, "", texts);
      return [key, [name, detail]];
    }),
  );
  expect(shown).toMatchObject({
    store: ["南京中山路店", "1001"],
    category: ["卤味", ""],
    channel: ["渠道 meituan", ""],
    day: ["2026年11月20日", "周五"],
  });
});
