import { parseArgs } from "node:util";
import { closeDatabase, openDatabase } from "@/db/client";
import { env } from "@/lib/core/env";
import { isDay } from "@/lib/core/time";
import { type DemoOptions, loadDemo } from "@/lib/demo/load-demo";
import { openProgress } from "@/lib/imports/progress";
import { runScript } from "./run-script";

const usage =
  "Usage: npm run demo -- [--stores 20] [--days 400] [--seed NAME] [--until YYYY-MM-DD] [--raw-days N] [--logins FILE]";

/** Loads the demo chain into an empty database, or brings one that is there up to now. */
runScript("demo", async () => {
  const options = readOptions(process.argv.slice(2));
  const database = openDatabase(env().DATABASE_URL, "job", 4);
  const progress = openProgress("parts");
  try {
    const report = await loadDemo(database, options, (done, all) => progress.show(done, all));
    progress.end();
    const { plan, loadedUntil, isNew, hasNewLogins } = report;
    const what = isNew ? "Loaded" : "Up to date:";
    process.stdout.write(
      `${what} ${plan.stores} stores from ${plan.from} to ${loadedUntil.toISOString()}.\n`,
    );
    if (hasNewLogins) process.stdout.write(`New passwords are in ${options.loginsFile}.\n`);
  } finally {
    await closeDatabase(database);
  }
});

function readOptions(args: string[]): DemoOptions {
  const values = parse(args);
  const stores = wholeNumber(values.stores, 1, 20_000);
  const days = wholeNumber(values.days, 1, 4_000);
  if (values.until !== undefined && !isDay(values.until)) throw new Error(usage);
  if (!/^[A-Za-z0-9_.-]{1,40}$/.test(values.seed)) throw new Error(usage);
  const rawDays = values["raw-days"] === undefined ? null : wholeNumber(values["raw-days"], 0, 4_000);
  return { stores, days, rawDays, seed: values.seed, until: values.until ?? null, loginsFile: values.logins };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        stores: { type: "string", default: "20" },
        days: { type: "string", default: "400" },
        seed: { type: "string", default: "demo" },
        until: { type: "string" },
        "raw-days": { type: "string" },
        logins: { type: "string", default: ".data/demo-logins.json" },
      },
    }).values;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error} ${usage}`, { cause: error });
  }
}

function wholeNumber(text: string, min: number, max: number): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw new Error(usage);
  return value;
}
