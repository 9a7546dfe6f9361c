import { yuanText } from "@/lib/core/money";
import { importTickets, type TicketImportReport } from "@/lib/imports/import-tickets";
import { runImport } from "@/lib/imports/run-import";
import { scriptOptions } from "@/lib/imports/script-options";
import { runScript } from "./run-script";

const usage =
  "Usage: npm run import:tickets -- --file FILE.csv --store CODE [--dry-run] [--report REPORT.csv]";

/** Takes the lines of a till as orders and weigh tickets of a store. */
runScript("import:tickets", async () => {
  const options = scriptOptions(
    process.argv.slice(2),
    {
      file: { type: "string" },
      store: { type: "string" },
      "dry-run": { type: "boolean" },
      report: { type: "string" },
    },
    ["file", "store"],
    usage,
  );
  const request = {
    name: "import:tickets",
    file: options.text("file") ?? "",
    isDryRun: options.flag("dry-run"),
    reportFile: options.text("report"),
  };
  await runImport(request, async (ctx, importOptions) =>
    sentences(await importTickets(ctx, options.text("store") ?? "", importOptions)),
  );
});

function sentences(report: TicketImportReport): string[] {
  const { lines, orders, tickets, unknownTickets, amountFen, restatedDays } = report;
  const refused = report.refusedLines;
  return [
    `${lines} lines: ${refused} refused.`,
    `Orders: ${orders.stored} stored, ${orders.duplicate} there already, ${orders.changed} changed, ${orders.rejected} rejected.`,
    `Tickets: ${tickets.stored} stored, ${tickets.duplicate} there already, ${tickets.changed} changed, ${tickets.rejected} rejected.`,
    `Stored now: ${yuanText(amountFen)} yuan, ${unknownTickets} tickets without a known item; ${restatedDays} days restated.`,
  ];
}
