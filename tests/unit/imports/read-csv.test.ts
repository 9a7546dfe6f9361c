import { stringify } from "csv-stringify/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CsvLine, readCsv } from "@/lib/imports/read-csv";
import { checkProperty } from "../../support/property";
import { fileOf } from "./files";

const columns = ["a", "b"] as const;
type Line = CsvLine<"a" | "b">;

async function read(content: string | Buffer): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const line of readCsv(fileOf(content), columns)) lines.push(line);
  return lines;
}

function refusal(content: string | Buffer): Promise<string> {
  return read(content).then(
    () => "taken",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}

test("columns may stand in any order, with a byte order mark and Windows line ends", async () => {
  expect(await read("\ufeffb,a\r\n2,1\r\n")).toEqual([
    { line: 2, fields: { a: "1", b: "2" }, isComplete: true },
  ]);
});

test("a line is named by the line it begins on, also after fields that hold line ends and after blank lines", async () => {
  const lines = await read('a,b\n"1\n1",2\n\n3,4\n');
  expect(lines.map(({ line, fields }) => [line, fields.a])).toEqual([
    [2, "1\n1"],
    [5, "3"],
  ]);
});

test("line ends of Windows within fields count once", async () => {
  const lines = await read('a,b\r\n"1\r\n1",2\r\n3,4\r\n');
  expect(lines.map(({ line }) => line)).toEqual([2, 4]);
});

test("a line with too few or too many fields is handed on as incomplete", async () => {
  expect((await read("a,b\n1\n1,2,3\n1,2")).map(({ isComplete }) => isComplete)).toEqual([
    false,
    false,
    true,
  ]);
});

test("a header that lacks a column, has an unknown one or one twice refuses the file and names the column", async () => {
  expect(await refusal("a,c\n1,2\n")).toBe('The header has an unknown column "c"; expected are: a, b.');
  expect(await refusal("a\n1\n")).toBe('The header lacks the column "b".');
  expect(await refusal("a,b,a\n1,2,3\n")).toBe('The header has the column "a" twice.');
  expect(await refusal("")).toBe("The file is empty; it needs a header line.");
});

test("a file that is not UTF-8 is refused with the number of the line", async () => {
  const latin1 = Buffer.concat([Buffer.from("a,b\n1,2\n3,"), Buffer.from([0xe9]), Buffer.from("\n")]);
  expect(await refusal(latin1)).toContain("Line 3 is not UTF-8");
  const gb = Buffer.concat([
    Buffer.from("a,b\n"),
    Buffer.from([0xb1, 0xb1, 0xbe, 0xa9]),
    Buffer.from(",1\n"),
  ]);
  expect(await refusal(gb)).toContain("Line 2 is not UTF-8");
  expect(await refusal(Buffer.from("a,b\n1,2\n", "utf16le"))).toContain("zero byte");
  expect(
    await refusal(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("a,b\n", "utf16le")])),
  ).toContain("UTF-16");
});

test("the number of the line is right wherever the blocks of the file end", async () => {
  const good = `${"x".repeat(50)},y\n`.repeat(5_000);
  const bad = Buffer.concat([Buffer.from(`a,b\n${good}`), Buffer.from([0xff, 0x0a])]);
  expect(await refusal(bad)).toContain("Line 5002 is not UTF-8");
});

test("a quotation mark that is never closed, or one in the middle of a field, refuses the file with a line", async () => {
  expect(await refusal('a,b\n1,2\n"3,4\n')).toMatch(/^Line 3 is not CSV/);
  expect(await refusal('a,b\n1"x,2\n')).toMatch(/^Line 2 is not CSV/);
  expect(await refusal(`a,b\n"${"x".repeat(200_000)}`)).toMatch(/^Line 2 is longer than/);
});

test("a file that is not there, and a folder, are refused", async () => {
  const from = async (path: string) => {
    for await (const line of readCsv(path, columns)) return line.line;
    return 0;
  };
  await expect(from("/nowhere/at-all.csv")).rejects.toThrow("There is no such file.");
  await expect(from("/")).rejects.toThrow("That is a folder, not a file.");
});

test("whatever stands in the fields comes back as it was", async () => {
  const field = fc.string({ unit: "grapheme", maxLength: 30 }).filter((text) => !text.includes("\0"));
  await checkProperty(
    "CSV round trip",
    fc.asyncProperty(fc.array(fc.tuple(field, field), { minLength: 1, maxLength: 20 }), async (rows) => {
      const kept = rows.map(([a, b]) => [`${a}.`, b]);
      const lines = await read(stringify([["a", "b"], ...kept], { quoted: true }));
      expect(lines.map(({ fields }) => [fields.a, fields.b])).toEqual(kept);
    }),
    150,
  );
});
