import { changeBps } from "@/lib/core/money";
import type { AppLocale } from "@/lib/i18n/locales";
import { text } from "@/lib/i18n/translate";
import type { Cell, ColumnKind, Table } from "@/lib/tabular/model";
import {
  type BusinessGrouping,
  type BusinessRow,
  businessFigures,
  type PayRow,
  type SlotRow,
} from "./business-model";
import type { BusinessRows } from "./business-rows";
import type { DownloadBusinessInput } from "./business-schemas";
import { type ReportColumn, reportTable, shanghaiTime } from "./report-file";

type Row = BusinessRow | PayRow | SlotRow;
type Column = ReportColumn<Row>;

/** The rows of the list as a table, in its order, with the totals over all rows as the last line. */
export function businessTable(locale: AppLocale, business: BusinessRows): Table {
  return reportTable(locale, "business", columnsOf(locale, business), business.rows);
}

function columnsOf(locale: AppLocale, business: BusinessRows): Column[] {
  const names = nameColumns(locale, business.groupBy);
  if (business.groupBy === "payType") return [...names, ...payColumns(business)];
  if (business.groupBy === "slot") return [...names, ...slotColumns(business)];
  return [...names, ...figureColumns(business), ...comparedColumns(business)];
}

function nameColumns(locale: AppLocale, groupBy: BusinessGrouping): Column[] {
  const column = (key: string, of: (value: unknown) => string): Column => ({
    key,
    kind: "text",
    of: (row) => of(cellOf(row, key)),
  });
  const plain = (value: unknown) => String(value ?? "");
  if (groupBy === "slot") return [column("slot", (slot) => halfHour(Number(slot)))];
  if (groupBy === "payType") {
    return [column("payType", (kind) => text(locale, `files.business.payTypes.${kind}`))];
  }
  if (groupBy === "channel") return [column("channel", (channel) => text(locale, `channels.${channel}`))];
  if (groupBy === "day") return [column("day", plain)];
  return [column(`${groupBy}Code`, plain), column(`${groupBy}Name`, plain)];
}

function halfHour(slot: number): string {
  const time = (at: number) => `${String(Math.floor(at / 2)).padStart(2, "0")}:${at % 2 === 0 ? "00" : "30"}`;
  return `${time(slot)}–${time(slot + 1)}`;
}

function cellOf(row: object, key: string): Cell {
  return Reflect.get(row, key) ?? null;
}

function kindOf(figure: string): ColumnKind {
  return figure.endsWith("Fen") ? "fen" : "count";
}

function figureColumns({ totals }: BusinessRows): Column[] {
  const figures = businessFigures.map(
    (key): Column => ({ key, kind: kindOf(key), of: (row) => cellOf(row, key), total: totals[key] }),
  );
  return [
    { key: "rank", kind: "count", of: (row) => cellOf(row, "rank") },
    ...figures,
    { key: "shareBps", kind: "bps", of: (row) => cellOf(row, "shareBps") },
  ];
}

const compared = ["orders", "finalAmountFen", "netAmountFen", "refundAmountFen"] as const;

function comparedColumns({ comparison, compareTotals }: BusinessRows): Column[] {
  if (!comparison) return [];
  const { currentTotals } = comparison;
  const change = (now: unknown, old: unknown): Cell =>
    typeof now === "number" && typeof old === "number" ? changeBps(now, old) : null;
  const sideOf = (row: Row, side: "current" | "compare", key: string) => {
    const figures = side === "current" ? row.current : row.compare;
    return figures ? cellOf(figures, key) : null;
  };
  return [
    ...compared.map(
      (key): Column => ({
        key: `compare${key.charAt(0).toUpperCase()}${key.slice(1)}`,
        kind: kindOf(key),
        of: (row) => sideOf(row, "compare", key),
        total: compareTotals?.[key] ?? null,
      }),
    ),
    {
      key: "changeBps",
      kind: "bps",
      of: (row) =>
        change(sideOf(row, "current", "finalAmountFen") ?? 0, sideOf(row, "compare", "finalAmountFen")),
      total: change(currentTotals.finalAmountFen, compareTotals?.finalAmountFen),
    },
    { key: "rankChange", kind: "count", of: (row) => cellOf(row, "rankChange") },
  ];
}

/** An order with two payments counts in each kind's orders, so these have no total. */
function payColumns({ rows, comparison }: BusinessRows): Column[] {
  const total = rows.reduce((sum, row) => sum + Number(cellOf(row, "amountFen") ?? 0), 0);
  const own: Column[] = [
    { key: "payOrders", kind: "count", of: (row) => cellOf(row, "orders") },
    { key: "payAmountFen", kind: "fen", of: (row) => cellOf(row, "amountFen"), total },
    { key: "shareBps", kind: "bps", of: (row) => cellOf(row, "shareBps") },
  ];
  const old = (key: string) => (row: Row) => (row.compare ? cellOf(row.compare, key) : null);
  return comparison
    ? [
        ...own,
        { key: "comparePayOrders", kind: "count", of: old("orders") },
        { key: "comparePayAmountFen", kind: "fen", of: old("amountFen") },
      ]
    : own;
}

function slotColumns({ rows, comparison }: BusinessRows): Column[] {
  const sum = (key: string) => rows.reduce((all, row) => all + Number(cellOf(row, key) ?? 0), 0);
  const own = (["orders", "finalAmountFen"] as const).map(
    (key): Column => ({ key, kind: kindOf(key), of: (row) => cellOf(row, key), total: sum(key) }),
  );
  if (!comparison) return own;
  const old = (key: string) => (row: Row) => (row.compare ? cellOf(row.compare, key) : null);
  return [
    ...own,
    { key: "compareOrders", kind: "count", of: old("orders") },
    { key: "compareFinalAmountFen", kind: "fen", of: old("finalAmountFen") },
  ];
}

/** What a reader of the file must know of it: filters, time of the data, who took it, how the figures are defined. */
export function businessFacts(
  locale: AppLocale,
  input: DownloadBusinessInput,
  business: BusinessRows,
  exportedBy: string,
): [string, string][] {
  const fact = (key: string, values?: Record<string, string>) =>
    text(locale, `files.business.facts.${key}`, values);
  const all = fact("all");
  const { comparison } = business;
  const channels = input.channels?.map((channel) => text(locale, `channels.${channel}`));
  const comparedWith = comparison
    ? fact("comparedWith", {
        currentFrom: comparison.current.from,
        currentTo: comparison.current.to,
        ...comparison.compare,
      })
    : fact("compareNone");
  return [
    [fact("range"), fact("rangeValue", { from: input.from, to: input.to })],
    [fact("stores"), input.stores?.join(", ") || fact("storesAll")],
    [fact("branches"), input.branches?.join(", ") || all],
    [fact("franchisees"), input.franchisees?.join(", ") || all],
    [fact("regions"), input.regions?.join(", ") || all],
    [fact("channels"), channels?.join(", ") || all],
    [fact("sameStore"), fact(input.sameStore ? "sameStoreYes" : "sameStoreNo")],
    [fact("by"), fact(input.by === "refund" ? "byRefund" : "byOrder")],
    [fact("groupBy"), text(locale, `files.business.groupings.${input.groupBy}`)],
    [fact("compare"), comparedWith],
    ...untilFact(comparison?.untilSlot ?? null, fact),
    [fact("asOf"), shanghaiTime(business.asOf)],
    [fact("exportedBy"), exportedBy],
    [fact("revised"), business.revisedDays.join(", ") || "–"],
    ...(business.slotsFrom
      ? [[fact("slots"), fact("slotsFrom", { day: business.slotsFrom })] as [string, string]]
      : []),
    [fact("definition"), text(locale, "definitions.business.finalAmountFen.definition")],
  ];
}

function untilFact(slot: number | null, fact: (key: string, values?: Record<string, string>) => string) {
  if (slot === null) return [];
  const [time = ""] = halfHour(slot).split("–");
  return [[fact("until"), fact("untilSlot", { time })] as [string, string]];
}
