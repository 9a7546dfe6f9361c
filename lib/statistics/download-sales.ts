import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { command, procedure, query } from "@/lib/core/verb";
import { text } from "@/lib/i18n/translate";
import { writeCsv } from "@/lib/tabular/write-csv";
import { writeXlsx } from "@/lib/tabular/write-xlsx";
import { salesFacts, salesTable } from "./sales-file";
import { readSalesRows, type SalesRows } from "./sales-rows";
import { DownloadSalesInput } from "./schemas";

export type SalesFile = { name: string; mediaType: string; body: ReadableStream<Uint8Array> | Uint8Array };

/**
 * All rows of the list as CSV or XLSX, same filter and order, with the totals as last line. Each download is in the operation
 * log. Errors as of the list.
 */
export const downloadSales = procedure({
  name: "statistics.downloadSales",
  permission: "stats.salesDownload",
  input: DownloadSalesInput,
  run: async (ctx, input): Promise<SalesFile> => {
    const { format, ...filter } = input;
    const sales = await readForFile(ctx, filter);
    await recordDownload(ctx, { ...input, rows: sales.rows.length });
    const name = text(ctx.locale, "files.sales.name", { from: input.from, to: input.to });
    const table = salesTable(ctx.locale, input.groupBy, sales);
    if (format === "csv")
      return { name: `${name}.csv`, mediaType: "text/csv; charset=utf-8", body: writeCsv(table) };
    const sheets = {
      about: text(ctx.locale, "files.sales.about"),
      data: text(ctx.locale, "files.sales.data"),
    };
    const body = await writeXlsx(table, sheets, salesFacts(ctx.locale, input, sales, exporter(ctx.actor)));
    return {
      name: `${name}.xlsx`,
      mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      body,
    };
  },
});

function exporter(actor: { type: string; name?: string; accountNumber?: string }): string {
  return actor.type === "user" ? `${actor.name} (${actor.accountNumber})` : actor.type;
}

/** The input was parsed by the verb above; it is taken here as it is. */
const readForFile = query({
  name: "statistics.readSalesForFile",
  permission: "stats.salesDownload",
  input: z.custom<Omit<DownloadSalesInput, "format">>(),
  snapshot: true,
  report: true,
  run: (ctx, input): Promise<SalesRows> => readSalesRows(ctx, input),
});

const recordDownload = command({
  name: "statistics.recordSalesDownload",
  permission: "stats.salesDownload",
  input: z.custom<DownloadSalesInput & { rows: number }>(),
  run: async (ctx, input, audit): Promise<void> => {
    if (ctx.actor.type === "anonymous") throw new AppError("unauthenticated", "access.not_signed_in");
    const { stores, ...rest } = input;
    audit.record({
      action: "stats.sales_downloaded",
      subjectType: "report",
      subjectKey: `sales ${input.from} – ${input.to}`,
      after: { ...rest, stores: stores?.slice(0, 100), storeCount: stores?.length ?? null },
    });
  },
});
