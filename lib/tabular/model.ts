/** A table as files carry it. Amounts are fen, weights grams, shares basis points; the writers turn them into what people read. */
export type ColumnKind = "text" | "count" | "fen" | "grams" | "bps";
export type TableColumn = { header: string; kind: ColumnKind };
export type Cell = string | number | null;
export type Table = {
  columns: readonly TableColumn[];
  rows: Iterable<readonly Cell[]>;
};

/** Decimals that a kind is shown with, and what one unit of it is divided by. */
export const kindScales = {
  count: { decimals: 0, divisor: 1 },
  fen: { decimals: 2, divisor: 100 },
  grams: { decimals: 3, divisor: 1_000 },
  bps: { decimals: 2, divisor: 100 },
} as const satisfies Record<Exclude<ColumnKind, "text">, { decimals: number; divisor: number }>;

/** First characters that make a spreadsheet read a text as a formula; also the full-width forms (CWE-1236). */
const formulaStart = /^[\s\0]*[=+\-@＝＋－＠]|^[\t\r\n\0]/u;

/** A text cell that no spreadsheet takes for a formula. */
export function neutralText(value: string): string {
  return formulaStart.test(value) ? `'${value}` : value;
}

/** A whole number of the kind's small unit as plain decimal text: 12345 fen → "123.45". */
export function decimalText(value: number, kind: Exclude<ColumnKind, "text">): string {
  const { decimals } = kindScales[kind];
  if (decimals === 0) return String(value);
  const digits = String(Math.abs(value)).padStart(decimals + 1, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
