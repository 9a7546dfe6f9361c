import { expect, test } from "vitest";
import { chooseStages, stageCommand, stages } from "../../scripts/bootstrap/stages.mjs";

const names = (args: string[]) => chooseStages(args).map((stage) => stage.name);

test("without a choice every stage runs, cheap ones first and the browser last", () => {
  expect(names([])).toEqual(["lint", "types", "unused", "unit", "integration", "build", "http", "e2e"]);
});

test("a choice keeps the order of the stages, in both spellings", () => {
  expect(names(["--only", "http,unit"])).toEqual(["unit", "http"]);
  expect(names(["--only=http,unit"])).toEqual(["unit", "http"]);
});

test("what follows the list goes to the stages that run on request, and to no other", () => {
  const [build, bench] = chooseStages(["--only", "build,bench-stats", "--stores", "20"]);
  expect(build?.command).not.toContain("--stores");
  expect(bench?.command.slice(-2)).toEqual(["--stores", "20"]);
});

test.each([
  [["--only", "unit", "--stores", "20"]],
  [["--only"]],
  [["--only", ""]],
  [["--only", "unit,nope"]],
  [["unit"]],
  [["--skip", "unit"]],
])("%s is refused with the list of stages, never taken for all or none", (args) => {
  expect(() => chooseStages(args)).toThrow("lint, types, unused, unit, integration, build, http, e2e");
});

test("every test runner leaves its counts in the stage's own report", () => {
  for (const stage of stages.filter(({ runner }) => runner !== null)) {
    const { program, args, env } = stageCommand(stage, "/r/report.json", "/bin folder");
    expect(program.startsWith("/bin folder/")).toBe(true);
    expect([...args, ...Object.values(env)].join(" ")).toContain("/r/report.json");
  }
});
