import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { applyStores } from "@/lib/masterdata/apply-stores";
import type { ApplyOutcome } from "@/lib/masterdata/model";
import { applyItemsMax } from "@/lib/masterdata/schemas";
import { inBatch } from "./in-batch";
import { readCsv } from "./read-csv";
import type { RemarkLog } from "./report";
import { hasCoordinates, type StoreLine, type StoreOfFile, storeColumns, toStore } from "./store-lines";

export type StoreImportReport = {
  lines: number;
  created: number;
  changed: number;
  unchanged: number;
  refused: number;
  duplicates: number;
};

export type ImportOptions = {
  file: string;
  isDryRun: boolean;
  remarks: RemarkLog;
  progress: (done: number, all: number | null) => void;
};

/**
 * Takes a file of stores in two passes: the first refuses a file that cannot be read and finds store numbers that stand
 * twice, the second applies the lines in batches. A bad line is refused alone. Running it again changes nothing, and a run
 * that was stopped is finished by the next. Throws FileRefused.
 */
export async function importStores(ctx: Ctx, options: ImportOptions): Promise<StoreImportReport> {
  const { file, remarks, progress } = options;
  const survey = await surveyFile(file);
  const report = { lines: 0, created: 0, changed: 0, unchanged: 0, refused: 0, duplicates: 0 };
  const known = new Set<string>();
  let batch: Taken[] = [];
  const flush = async () => {
    if (batch.length > 0) await applyBatch(ctx, options, batch, known, report);
    batch = [];
  };
  for await (const line of readCsv(file, storeColumns)) {
    report.lines += 1;
    const taken = takeLine(line, survey.winners, remarks, report);
    if (taken) batch.push(taken);
    if (batch.length === applyItemsMax) await flush();
    progress(report.lines, survey.lines);
  }
  await flush();
  return report;
}

type Taken = { line: number; parsed: StoreOfFile };

/** Of the lines with one store number the first with coordinates wins, else the first. */
async function surveyFile(file: string): Promise<{ lines: number; winners: Map<string, number> }> {
  const seen = new Map<string, { line: number; isPlaced: boolean }>();
  let lines = 0;
  for await (const line of readCsv(file, storeColumns)) {
    lines += 1;
    const number = line.fields["Store Number"].trim();
    const isPlaced = hasCoordinates(line);
    const best = seen.get(number);
    if (!best || (isPlaced && !best.isPlaced)) seen.set(number, { line: line.line, isPlaced });
  }
  return { lines, winners: new Map([...seen].map(([number, { line }]) => [number, line])) };
}

function takeLine(
  line: StoreLine,
  winners: Map<string, number>,
  remarks: RemarkLog,
  report: StoreImportReport,
): Taken | null {
  const parsed = toStore(line);
  if ("reason" in parsed) {
    report.refused += 1;
    remarks.add({ line: line.line, outcome: "refused", ...parsed });
    return null;
  }
  const winner = winners.get(parsed.store.code);
  if (winner === line.line) return { line: line.line, parsed };
  report.duplicates += 1;
  const reason = `the store number stands in line ${winner} too, which is taken`;
  remarks.add({
    line: line.line,
    outcome: "duplicate",
    column: "Store Number",
    value: parsed.store.code,
    reason,
  });
  return null;
}

/** One transaction: what the stores stand on, then the stores. `known` spares what this run has applied already. */
async function applyBatch(
  ctx: Ctx,
  { isDryRun, remarks }: ImportOptions,
  batch: Taken[],
  known: Set<string>,
  report: StoreImportReport,
): Promise<void> {
  const parsed = batch.map((taken) => taken.parsed);
  const brands = fresh(
    known,
    "brand",
    parsed.map(({ brand }) => brand),
  );
  const merchants = fresh(
    known,
    "merchant",
    parsed.flatMap((store) => store.merchants),
  );
  const regions = fresh(
    known,
    "region",
    parsed.flatMap((store) => store.regions),
  );
  const outcome = await inBatch(ctx, isDryRun, async (inner) => {
    for (const items of chunks(brands, applyItemsMax)) await applyBrands(inner, { items });
    for (const items of chunks(merchants, applyItemsMax)) await applyMerchants(inner, { items });
    for (const items of chunks(regions, applyItemsMax)) await applyRegions(inner, { items });
    return applyStores(inner, { items: parsed.map(({ store }) => store) });
  });
  if (!isDryRun) {
    for (const [kind, items] of Object.entries({ brand: brands, merchant: merchants, region: regions })) {
      for (const { code } of items) known.add(`${kind} ${code}`);
    }
  }
  count(outcome, batch, remarks, report);
}

/** Each code once, and none that was applied by an earlier batch of this run. */
function fresh<T extends { code: string }>(known: ReadonlySet<string>, kind: string, items: T[]): T[] {
  const byCode = new Map(items.map((item) => [item.code, item]));
  return [...byCode.values()].filter(({ code }) => !known.has(`${kind} ${code}`));
}

function count(outcome: ApplyOutcome, batch: Taken[], remarks: RemarkLog, report: StoreImportReport): void {
  report.created += outcome.created.length;
  report.changed += outcome.changed.length;
  report.unchanged += outcome.unchanged.length;
  report.refused += outcome.refused.length;
  const lines = new Map(batch.map(({ line, parsed }) => [parsed.store.code, line]));
  for (const { code, reason } of outcome.refused) {
    remarks.add({
      line: lines.get(code) ?? 0,
      outcome: "refused",
      column: "Store Number",
      value: code,
      reason,
    });
  }
}
