import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, type Info, parse } from "csv-parse";

/** A line of a file: its fields by column, and the number of the line it begins on (the header is line 1). */
export type CsvLine<C extends string> = { line: number; fields: Record<C, string>; isComplete: boolean };

/** The file as a whole cannot be taken: one sentence that says what and where. */
export class FileRefused extends Error {}

const lineFeed = 0x0a;
/** No line of a real file is longer; a forgotten quotation mark makes one out of all that follow. */
const lineBytesMax = 65_536;

/**
 * Reads a UTF-8 file with exactly these columns, in any order, one line at a time. A line with another number of fields comes
 * with `isComplete` false. Throws FileRefused for what makes the whole file unreadable.
 */
export async function* readCsv<const C extends string>(
  path: string,
  columns: readonly C[],
): AsyncGenerator<CsvLine<C>> {
  const parser = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: lineBytesMax,
  });
  let failure: unknown = null;
  pipeline(utf8Blocks(path), parser, (error) => {
    failure = error ?? null;
  });
  const firstLineOf = lineCounter();
  let header: C[] | null = null;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      if (header === null) header = checkHeader(record, columns);
      else yield toLine(firstLineOf(record, info), record, header);
    }
  } catch (error) {
    throw toRefusal(failure ?? error);
  }
  if (header === null) throw new FileRefused("The file is empty; it needs a header line.");
}

/**
 * Names the line a record begins on. The parser tells the line a record ends on, and takes a Windows line end within a field
 * for two.
 */
function lineCounter(): (record: string[], info: Info) => number {
  let surplus = 0;
  return (record, info) => {
    let ends = 0;
    for (const field of record) {
      const windows = field.match(/\r\n/g)?.length ?? 0;
      surplus += windows;
      ends += (field.match(/[\r\n]/g)?.length ?? 0) - windows;
    }
    return info.lines - surplus - ends;
  };
}

function toLine<C extends string>(line: number, record: string[], header: readonly C[]): CsvLine<C> {
  const fields = Object.fromEntries(header.map((column, index) => [column, record[index] ?? ""])) as Record<
    C,
    string
  >;
  return { line, fields, isComplete: record.length === header.length };
}

function checkHeader<C extends string>(found: string[], columns: readonly C[]): C[] {
  const known = new Set<string>(columns);
  const names = found.map((name) => name.trim());
  const unknown = names.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new FileRefused(
      `The header has an unknown column "${shorten(unknown)}"; expected are: ${columns.join(", ")}.`,
    );
  }
  const missing = columns.find((column) => !names.includes(column));
  if (missing !== undefined) throw new FileRefused(`The header lacks the column "${missing}".`);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new FileRefused(`The header has the column "${repeated}" twice.`);
  return names as C[];
}

/** A value as a report shows it. */
export function shorten(value: string, max = 80): string {
  return value.length > max ? `${value.slice(0, max)}…` : value;
}

function toRefusal(error: unknown): unknown {
  if (error instanceof FileRefused) return error;
  if (error instanceof CsvError) {
    // It reads ahead of what was handed on, so only the parser knows the line.
    const line = /at line (\d+)/.exec(error.message)?.[1] ?? "?";
    if (error.code === "CSV_MAX_RECORD_SIZE") {
      return new FileRefused(
        `Line ${line} is longer than ${lineBytesMax} characters; is a quotation mark missing?`,
      );
    }
    return new FileRefused(`Line ${line} is not CSV: ${shorten(error.message, 200)}`);
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "ENOENT") return new FileRefused("There is no such file.");
  if (code === "EISDIR") return new FileRefused("That is a folder, not a file.");
  if (code === "EACCES") return new FileRefused("The file may not be read.");
  return error;
}

/** Hands whole lines on and refuses the file at the first one that is not UTF-8. */
async function* utf8Blocks(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of createReadStream(path, { highWaterMark: 65_536 }) as AsyncIterable<Buffer>) {
    const block = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = block.lastIndexOf(lineFeed) + 1;
    if (end === 0 && block.length > lineBytesMax * 4)
      throw new FileRefused(`Line ${line} does not end; this is no CSV file.`);
    const whole = block.subarray(0, end);
    rest = block.subarray(end);
    line = checkUtf8(whole, line);
    if (whole.length > 0) yield whole;
  }
  checkUtf8(rest, line);
  if (rest.length > 0) yield rest;
}

/** Answers the number of the line after the block. */
function checkUtf8(block: Buffer, firstLine: number): number {
  if (firstLine === 1 && (block[0] === 0xff || block[0] === 0xfe)) {
    throw new FileRefused("The file is UTF-16; save it as UTF-8.");
  }
  const isFine = isUtf8(block) && !block.includes(0);
  let line = firstLine;
  for (let start = 0; start < block.length; ) {
    const feed = block.indexOf(lineFeed, start);
    const end = feed < 0 ? block.length : feed + 1;
    if (!isFine) assertUtf8(block.subarray(start, end), line);
    start = end;
    line += 1;
  }
  return line;
}

function assertUtf8(text: Buffer, line: number): void {
  if (!isUtf8(text))
    throw new FileRefused(`Line ${line} is not UTF-8; save the file as UTF-8 (CSV UTF-8 in Excel).`);
  if (text.includes(0)) throw new FileRefused(`Line ${line} holds a zero byte; this is no text file.`);
}
