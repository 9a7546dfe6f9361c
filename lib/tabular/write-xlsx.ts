import { type CellValue, writeXlsx as write } from "hucre/xlsx";
import { type Cell, kindScales, neutralText, type Table, type TableColumn } from "./model";

const numberFormats = { count: "#,##0", fen: "#,##0.00", grams: "#,##0.000", bps: "0.00" } as const;

/**
 * XLSX with a first sheet of facts about the file and a second one with the table. Texts are text cells, numbers number cells.
 * For tables of at most some ten thousand rows: the workbook is built in memory.
 */
export async function writeXlsx(
  table: Table,
  sheets: { about: string; data: string },
  facts: [string, string][],
) {
  const columns = table.columns.map(({ header, kind }) => ({
    header: neutralText(header),
    width: kind === "text" ? 24 : 16,
    ...(kind === "text" ? {} : { numFmt: numberFormats[kind] }),
  }));
  const rows: CellValue[][] = [columns.map((column) => column.header)];
  for (const row of table.rows)
    rows.push(table.columns.map((column, index) => cellValue(row[index] ?? null, column)));
  return write({
    sheets: [
      {
        name: sheets.about,
        columns: [{ width: 22 }, { width: 90 }],
        rows: facts.map((fact) => fact.map(neutralText)),
      },
      {
        name: sheets.data,
        columns: columns.map(({ header: _header, ...column }) => column),
        rows,
        freezePane: { rows: 1 },
      },
    ],
  });
}

function cellValue(value: Cell, { kind }: TableColumn): CellValue {
  if (value === null) return null;
  if (typeof value === "string" || kind === "text") return neutralText(String(value));
  return value / kindScales[kind].divisor;
}
