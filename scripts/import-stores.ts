import { importStores } from "@/lib/imports/import-stores";
import { runImport } from "@/lib/imports/run-import";
import { scriptOptions } from "@/lib/imports/script-options";
import { runScript } from "./run-script";

const usage = "Usage: npm run import:stores -- --file FILE.csv [--dry-run] [--report REPORT.csv]";

/** Takes stores with their owners, branches and regions from a CSV file. */
runScript("import:stores", async () => {
  const options = scriptOptions(
    process.argv.slice(2),
    { file: { type: "string" }, "dry-run": { type: "boolean" }, report: { type: "string" } },
    ["file"],
    usage,
  );
  const request = {
    name: "import:stores",
    file: options.text("file") ?? "",
    isDryRun: options.flag("dry-run"),
    reportFile: options.text("report"),
  };
  await runImport(request, async (ctx, importOptions) => {
    const report = await importStores(ctx, importOptions);
    return [
      `${report.lines} lines: ${report.created} stores taken, ${report.changed} changed, ${report.unchanged} unchanged, ` +
        `${report.refused} lines refused, ${report.duplicates} duplicate.`,
    ];
  });
});
