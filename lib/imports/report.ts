import { createWriteStream, openSync, type WriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import { stringify } from "csv-stringify";
import { shorten } from "./read-csv";

/** One line of a file that was not taken as it stands. */
export type Remark = {
  line: number;
  outcome: "refused" | "duplicate" | "changed";
  column: string;
  value: string;
  reason: string;
};

/** Collects remarks: the first few for the screen, all of them for the report file. */
export type RemarkLog = {
  add(remark: Remark): void;
  close(): Promise<void>;
  readonly shown: readonly Remark[];
  readonly count: number;
};

const shownMax = 20;

/** `path` null: no file. Cells that a spreadsheet would take for a formula are defused. */
export function openRemarks(path: string | null): RemarkLog {
  const shown: Remark[] = [];
  const file =
    path === null
      ? null
      : stringify({ bom: true, header: true, columns: reportColumns, escape_formulas: true });
  const out = path === null ? null : openFile(path);
  if (file && out) file.pipe(out);
  let count = 0;
  return {
    shown,
    get count() {
      return count;
    },
    add(remark) {
      const short = { ...remark, value: shorten(remark.value) };
      count += 1;
      if (shown.length < shownMax) shown.push(short);
      file?.write(short);
    },
    async close() {
      file?.end();
      if (out) await finished(out);
    },
  };
}

/** Opened at once, so that a report that cannot be written stops the import before it begins. */
function openFile(path: string): WriteStream {
  try {
    return createWriteStream(path, { fd: openSync(path, "w") });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : error;
    throw new Error(`The report ${path} cannot be written (${code}).`, { cause: error });
  }
}

const reportColumns = ["line", "outcome", "column", "value", "reason"];

export function remarkText({ line, outcome, column, value, reason }: Remark): string {
  const where = column === "" ? "" : `, ${column} "${value}"`;
  return `line ${line}${where}: ${outcome}, ${reason}`;
}
