import { join } from "node:path";
import { closingLine, readCounts } from "./counts.mjs";
import { root } from "./layout.mjs";
import { openLifetime } from "./lifetime.mjs";
import { buildWhenChanged } from "./npm.mjs";
import { prepareTests } from "./prepare-tests.mjs";
import { complain, formatDuration, say } from "./progress.mjs";
import { explain, Interrupted, Refusal } from "./refusal.mjs";
import { runInTerminal } from "./run.mjs";
import { chooseStages, stageCommand } from "./stages.mjs";
import { formatTable } from "./table.mjs";

const interruptedCode = 130;
const binaries = join(root, "node_modules", ".bin");

/** @typedef {import("./stages.mjs").Stage} Stage */
/** @typedef {{ name: string, code: number, durationMs: number, counts: import("./counts.mjs").Counts }} Result */

/**
 * `npm test`: every check there is, on services of its own.
 * @param {import("./environment.mjs").Environment} env
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runTests(env, args) {
  const lifetime = openLifetime(env);
  /** @type {Result[]} */
  const results = [];
  let code = 0;
  try {
    const chosen = chooseStages(args);
    say(`Stages: ${chosen.map((stage) => stage.name).join(", ")}.`);
    const prepared = await prepareTests(chosen, lifetime, env);
    for (const stage of chosen) {
      results.push(await runStage(stage, prepared, lifetime.signal));
      lifetime.signal.throwIfAborted();
      if (results.at(-1)?.code !== 0) break;
    }
  } catch (error) {
    code = error instanceof Interrupted ? interruptedCode : 1;
    if (!(error instanceof Interrupted)) complain(explain(error));
  }
  await lifetime.close();
  if (results.some((result) => result.code !== 0)) code = code || 1;
  else if (code !== 0)
    results.push({ name: "set-up", code, durationMs: 0, counts: { passed: 0, failed: 0 } });
  summarize(results);
  return code;
}

/**
 * @param {Stage} stage
 * @param {{ layout: import("./layout.mjs").Layout, reports: string,
 *   stageEnv: import("./environment.mjs").Environment }} prepared
 * @param {AbortSignal} signal
 * @returns {Promise<Result>}
 */
async function runStage(stage, { layout, reports, stageEnv }, signal) {
  const begunAt = performance.now();
  const report = join(reports, `${stage.name}.json`);
  const { program, args, env } = stageCommand(stage, report, binaries);
  say(`\n== ${stage.name}: ${stage.command.join(" ")}`);
  let code = 0;
  const work = async () => {
    const pidFile = layout.stepPid;
    code = await runInTerminal(program, args, { cwd: root, env: { ...stageEnv, ...env }, signal, pidFile });
    if (code !== 0) throw new Refusal(`${stage.name} failed`);
  };
  try {
    if (stage.name !== "build") await work();
    else if (!(await buildWhenChanged(work))) say("up to date");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  return { name: stage.name, code, durationMs: performance.now() - begunAt, counts: readCounts(report) };
}

/** @param {Result[]} results */
function summarize(results) {
  const rows = results.map(({ name, code, durationMs, counts }) => [
    name,
    code === 0 ? "passed" : "failed",
    formatDuration(durationMs),
    counts.passed + counts.failed === 0 ? "" : closingLine([{ code: 0, counts }]),
  ]);
  say(`\n${formatTable(["stage", "result", "duration", "tests"], rows)}\n`);
  say(closingLine(results));
}
