import { closeDatabase, openDatabase } from "@/db/client";
import { type Ctx, systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { archiveDays } from "@/lib/days/archive-days";
import { restoreDays } from "@/lib/days/restore-days";
import { openProgress, type Progress } from "@/lib/imports/progress";
import { scriptOptions } from "@/lib/imports/script-options";
import { runScript } from "./run-script";

const usage =
  "Usage: npm run archive -- --before YYYY-MM-DD, or npm run archive -- --restore YYYY-MM-DD [--to YYYY-MM-DD]";

/** Moves raw rows of old business days into files below ARCHIVE_DIR and seals the days, or puts them back. */
runScript("archive", async () => {
  const options = scriptOptions(
    process.argv.slice(2),
    { before: { type: "string" }, restore: { type: "string" }, to: { type: "string" } },
    [],
    usage,
  );
  const [before, restore, to] = [options.text("before"), options.text("restore"), options.text("to")];
  if ((before === null) === (restore === null) || (restore === null && to !== null)) throw new Error(usage);
  const database = openDatabase(env().DATABASE_URL, "job", 2);
  const progress = openProgress("store-days");
  try {
    const ctx = systemContext("archive", database);
    const sentence =
      restore === null
        ? await archive(ctx, before ?? "", progress)
        : await putBack(ctx, restore, to ?? restore, progress);
    progress.end();
    process.stdout.write(`${sentence}\n`);
  } finally {
    progress.end();
    await closeDatabase(database);
  }
});

async function archive(ctx: Ctx, before: string, progress: Progress): Promise<string> {
  const report = await archiveDays(ctx, {
    before,
    progress: (_step: string, done: number, all: number) => progress.show(done, all),
  });
  const { days, sealed, left, rows, bytes } = report;
  return `${days} business days archived: ${rows} rows in ${bytes} bytes; ${sealed} store-days sealed, ${left} left because they changed meanwhile.`;
}

async function putBack(ctx: Ctx, from: string, to: string, progress: Progress): Promise<string> {
  const report = await restoreDays(ctx, {
    from,
    to,
    progress: (done: number, all: number) => progress.show(done, all),
  });
  const { restored, unarchived, adjustments } = report;
  return `${restored} store-days restored and to be restated, ${adjustments} adjustments counted by that; ${unarchived} were sealed without raw rows.`;
}
