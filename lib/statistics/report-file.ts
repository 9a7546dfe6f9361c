import { createHash } from "node:crypto";
import { downloads } from "@/db/schema/day-changes";
import type { Audit } from "@/lib/core/audit";
import type { Actor, Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { DayRange } from "@/lib/core/time";
import type { AppLocale } from "@/lib/i18n/locales";
import { text } from "@/lib/i18n/translate";
import type { Cell, ColumnKind, Table } from "@/lib/tabular/model";
import { writeCsv } from "@/lib/tabular/write-csv";
import { writeXlsx } from "@/lib/tabular/write-xlsx";

export type ReportFile = { name: string; mediaType: string; body: ReadableStream<Uint8Array> | Uint8Array };

/** `total` is what the last line says in this column; the header stands below `files.<report>.columns`. */
export type ReportColumn<Row> = {
  key: string;
  kind: ColumnKind;
  of: (row: Row) => Cell;
  total?: Cell;
};

type Report = "business" | "sales";

/** Rows as a table in their order, the totals over all of them as the last line. */
export function reportTable<Row>(
  locale: AppLocale,
  report: Report,
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
): Table {
  return {
    columns: columns.map(({ key, kind }) => ({
      header: text(locale, `files.${report}.columns.${key}`),
      kind,
    })),
    rows: linesOf(columns, rows, text(locale, `files.${report}.total`)),
  };
}

function* linesOf<Row>(
  columns: readonly ReportColumn<Row>[],
  rows: readonly Row[],
  totalLabel: string,
): Generator<Cell[]> {
  for (const row of rows) yield columns.map((column) => column.of(row));
  yield columns.map((column, index) => (index === 0 ? totalLabel : (column.total ?? null)));
}

type Asked = DayRange & { format: "csv" | "xlsx" };

/** A CSV begins with its columns; a workbook has a sheet of facts before that of the data. */
export async function reportFile(
  locale: AppLocale,
  report: Report,
  { from, to, format }: Asked,
  { table, facts }: { table: Table; facts: [string, string][] },
): Promise<ReportFile> {
  const name = text(locale, `files.${report}.name`, { from, to });
  if (format === "csv") {
    return { name: `${name}.csv`, mediaType: "text/csv; charset=utf-8", body: writeCsv(table) };
  }
  const sheets = {
    about: text(locale, `files.${report}.about`),
    data: text(locale, `files.${report}.data`),
  };
  const mediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name: `${name}.xlsx`, mediaType, body: await writeXlsx(table, sheets, facts) };
}

/** Who took a file, as it says itself. */
export function exporterOf(actor: Actor): string {
  return actor.type === "user" ? `${actor.name} (${actor.accountNumber})` : actor.type;
}

export function shanghaiTime(iso: string): string {
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Asia/Shanghai",
    dateStyle: "short",
    timeStyle: "medium",
  });
  return `${clock.format(new Date(iso))} (Asia/Shanghai)`;
}

type Taken = DayRange & { format: string; stores?: string[] | undefined } & Readonly<Record<string, unknown>>;

/**
 * Notes a file in the operation log and for "what changed since": `asOf` is when its figures were read. Part of a command, so
 * that both stand or neither does.
 */
export async function recordReport(
  ctx: Ctx,
  audit: Audit,
  report: Report,
  { input, rows, asOf }: { input: Taken; rows: number; asOf: string },
): Promise<void> {
  if (ctx.actor.type === "anonymous") throw new AppError("unauthenticated", "access.not_signed_in");
  const { stores, ...rest } = input;
  audit.record({
    action: `stats.${report}_downloaded`,
    subjectType: "report",
    subjectKey: `${report} ${input.from} – ${input.to}`,
    after: { ...rest, rows, stores: stores?.slice(0, 100), storeCount: stores?.length ?? null },
  });
  // The worker and scripts have no account, and nobody to tell of changes.
  if (ctx.actor.type !== "user") return;
  const { from, to, format: _format, ...filter } = input;
  await ctx.db.insert(downloads).values({
    accountId: ctx.actor.accountId,
    report,
    fromOn: from,
    toOn: to,
    filterHash: hashOf(filter),
    filter,
    rows,
    asOf: new Date(asOf),
  });
}

/** Equal filters have equal hashes, in whichever order fields and codes came. */
function hashOf(filter: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(filter)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, Array.isArray(value) ? [...value].sort() : value])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}
