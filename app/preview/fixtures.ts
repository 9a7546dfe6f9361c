import { addDays } from "@/lib/core/time";
import type { StoreDetail, StoreRow } from "@/lib/masterdata/model";
import type { SalesList, SalesOverview, SalesRow } from "@/lib/statistics/model";

const names = [
  "古城熟食和平路店",
  "紫光园牛街店",
  "月盛斋前门大街旗舰体验店",
  "天福号西单店",
  "稻香村东四店",
  "老汤记望京SOHO店",
  "卤味居中关村店",
  "鸭脖王五道口店",
  "酱香阁国贸店",
  "熟食坊朝阳大悦城店",
];
const skus = [
  "酱牛肉",
  "五香猪头肉",
  "卤鸭脖",
  "烧鸡(整只)",
  "蒜泥白肉",
  "凉拌木耳",
  "红油肚丝",
  "盐水鸭",
  "手撕风干牛肉干(原味)",
  "卤鸡爪",
  "猪耳朵",
  "素什锦",
];
export const stores: StoreRow[] = Array.from({ length: 50 }, (_, i) => ({
  code: `S${String(10000 + i * 7)}`,
  name: `${names[i % 10]}${i > 9 ? i : ""}`,
  brandName: "老汤记",
  regionNames: ["华北", "北京市", "朝阳区"],
  owner: {
    code: `F${2000 + i}`,
    name: i % 3 ? "张建国" : "北京老汤餐饮管理有限公司",
    kind: i % 3 ? "franchisee" : "branch",
  },
  manager: { code: "B01", name: "北京分公司", kind: "branch" },
  lifeCycle: (["open", "open", "renovating", "closed", "open", "missing"] as const)[i % 6] ?? "open",
  tradingStatus: (["open", "resting", "closed_today"] as const)[i % 3] ?? "open",
  openedOn: "2021-03-18",
}));
export const store: StoreDetail = {
  ...(stores[0] as StoreRow),
  address: "北京市朝阳区和平路 18 号底商",
  phone: "010-88886666",
  longitude: 116.41,
  latitude: 39.95,
  closedOn: null,
  attributes: { 面积: "62 平方米", 档口类型: "临街", 合同编号: "HT-2021-0318" },
  ownerships: [
    {
      fromOn: "2024-01-01",
      toOn: null,
      owner: { code: "F2000", name: "张建国", kind: "franchisee" },
      manager: { code: "B01", name: "北京分公司", kind: "branch" },
    },
    {
      fromOn: "2021-03-18",
      toOn: "2024-01-01",
      owner: { code: "B01", name: "北京分公司", kind: "branch" },
      manager: { code: "B01", name: "北京分公司", kind: "branch" },
    },
  ],
  statuses: [
    { fromOn: "2024-02-10", lifeCycle: "open" },
    { fromOn: "2024-01-05", lifeCycle: "renovating" },
    { fromOn: "2021-03-18", lifeCycle: "open" },
  ],
};
const from = "2026-10-22";
const to = "2026-11-20";
export const rows: SalesRow[] = skus.map((skuName, i) => ({
  skuCode: `K${100 + i}`,
  skuName,
  tickets: 8021 - i * 400,
  weightGrams: i === 3 ? 0 : 9812345 - i * 612345,
  quantity: i === 3 ? 1220 : 0,
  amountFen: 98123455 - i * 7123455,
  averagePriceFen: i === 5 ? null : 3580 - i * 50,
  averagePriceUnit: i === 5 ? null : i === 3 ? "piece" : "weight",
  shareBps: 1800 - i * 90,
  rank: i + 1,
  rankChange: i === 7 ? null : (i % 4) - 1,
  compare:
    i === 7 ? null : { tickets: 7000, weightGrams: 9000000, quantity: 0, amountFen: 90123455 - i * 6523455 },
}));
const totals = {
  tickets: 71234,
  weightGrams: 84123456,
  quantity: 1220,
  amountFen: 612345678,
  averagePriceFen: null,
  averagePriceUnit: null,
} as const;
const before = {
  tickets: 70234,
  weightGrams: 81123456,
  quantity: 1420,
  amountFen: 592345678,
  averagePriceFen: null,
  averagePriceUnit: null,
} as const;
export const list: SalesList = {
  items: rows,
  totals,
  compareTotals: before,
  total: 312,
  page: 2,
  pageSize: 50,
  asOf: "2026-11-20T22:05:00.000Z",
  range: { from, to },
  comparison: {
    current: { from, to },
    compare: { from: "2026-09-22", to: "2026-10-21" },
    isElapsedPart: true,
    currentTotals: totals,
    compareTotals: before,
  },
  revisedDays: ["2026-11-18"],
};
export const overview: SalesOverview = {
  totals: { ...totals, averagePriceFen: 3642, averagePriceUnit: "weight" },
  comparison: list.comparison,
  stores: 12,
  pending: { tickets: 42, amountFen: 812300 },
  bucket: "day",
  trend: Array.from({ length: 30 }, (_, i) => ({
    day: addDays(from, i),
    amountFen: Math.round(18000000 + 4500000 * Math.sin(i / 1.1) + i * 120000),
    tickets: 2000,
    compareDay: addDays("2026-09-22", i),
    compareAmountFen: Math.round(17000000 + 4500000 * Math.sin(i / 1.1 + 0.5)),
  })),
  range: { from, to },
  asOf: list.asOf,
  revisedDays: ["2026-11-18"],
};
