import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { decimalText, neutralText, type Table } from "@/lib/tabular/model";
import { writeCsv } from "@/lib/tabular/write-csv";
import { writeXlsx } from "@/lib/tabular/write-xlsx";
import { checkProperty } from "../../support/property";

const columns: Table["columns"] = [
  { header: "门店", kind: "text" },
  { header: "金额(元)", kind: "fen" },
  { header: "重量(kg)", kind: "grams" },
  { header: "件数", kind: "count" },
];

async function csvText(table: Table): Promise<string> {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    await new Response(writeCsv(table)).arrayBuffer(),
  );
}

const signs = ["=", "+", "-", "@", "＝", "＋", "－", "＠"];
const dangerous = [...signs, "\t", "\r", "\n", "\0"];
const cellTexts = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.tuple(fc.constantFrom(...dangerous), fc.string({ maxLength: 10 })).map((parts) => parts.join("")),
  fc.tuple(fc.constantFrom(" ", "\u00a0"), fc.constantFrom(...dangerous)).map((parts) => parts.join("")),
);

test("no text cell begins a formula, and nothing but an apostrophe is added", async () => {
  await checkProperty(
    "formula guard",
    fc.property(cellTexts, (text) => {
      const safe = neutralText(text);
      expect(safe === text || safe === `'${text}`).toBe(true);
      expect(dangerous.some((sign) => safe.startsWith(sign))).toBe(false);
      expect(signs.some((sign) => safe.trimStart().startsWith(sign))).toBe(false);
    }),
    5_000,
  );
});

test("what CSV carries reads back the same: quotes, commas, line ends, emoji, negative amounts", async () => {
  await checkProperty(
    "csv round trip",
    fc.asyncProperty(
      fc.array(fc.tuple(cellTexts, fc.integer(), fc.integer(), fc.integer()), { maxLength: 8 }),
      async (rows) => {
        const text = await csvText({ columns, rows });
        expect(text.startsWith("\ufeff")).toBe(true);
        const [header, ...read] = parse(text, { bom: true, record_delimiter: "\r\n" });
        expect(header).toEqual(columns.map((column) => column.header));
        const expected = rows.map(([name, amount, grams, count]) => [
          neutralText(name),
          decimalText(amount, "fen"),
          decimalText(grams, "grams"),
          String(count),
        ]);
        expect(read).toEqual(expected);
      },
    ),
    200,
  );
});

test("decimals are exact at any size", async () => {
  await checkProperty(
    "decimal text",
    fc.property(fc.maxSafeInteger(), (value) => {
      const [whole = "", cents = ""] = decimalText(value, "fen").replace("-", "").split(".");
      expect(BigInt(whole) * 100n + BigInt(cents)).toBe(BigInt(Math.abs(value)));
      expect(cents).toHaveLength(2);
    }),
    1_000,
  );
});

test("XLSX keeps texts as texts and numbers as numbers, and begins with the facts", async () => {
  const rows = [["=1+1", -105, 1_500, 3] as const, ["'旗舰店", 0, 0, 0] as const];
  const file = await writeXlsx({ columns, rows }, { about: "说明", data: "数据" }, [["导出人", "=cmd"]]);
  const { sheets } = await readXlsx(file);
  expect(sheets.map((sheet) => sheet.name)).toEqual(["说明", "数据"]);
  expect(sheets[0]?.rows).toEqual([["导出人", "'=cmd"]]);
  expect(sheets[1]?.rows).toEqual([
    columns.map((column) => column.header),
    ["'=1+1", -1.05, 1.5, 3],
    ["'旗舰店", 0, 0, 0],
  ]);
});
