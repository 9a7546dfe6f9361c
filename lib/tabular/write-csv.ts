import { Readable } from "node:stream";
import { stringify } from "csv-stringify";
import { type Cell, decimalText, neutralText, type Table, type TableColumn } from "./model";

/** CSV for Excel in China: UTF-8 with a byte order mark, CRLF, RFC 4180 quoting; begins with its columns. */
export function writeCsv(table: Table): ReadableStream<Uint8Array> {
  const out = stringify({ bom: true, record_delimiter: "windows", header: false });
  Readable.from(lines(table)).pipe(out);
  return Readable.toWeb(out) as ReadableStream<Uint8Array>;
}

function* lines(table: Table): Generator<string[]> {
  yield table.columns.map((column) => neutralText(column.header));
  for (const row of table.rows)
    yield table.columns.map((column, index) => cellText(row[index] ?? null, column));
}

function cellText(value: Cell, { kind }: TableColumn): string {
  if (value === null) return "";
  if (typeof value === "string" || kind === "text") return neutralText(String(value));
  return decimalText(value, kind);
}
