import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { permissions } from "@/lib/core/permissions";
import { checkMakersStayInVerbFiles, readVerbs } from "./checks/verbs";
import { plainFiles, privateVerbs, rightsAskedInside } from "./plain-files";
import { readTree } from "./source";

const path = "lib/roles/create-role.ts";
const imports = 'import { command, procedure, query } from "@/lib/core/verb";\n';
const verb = 'export const createRole = command({ name: "roles.createRole", permission: "roles.edit" });\n';

function faultsOf(text: string, at = path): string[] {
  return readVerbs([{ path: at, text: imports + text }], {}).faults;
}

test("a verb file that follows the rules is taken as it is", () => {
  expect(readVerbs([{ path, text: imports + verb }], {})).toEqual({
    verbs: [{ path, name: "roles.createRole", kind: "command", permission: "roles.edit", isStep: false }],
    faults: [],
  });
});

test("a verb file that exports another name, two values or none is found", () => {
  const wrong = "must export createRole and nothing else, exports";
  expect(faultsOf(verb.replace("const createRole", "const makeRole"))).toEqual([`${path} ${wrong} makeRole`]);
  expect(faultsOf(`${verb}export const other = 1;\n`)).toEqual([`${path} ${wrong} createRole, other`]);
  expect(faultsOf("const createRole = 1;\n")).toEqual([`${path} ${wrong} nothing`]);
});

test("a plain function in a domain is found", () => {
  const what = `${path}:2 createRole is not made by command(), query() or procedure()`;
  expect(faultsOf("export const createRole = async () => 1;\n")).toEqual([what]);
  const own = 'const own = (x: object) => x;\nexport const createRole = own({ name: "roles.createRole" });\n';
  expect(faultsOf(own)).toEqual([`${path}:3 createRole is not made by command(), query() or procedure()`]);
});

test("a verb without a permission, or under another name, is found", () => {
  expect(faultsOf('export const createRole = query({ name: "roles.createRole" });\n')).toEqual([
    `${path}:2 does not name its permission as a text`,
  ]);
  expect(faultsOf(verb.replace("roles.createRole", "roles.makeRole"))).toEqual([
    `${path}:2 is named roles.makeRole, not roles.createRole`,
  ]);
});

test("a second verb is found, unless it is a step of a procedure that asks for the same right", () => {
  const step = 'const write = command({ name: "roles.writeRole", permission: "roles.edit" });\n';
  expect(faultsOf(step + verb)).toEqual([
    `${path} roles.writeRole is a second verb; only a procedure has steps`,
  ]);
  const whole = verb.replace("command(", "procedure(");
  expect(faultsOf(step + whole)).toEqual([]);
  expect(faultsOf(step.replace("roles.edit", "public") + whole)).toEqual([
    `${path} roles.writeRole asks for public, its procedure for roles.edit`,
  ]);
  expect(faultsOf(step.replace("roles.writeRole", "stores.writeRole") + whole)).toHaveLength(1);
});

test("two verbs of one name are found", () => {
  const sources = [path, "lib/roles/create-role.ts"].map((at) => ({ path: at, text: imports + verb }));
  expect(readVerbs(sources, {}).faults).toEqual(["roles.createRole is the name of two verbs"]);
});

test("a verb made where the snapshot would not see it is found", () => {
  const inside = `${imports}${verb}export function make() { return query({ name: "roles.hidden" }); }\n`;
  const what = "makes a verb outside of its own file";
  expect(checkMakersStayInVerbFiles([{ path, text: imports + verb }])).toEqual([]);
  expect(checkMakersStayInVerbFiles([{ path, text: inside }])).toContain(`${path}:3 ${what}`);
  for (const other of ["app/page.tsx", "lib/http/route.ts", "lib/roles/internal.ts", "scripts/fix.ts"]) {
    expect(checkMakersStayInVerbFiles([{ path: other, text: imports + verb }])).toEqual([
      `${other}:2 ${what}`,
    ]);
  }
});

test("every file of a domain is a verb, one of the three shared kinds, or named with its reason", () => {
  expect(readVerbs(readTree(), plainFiles).faults).toEqual([]);
  expect(checkMakersStayInVerbFiles(readTree(), plainFiles)).toEqual([]);
});

test("every file named as an exception exists", () => {
  const paths = readTree().map((source) => source.path);
  const named = [...Object.keys({ ...plainFiles, ...privateVerbs }), ...Object.values(rightsAskedInside)];
  expect(named.filter((name) => !paths.includes(name))).toEqual([]);
});

test("the verbs and what they ask of their callers are those that were reviewed", async () => {
  const lines = readVerbs(readTree(), plainFiles).verbs.map(
    ({ name, kind, permission, isStep }) => `${name} ${kind} ${permission}${isStep ? " (step)" : ""}`,
  );
  await expect(`${lines.sort().join("\n")}\n`).toMatchFileSnapshot("verbs.snapshot");
});

test("every right is asked for by a verb, or inside by the file that is named", () => {
  const asked = new Set(readVerbs(readTree(), plainFiles).verbs.map((one) => one.permission));
  const unasked = permissions.filter(({ name }) => {
    const inside = rightsAskedInside[name];
    return !asked.has(name) && (!inside || !readFileSync(inside, "utf8").includes(`"${name}"`));
  });
  expect(unasked).toEqual([]);
});

test("every permission of a verb is one of the list", () => {
  const known = new Set<string>([
    ...permissions.map(({ name }) => name),
    "public",
    "signedIn",
    "system",
    "joined",
  ]);
  const verbs = readVerbs(readTree(), plainFiles).verbs;
  expect(verbs.filter(({ permission }) => !known.has(permission))).toEqual([]);
});
