import { closeDatabase, openDatabase } from "@/db/client";
import { systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { openProgress } from "@/lib/imports/progress";
import { scriptOptions } from "@/lib/imports/script-options";
import { runScript } from "./run-script";

const usage = "Usage: npm run stats:rebuild [-- --from YEAR]";

/** Makes the roll-ups anew from the daily rows; may be ended at any time and run again. */
runScript("stats:rebuild", async () => {
  const options = scriptOptions(process.argv.slice(2), { from: { type: "string" } }, [], usage);
  const from = options.text("from");
  if (from !== null && !/^\d{4}$/.test(from)) throw new Error(usage);
  const database = openDatabase(env().DATABASE_URL, "job", 4);
  const progress = openProgress("parts");
  try {
    const years = await rebuildSlices(systemContext("stats:rebuild", database), {
      ...(from === null ? {} : { fromYear: Number(from) }),
      progress: (done: number, all: number) => progress.show(done, all),
    });
    progress.end();
    if (years === null) throw new Error("Another process writes the roll-ups now; try again in a minute.");
    process.stdout.write(`Roll-ups rebuilt: ${years.length === 0 ? "no closed day" : years.join(", ")}.\n`);
  } finally {
    await closeDatabase(database);
  }
});
