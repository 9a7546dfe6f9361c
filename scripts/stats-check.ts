import { closeDatabase, openDatabase } from "@/db/client";
import { systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { checkRollups } from "@/lib/days/check-rollups";
import { openProgress } from "@/lib/imports/progress";
import { scriptOptions } from "@/lib/imports/script-options";
import { runScript } from "./run-script";

const usage = "Usage: npm run stats:check [-- --from YEAR --raw]";

/** Compares every level of the roll-ups with the one below; ends with 1 where any differs. */
runScript("stats:check", async () => {
  const shape = { from: { type: "string" }, raw: { type: "boolean" } } as const;
  const options = scriptOptions(process.argv.slice(2), shape, [], usage);
  const from = options.text("from");
  if (from !== null && !/^\d{4}$/.test(from)) throw new Error(usage);
  const database = openDatabase(env().DATABASE_URL, "job", 2);
  const progress = openProgress("comparisons");
  try {
    const found = await checkRollups(systemContext("stats:check", database), {
      ...(from === null ? {} : { fromYear: Number(from) }),
      withRaw: options.flag("raw"),
      progress: (done: number, all: number) => progress.show(done, all),
    });
    progress.end();
    for (const { level, key, by } of found) {
      process.stdout.write(`${level}: ${key} ${JSON.stringify(by)}\n`);
    }
    if (found.length > 0) throw new Error(`${found.length} differences.`);
    process.stdout.write("Every level agrees.\n");
  } finally {
    await closeDatabase(database);
  }
});
