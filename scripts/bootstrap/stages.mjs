import { join } from "node:path";
import { Refusal } from "./refusal.mjs";

/**
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} command program (of node_modules/.bin, or npm) and arguments
 * @property {"vitest" | "playwright" | null} runner
 * @property {boolean} needsServices
 */

/**
 * @param {string} name
 * @param {string[]} projects
 * @param {boolean} needsServices
 * @returns {Stage}
 */
function vitestStage(name, projects, needsServices) {
  const command = ["vitest", "run", ...projects.flatMap((project) => ["--project", project])];
  return { name, command, runner: "vitest", needsServices };
}

/**
 * @param {string} name
 * @returns {Stage}
 */
function scriptStage(name) {
  return { name, command: ["npm", "run", "--silent", name], runner: null, needsServices: false };
}

/**
 * Run on request only: figures are no test, and long runs are not for every commit.
 * @param {string} name
 * @param {string} file
 * @returns {Stage}
 */
function requestedStage(name, file) {
  const command = ["tsx", "--conditions=react-server", file];
  return { name, command, runner: null, needsServices: true };
}

const requested = [
  requestedStage("bench", "tests/bench/run.ts"),
  requestedStage("bench-stats", "tests/bench/stats.ts"),
  requestedStage("bench-home", "tests/bench/home-on-phone.ts"),
  requestedStage("load", "tests/load/writers.ts"),
];

/** In this order; the first that fails ends the run. */
export const stages = [
  scriptStage("lint"),
  scriptStage("types"),
  scriptStage("unused"),
  vitestStage("unit", ["unit", "structure", "bootstrap"], false),
  vitestStage("integration", ["integration"], true),
  scriptStage("build"),
  vitestStage("http", ["http"], true),
  /** @type {Stage} */ ({
    name: "e2e",
    command: ["playwright", "test"],
    runner: "playwright",
    needsServices: true,
  }),
];

/**
 * The stages asked for by `--only a,b`, all without it. What follows the list is handed to the stages that run on request.
 * @param {string[]} args
 * @returns {Stage[]}
 */
export function chooseStages(args) {
  if (args.length === 0) return stages;
  const [first = "", ...others] = args;
  const isJoined = first.startsWith("--only=");
  const list = isJoined ? first.slice("--only=".length) : others[0];
  const rest = isJoined ? others : others.slice(1);
  const choice = [...stages, ...requested];
  const known = choice.map((stage) => stage.name);
  const names = (list ?? "").split(",").filter((name) => name !== "");
  const isKnown = names.length > 0 && names.every((name) => known.includes(name));
  const takesRest = rest.length === 0 || requested.some((stage) => names.includes(stage.name));
  if (!(isJoined || first === "--only") || !isKnown || !takesRest) {
    throw new Refusal(`Usage: npm test -- --only a,b with stages from: ${known.join(", ")}.`);
  }
  return choice
    .filter((stage) => names.includes(stage.name))
    .map((stage) => (requested.includes(stage) ? { ...stage, command: [...stage.command, ...rest] } : stage));
}

/**
 * What is run for a stage, and what it needs in the environment, so that its counts land in a file.
 * @param {Stage} stage
 * @param {string} report
 * @param {string} binaries node_modules/.bin
 * @returns {{ program: string, args: string[], env: import("./environment.mjs").Environment }}
 */
export function stageCommand({ command, runner }, report, binaries) {
  const [name = "", ...args] = command;
  const program = name === "npm" ? name : join(binaries, name);
  if (runner === "vitest") {
    return {
      program,
      args: [...args, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`],
      env: {},
    };
  }
  if (runner === "playwright") {
    return { program, args: [...args, "--reporter=list,json"], env: { PLAYWRIGHT_JSON_OUTPUT_NAME: report } };
  }
  return { program, args, env: {} };
}
