import fc from "fast-check";
import { expect, test } from "vitest";
import { businessGroupingOf, businessSortOf, refundDayOf } from "@/components/statistics/business-query";
import { salesGroupingOf, salesSortOf } from "@/components/statistics/sales-query";
import {
  comparisonOf,
  downloadQuery,
  filterOf,
  listOf,
  narrowings,
  type ReportName,
  readStatsParams,
  type SearchParams,
  withCodes,
} from "@/components/statistics/stats-query";
import { businessGroupings } from "@/lib/statistics/business-model";
import {
  DownloadBusinessInput,
  GetBusinessOverviewInput,
  ListBusinessInput,
} from "@/lib/statistics/business-schemas";
import { salesGroupings } from "@/lib/statistics/model";
import { DownloadSalesInput, GetSalesOverviewInput, ListSalesInput } from "@/lib/statistics/schemas";
import { checkProperty } from "../../support/property";

const today = "2026-11-20";

for (const report of ["sales", "business"] as const) {
  test(`a silent address shows the last seven complete days against the seven before: ${report}`, () => {
    expect(readStatsParams(report, {}, today)).toEqual({
      from: "2026-11-13",
      to: "2026-11-19",
      compare: "previous",
      pageSize: "20",
    });
  });
}

test("half a range is not completed, so that the schema can name the missing half", () => {
  const params = readStatsParams("sales", { from: "2026-11-01" }, today);
  expect(params.to).toBeUndefined();
  const issues = ListSalesInput.safeParse(params).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join("."))).toContain("to");
});

test("comparing with nothing is the absence of a comparison", () => {
  const params = readStatsParams("business", { compare: "none" }, today);
  expect("compare" in params).toBe(false);
  expect(comparisonOf(params)).toBe("none");
});

test("the look of the page is no part of the question, and neither is what only the other report knows", () => {
  const look = { view: "table", slotView: "table", metric: "orders", cols: "share", dense: "true", utm: "x" };
  const silent = Object.keys(readStatsParams("sales", {}, today));
  expect(
    Object.keys(readStatsParams("sales", { ...look, channels: "meituan", by: "refund" }, today)),
  ).toEqual(silent);
  expect(Object.keys(readStatsParams("business", { ...look, skus: "S1", categories: "a" }, today))).toEqual(
    silent,
  );
});

test("what an address names reaches the question", () => {
  const both = { from: "2026-10-01", to: "2026-10-02", stores: "A1", branches: "B01", franchisees: "F1" };
  const listed = { ...both, regions: "310000", sameStore: "1", groupBy: "day", sort: "day", page: "2" };
  const sales = { ...listed, categories: "卤味", skus: "S1" };
  const business = { ...listed, channels: "meituan", by: "refund" };
  expect(readStatsParams("sales", sales, today)).toMatchObject(sales);
  expect(readStatsParams("business", business, today)).toMatchObject(business);
});

test("a key that stands twice is a list", () => {
  expect(readStatsParams("sales", { stores: ["A1", "B2"] }, today).stores).toBe("A1,B2");
});

test("codes replace those of the address, and none means all of them", () => {
  const params = readStatsParams("sales", { stores: "A1,B2", branches: "B01" }, today);
  expect(withCodes(params, "stores", ["C3", "D4"])).toMatchObject({ stores: "C3,D4", branches: "B01" });
  expect("branches" in withCodes(params, "branches", [])).toBe(false);
});

test("group, sort and the day of refunds that are not named are those of the report", () => {
  expect([salesGroupingOf({}), salesSortOf({})]).toEqual(["sku", "-amountFen"]);
  expect(salesSortOf({ groupBy: "day" })).toBe("-day");
  expect(salesGroupingOf({ groupBy: "colour" })).toBe("sku");
  expect([businessGroupingOf({}), businessSortOf({}), refundDayOf({})]).toEqual(["day", "-day", "order"]);
  expect([businessSortOf({ groupBy: "store" }), refundDayOf({ by: "refund" })]).toEqual([
    "-finalAmountFen",
    "refund",
  ]);
});

const shared = {
  from: fc.constant("2026-10-01"),
  to: fc.constantFrom("2026-10-01", "2026-10-31"),
  stores: fc.oneof(fc.constantFrom("", "A1", "A1,B2"), fc.constant<string[]>(["A1", "B2"])),
  branches: fc.constantFrom("", "B01", "B01,B02"),
  franchisees: fc.constantFrom("", "F1001"),
  regions: fc.constantFrom("", "310000,320000"),
  sameStore: fc.constantFrom("", "1", "true"),
  compare: fc.constantFrom("none", "previous", "lastYear", "weekday", ""),
  page: fc.constantFrom("1", "7"),
  pageSize: fc.constantFrom("20", "200"),
  view: fc.constantFrom("table", "chart"),
  cols: fc.string(),
};
const own = {
  sales: {
    categories: fc.constantFrom("", "卤味", "卤味,凉菜"),
    skus: fc.constantFrom("", "S-1"),
    groupBy: fc.constantFrom(...salesGroupings),
    sort: fc.constantFrom("amountFen", "-tickets", ""),
  },
  business: {
    // Half hours are not kept by channel, and the schema says so.
    channels: fc.constantFrom("", "meituan", "meituan,eleme"),
    by: fc.constantFrom("order", "refund", ""),
    groupBy: fc.constantFrom(...businessGroupings.filter((grouping) => grouping !== "slot")),
    sort: fc.constantFrom("orders", "-orders", ""),
  },
};
const searches: Record<ReportName, fc.Arbitrary<SearchParams>> = {
  sales: fc.record({ ...shared, ...own.sales }, { requiredKeys: ["from", "to"] }),
  business: fc.record({ ...shared, ...own.business }, { requiredKeys: ["from", "to"] }),
};
const schemas = {
  sales: { list: ListSalesInput, overview: GetSalesOverviewInput, download: DownloadSalesInput },
  business: { list: ListBusinessInput, overview: GetBusinessOverviewInput, download: DownloadBusinessInput },
};

for (const report of ["sales", "business"] as const satisfies readonly ReportName[]) {
  test(`every address of the page is a question that list, figures and download understand alike: ${report}`, async () => {
    await checkProperty(
      `${report} address`,
      fc.property(searches[report], (address) => {
        const params = readStatsParams(report, address, today);
        const list: Record<string, unknown> = schemas[report].list.parse(params);
        const overview: Record<string, unknown> = schemas[report].overview.parse(filterOf(report, params));
        const query = Object.fromEntries(new URLSearchParams(downloadQuery(params)));
        const download: Record<string, unknown> = schemas[report].download.parse({ ...query, format: "csv" });
        for (const key of ["from", "to", "stores", "compare", "sameStore", "by", ...narrowings]) {
          expect(overview[key]).toEqual(list[key]);
          expect(download[key]).toEqual(list[key]);
        }
        expect([download.groupBy, download.sort]).toEqual([list.groupBy, list.sort]);
      }),
      500,
    );
  });
}

test("a list holds each of its words once, in their order", async () => {
  await checkProperty(
    "comma list",
    fc.property(fc.array(fc.constantFrom("A", " A ", "b", "", " ", "c3")), (words) => {
      const list = listOf(words.join(","));
      expect(new Set(list).size).toBe(list.length);
      expect(list).toEqual([...new Set(words.map((word) => word.trim()).filter((word) => word !== ""))]);
    }),
    200,
  );
});
