import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Remark, RemarkLog } from "@/lib/imports/report";

const folder = mkdtempSync(join(tmpdir(), "imports-"));
let files = 0;

/** Writes a file for a test and answers its path. */
export function fileOf(content: string | Buffer): string {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, content);
  return path;
}

/** Remarks kept for looking at. */
export function keptRemarks(): RemarkLog & { all: Remark[] } {
  const all: Remark[] = [];
  return {
    all,
    shown: all,
    get count() {
      return all.length;
    },
    add: (remark) => {
      all.push(remark);
    },
    close: async () => {},
  };
}
