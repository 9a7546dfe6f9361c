import fc from "fast-check";
import { expect, test } from "vitest";
import {
  comparisonOf,
  downloadQuery,
  filterOf,
  groupingOf,
  listOf,
  readSalesParams,
  sortOf,
  withStores,
} from "@/components/statistics/sales-query";
import { DownloadSalesInput, GetSalesOverviewInput, ListSalesInput } from "@/lib/statistics/schemas";
import { checkProperty } from "../../support/property";

const today = "2026-11-20";

test("a silent address shows the last seven complete days against the seven before", () => {
  expect(readSalesParams({}, today)).toEqual({
    from: "2026-11-13",
    to: "2026-11-19",
    compare: "previous",
    pageSize: "50",
  });
});

test("half a range is not completed, so that the schema can name the missing half", () => {
  const params = readSalesParams({ from: "2026-11-01" }, today);
  expect(params.to).toBeUndefined();
  const issues = ListSalesInput.safeParse(params).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join("."))).toContain("to");
});

test("comparing with nothing is the absence of a comparison", () => {
  const params = readSalesParams({ compare: "none" }, today);
  expect("compare" in params).toBe(false);
  expect(comparisonOf(params)).toBe("none");
});

test("the look of the page is no part of the question", () => {
  expect(
    Object.keys(readSalesParams({ view: "table", cols: "share", dense: "true", utm: "x" }, today)),
  ).toEqual(Object.keys(readSalesParams({}, today)));
});

test("a key that stands twice is a list", () => {
  expect(readSalesParams({ stores: ["A1", "B2"] }, today).stores).toBe("A1,B2");
});

test("stores replace those of the address, and none means all of them", () => {
  const params = readSalesParams({ stores: "A1,B2" }, today);
  expect(withStores(params, ["C3", "D4"]).stores).toBe("C3,D4");
  expect("stores" in withStores(params, [])).toBe(false);
});

test("group and sort that are not named are those of the goods by amount", () => {
  expect(groupingOf({})).toBe("sku");
  expect(sortOf({})).toBe("-amountFen");
  expect(sortOf({ groupBy: "day" })).toBe("-day");
  expect(groupingOf({ groupBy: "colour" })).toBe("sku");
});

const search = fc.record(
  {
    from: fc.constant("2026-10-01"),
    to: fc.constantFrom("2026-10-01", "2026-10-31"),
    stores: fc.oneof(fc.constantFrom("", "A1", "A1,B2"), fc.constant<string[]>(["A1", "B2"])),
    skus: fc.constantFrom("", "S-1"),
    compare: fc.constantFrom("none", "previous", "lastYear", "weekday", ""),
    groupBy: fc.constantFrom("sku", "store", "day"),
    sort: fc.constantFrom("amountFen", "-tickets", ""),
    page: fc.constantFrom("1", "7"),
    pageSize: fc.constantFrom("20", "200"),
    view: fc.constantFrom("table", "chart"),
    cols: fc.string(),
  },
  { requiredKeys: ["from", "to"] },
);

test("every address of the page is a question that list, figures and download understand alike", async () => {
  await checkProperty(
    "sales address",
    fc.property(search, (address) => {
      const params = readSalesParams(address, today);
      const list = ListSalesInput.parse(params);
      const overview = GetSalesOverviewInput.parse(filterOf(params));
      const query = Object.fromEntries(new URLSearchParams(downloadQuery(params)));
      const download = DownloadSalesInput.parse({ ...query, format: "csv" });
      for (const key of ["from", "to", "stores", "skus", "compare"] as const) {
        expect(overview[key]).toEqual(list[key]);
        expect(download[key]).toEqual(list[key]);
      }
      expect([download.groupBy, download.sort]).toEqual([list.groupBy, list.sort]);
    }),
    500,
  );
});

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
