import { join } from "node:path";
import { doWhenChanged, fingerprint } from "./fingerprint.mjs";
import { root } from "./layout.mjs";
import { endOfLog, npmErrors } from "./log-file.mjs";
import { step } from "./progress.mjs";
import { Refusal } from "./refusal.mjs";
import { run } from "./run.mjs";

// The level is given because `npm start --silent` hands its own on, and then a failure would have no words.
const ciArguments = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=warn"];
const buildInputs = [
  ...["app", "components", "db", "lib", "messages", "public", "i18n"],
  ...[
    "proxy.ts",
    "instrumentation.ts",
    "next.config.ts",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
  ],
];

/** @typedef {{ env: import("./environment.mjs").Environment, signal: AbortSignal,
 *   layout: import("./layout.mjs").Layout }} Surroundings */

/**
 * Installs the locked packages when the lock file is not the one of the last success.
 * @param {Surroundings} around
 */
export async function installDependencies({ env, layout, signal }) {
  await step("Dependencies", async (reporter) => {
    // Binary packages differ by system, so a copied folder must not pass for a good one.
    const print = `${fingerprint(root, ["package-lock.json"])} ${process.platform} ${process.arch}`;
    const log = join(layout.logs, "npm-ci.log");
    const isDone = await doWhenChanged(join(root, "node_modules", ".lock-hash"), print, async () => {
      const options = { cwd: root, env, signal, log, note: reporter.note, pidFile: layout.stepPid };
      const result = await run("npm", ciArguments, options);
      if (result.code === 127)
        throw new Refusal("npm was not found: install npm (it comes with Node) and run this again.");
      if (result.code !== 0) throw new Refusal(`npm ci failed. ${npmErrors(log)}`);
    });
    reporter.outcome(isDone ? "installed" : "up to date");
  });
}

/**
 * Runs one of package.json's scripts; its own last words are the message when it fails.
 * @param {string} title
 * @param {string[]} script name and arguments
 * @param {Surroundings} around
 */
export async function runScript(title, script, { env, layout, signal }) {
  await step(title, async ({ note }) => {
    const log = join(layout.logs, `${script[0]}.log`);
    const options = { cwd: root, env, signal, log, note, pidFile: layout.stepPid };
    const { code } = await run("npm", ["run", "--silent", ...script], options);
    if (code !== 0) throw new Refusal(`\`npm run ${script.join(" ")}\` failed. ${endOfLog(log)}`);
  });
}

/**
 * Builds the pages when anything that goes into them changed.
 * @param {() => Promise<void>} build
 * @returns {Promise<boolean>} whether it was built
 */
export function buildWhenChanged(build) {
  return doWhenChanged(join(root, ".next", ".input-hash"), fingerprint(root, buildInputs), build);
}
