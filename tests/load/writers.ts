import { ownDatabase } from "../support/own-database";
import { settingsFor, takeSettings } from "../support/settings";
import { dropDatabases } from "../support/test-databases";
import { runWriters } from "./run-writers";

/**
 * `npm run test:load [-- --seconds 120 --seed S]`: 16 writers, two sweepers and four readers for two minutes
 * (run-writers.ts). Ends with 1 when a dead-lock reached a caller, a level did not add up or figures differ at the end.
 */
async function main(): Promise<void> {
  const runId = `load${process.pid}`;
  const settings = settingsFor(runId, "1");
  takeSettings(settings);
  const seconds = numberAfter("--seconds") ?? 120;
  const seed = numberAfter("--seed") ?? Date.now() % 1_000_000;
  const own = await ownDatabase("writers");
  try {
    write(`${seconds} s, seed ${seed}`);
    const outcome = await runWriters(own, { seconds, seed, jumpEveryMs: Math.max(500, seconds * 20) });
    write(JSON.stringify(outcome, null, 2));
    const { writers, sweepers, faults, differences } = outcome;
    const bad = [...writers.failures, ...sweepers.failures, ...faults, ...differences];
    if (bad.length > 0) process.exitCode = 1;
  } finally {
    await own.close();
    await dropDatabases(settings.DATABASE_ADMIN_URL, runId);
  }
}

function numberAfter(name: string): number | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : Number(process.argv[at + 1]);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
