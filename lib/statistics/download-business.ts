import { z } from "zod";
import { command, procedure, query } from "@/lib/core/verb";
import { businessFacts, businessTable } from "./business-file";
import { type BusinessRows, readBusinessRows } from "./business-rows";
import { DownloadBusinessInput } from "./business-schemas";
import { exporterOf, type ReportFile, recordReport, reportFile } from "./report-file";

/**
 * All rows of the list as CSV or XLSX, same filter and order, with the totals as last line. Each download is in the operation
 * log and noted for "what changed since". Errors as of the list.
 */
export const downloadBusiness = procedure({
  name: "statistics.downloadBusiness",
  permission: "stats.businessDownload",
  input: DownloadBusinessInput,
  run: async (ctx, input): Promise<ReportFile> => {
    const { format: _format, ...filter } = input;
    const business = await readForFile(ctx, filter);
    await recordDownload(ctx, { input, rows: business.rows.length, asOf: business.asOf });
    const table = businessTable(ctx.locale, business);
    const facts = businessFacts(ctx.locale, input, business, exporterOf(ctx.actor));
    return reportFile(ctx.locale, "business", input, { table, facts });
  },
});

/** The input was parsed by the verb above; it is taken here as it is. */
const readForFile = query({
  name: "statistics.readBusinessForFile",
  permission: "stats.businessDownload",
  input: z.custom<Omit<DownloadBusinessInput, "format">>(),
  snapshot: true,
  report: true,
  run: (ctx, input): Promise<BusinessRows> => readBusinessRows(ctx, input),
});

const recordDownload = command({
  name: "statistics.recordBusinessDownload",
  permission: "stats.businessDownload",
  input: z.custom<{ input: DownloadBusinessInput; rows: number; asOf: string }>(),
  run: (ctx, taken, audit): Promise<void> => recordReport(ctx, audit, "business", taken),
});
