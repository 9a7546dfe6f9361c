import { z } from "zod";
import { command, procedure, query } from "@/lib/core/verb";
import { exporterOf, type ReportFile, recordReport, reportFile } from "./report-file";
import { salesFacts, salesTable } from "./sales-file";
import { readSalesRows, type SalesRows } from "./sales-rows";
import { DownloadSalesInput } from "./schemas";

/**
 * All rows of the list as CSV or XLSX, same filter and order, with the totals as last line. Each download is in the operation
 * log and noted for "what changed since". Errors as of the list.
 */
export const downloadSales = procedure({
  name: "statistics.downloadSales",
  permission: "stats.salesDownload",
  input: DownloadSalesInput,
  run: async (ctx, input): Promise<ReportFile> => {
    const { format: _format, ...filter } = input;
    const sales = await readForFile(ctx, filter);
    await recordDownload(ctx, { input, rows: sales.rows.length, asOf: sales.asOf });
    const table = salesTable(ctx.locale, input.groupBy, sales);
    const facts = salesFacts(ctx.locale, input, sales, exporterOf(ctx.actor));
    return reportFile(ctx.locale, "sales", input, { table, facts });
  },
});

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
  input: z.custom<{ input: DownloadSalesInput; rows: number; asOf: string }>(),
  run: (ctx, taken, audit): Promise<void> => recordReport(ctx, audit, "sales", taken),
});
