import { changeBps } from "@/lib/core/money";
import type { AppLocale } from "@/lib/i18n/locales";
import { text } from "@/lib/i18n/translate";
import type { Cell, ColumnKind, Table } from "@/lib/tabular/model";
import type { SalesGrouping, SalesRow, SalesTotals } from "./model";
import { reportTable, shanghaiTime } from "./report-file";
import type { SalesRows } from "./sales-rows";
import type { DownloadSalesInput } from "./schemas";

type Column = {
  key: string;
  kind: ColumnKind;
  of: (row: SalesRow) => Cell;
  total?: (totals: SalesTotals) => Cell;
};

const named = (grouping: "sku" | "store" | "branch" | "franchisee" | "region"): Column[] => [
  { key: `${grouping}Code`, kind: "text", of: (row) => row[`${grouping}Code`] ?? "" },
  { key: `${grouping}Name`, kind: "text", of: (row) => row[`${grouping}Name`] ?? "" },
];

const own: Record<SalesGrouping, Column[]> = {
  sku: named("sku"),
  category: [{ key: "category", kind: "text", of: (row) => row.category ?? "" }],
  store: named("store"),
  branch: named("branch"),
  franchisee: named("franchisee"),
  region: named("region"),
  day: [{ key: "day", kind: "text", of: (row) => row.day ?? "" }],
};

function columnsOf(locale: AppLocale, groupBy: SalesGrouping, isCompared: boolean): Column[] {
  const unit = (value: SalesTotals["averagePriceUnit"]) =>
    value === null ? null : text(locale, `files.sales.units.${value}`);
  const shown: Column[] = [
    ...own[groupBy],
    { key: "rank", kind: "count", of: (row) => row.rank },
    { key: "amountFen", kind: "fen", of: (row) => row.amountFen, total: (totals) => totals.amountFen },
    {
      key: "weightGrams",
      kind: "grams",
      of: (row) => row.weightGrams,
      total: (totals) => totals.weightGrams,
    },
    { key: "quantity", kind: "count", of: (row) => row.quantity, total: (totals) => totals.quantity },
    { key: "tickets", kind: "count", of: (row) => row.tickets, total: (totals) => totals.tickets },
    {
      key: "averagePriceFen",
      kind: "fen",
      of: (row) => row.averagePriceFen,
      total: (totals) => totals.averagePriceFen,
    },
    {
      key: "averagePriceUnit",
      kind: "text",
      of: (row) => unit(row.averagePriceUnit),
      total: (totals) => unit(totals.averagePriceUnit),
    },
    { key: "shareBps", kind: "bps", of: (row) => row.shareBps },
  ];
  return isCompared ? [...shown, ...comparedColumns] : shown;
}

const comparedColumns: Column[] = [
  { key: "compareAmountFen", kind: "fen", of: (row) => row.compare?.amountFen ?? null },
  { key: "compareWeightGrams", kind: "grams", of: (row) => row.compare?.weightGrams ?? null },
  { key: "compareQuantity", kind: "count", of: (row) => row.compare?.quantity ?? null },
  { key: "compareTickets", kind: "count", of: (row) => row.compare?.tickets ?? null },
  {
    key: "changeBps",
    kind: "bps",
    of: (row) => (row.compare ? changeBps(row.current?.amountFen ?? 0, row.compare.amountFen) : null),
  },
  { key: "rankChange", kind: "count", of: (row) => row.rankChange },
];

/** The rows of the list as a table, in its order, with the totals over all rows as the last line. */
export function salesTable(locale: AppLocale, groupBy: SalesGrouping, sales: SalesRows): Table {
  const columns = columnsOf(locale, groupBy, sales.comparison !== null).map((column) => ({
    ...column,
    total: totalCell(column, sales),
  }));
  return reportTable(locale, "sales", columns, sales.rows);
}

function totalCell(column: Column, { totals, compareTotals, comparison }: SalesRows): Cell {
  if (column.total) return column.total(totals);
  if (!compareTotals || !comparison) return null;
  if (column.key === "compareAmountFen") return compareTotals.amountFen;
  if (column.key === "compareWeightGrams") return compareTotals.weightGrams;
  if (column.key === "compareQuantity") return compareTotals.quantity;
  if (column.key === "compareTickets") return compareTotals.tickets;
  if (column.key === "changeBps")
    return changeBps(comparison.currentTotals.amountFen, compareTotals.amountFen);
  return null;
}

/** What a reader of the file must know of it: filters, time of the data, who took it, how the figures are defined. */
export function salesFacts(
  locale: AppLocale,
  input: DownloadSalesInput,
  sales: SalesRows,
  exportedBy: string,
): [string, string][] {
  const fact = (key: string, values?: Record<string, string>) =>
    text(locale, `files.sales.facts.${key}`, values);
  const { comparison } = sales;
  const compared = comparison
    ? fact("comparedWith", {
        currentFrom: comparison.current.from,
        currentTo: comparison.current.to,
        ...comparison.compare,
      })
    : fact("compareNone");
  return [
    [fact("range"), fact("rangeValue", { from: input.from, to: input.to })],
    [fact("stores"), input.stores?.join(", ") || fact("storesAll")],
    ...filterFacts(input, fact),
    [fact("skus"), input.skus?.join(", ") || fact("skusAll")],
    [fact("groupBy"), text(locale, `sales.groupings.${input.groupBy}`)],
    [fact("compare"), compared],
    ...(input.sameStore && comparison ? [[fact("sameStore"), fact("sameStoreYes")] as [string, string]] : []),
    [fact("asOf"), shanghaiTime(sales.asOf)],
    [fact("exportedBy"), exportedBy],
    [fact("revised"), sales.revisedDays.join(", ") || "–"],
    [fact("definition"), text(locale, "sales.figures.amount.definition")],
  ];
}

/** Filters that are seldom set are named only then. */
function filterFacts(input: DownloadSalesInput, fact: (key: string) => string): [string, string][] {
  const keys = ["branches", "franchisees", "regions", "categories"] as const;
  return keys.flatMap((key) => {
    const codes = input[key];
    return codes && codes.length > 0 ? [[fact(key), codes.join(", ")] as [string, string]] : [];
  });
}
