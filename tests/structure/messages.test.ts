import { expect, test } from "vitest";
import { passwordLengthMax, passwordLengthMin } from "@/lib/accounts/schemas";
import { permissionNames } from "@/lib/core/permissions";
import en from "@/lib/i18n/messages/en.json";
import errorsEn from "@/lib/i18n/messages/errors.en.json";
import errorsZh from "@/lib/i18n/messages/errors.zh-CN.json";
import zh from "@/lib/i18n/messages/zh-CN.json";
import { rangeDaysMax } from "@/lib/statistics/schemas";
import { checkLanguages, checkReasons, flatten, placeholders, reasonsOf } from "./checks/messages";
import { readTree } from "./source";

/** Dotted names that nobody is answered with: of a kind of token, and of a job. */
const notReasons = ["mbi.bearer", "days.sweep"];

const texts = new Map([
  ["roles.name_taken", "taken: {name}"],
  ["roles.in_use", "in use"],
]);

function faultsOf(text: string): string[] {
  return checkReasons(reasonsOf([{ path: "lib/roles/a.ts", text }], new Set(["stats.sales"])), texts);
}

const both =
  'new AppError("refused", "roles.in_use");\nnew AppError("conflict", "roles.name_taken", { params: { name } });\n';

test("texts missing in one language, empty ones and other values are found", () => {
  expect(checkLanguages({ a: { b: "x" }, c: "y" }, { a: { b: "x" } })).toEqual([
    "c is missing in one language",
  ]);
  expect(checkLanguages({ a: "x" }, { a: " " })).toEqual(["a is empty"]);
  expect(checkLanguages({ a: "{count} stores" }, { a: "{number} 家" })).toEqual(["a takes different values"]);
  expect(checkLanguages({ a: "{n, plural, one {# store} other {# stores}}" }, { a: "{n} 家" })).toEqual([]);
});

test("the values of a text are its own, not the words in its branches", () => {
  expect(placeholders("{a} and {b, plural, one {item} other {# of {c}}}")).toEqual(["a", "b", "c"]);
});

test("a reason without a text is found wherever it is given", () => {
  expect(faultsOf(both)).toEqual([]);
  const missing = (line: number) => [`lib/roles/a.ts:${line} roles.gone has no text in errors.*.json`];
  expect(faultsOf(`${both}new AppError("refused", "roles.gone");`)).toEqual(missing(3));
  expect(faultsOf(`${both}const x = z.string().min(1, { error: "roles.gone" });`)).toEqual(missing(3));
  expect(faultsOf(`${both}refused.push({ code, reason: "roles.gone" });`)).toEqual(missing(3));
  expect(faultsOf(`${both}throw fault("roles.gone");`)).toEqual(missing(3));
});

test("a value that a text takes and the error does not give is found", () => {
  expect(faultsOf(both.replace("{ name }", "{ names }"))).toEqual([
    "lib/roles/a.ts:2 roles.name_taken is not given {name}",
  ]);
  expect(faultsOf(both.replace(", { params: { name } }", ""))).toHaveLength(1);
});

test("a text that no reason leads to is found", () => {
  expect(faultsOf('new AppError("refused", "roles.in_use");')).toEqual([
    "roles.name_taken has a text, but nothing answers with it",
  ]);
});

test("names of deeds, verbs, rights and topics are no reasons", () => {
  const others = [
    'audit.record({ action: "role.created" });',
    'const verb = query({ name: "roles.list" });',
    'if (actor.permissions.has("stats.sales")) may();',
    'await writeOutbox(ctx, "roles.changed", {});',
  ];
  expect(faultsOf(both + others.join("\n"))).toEqual([]);
});

test("limits that a text names are those that the schemas have", () => {
  for (const said of [flatten(errorsZh.errors), flatten(errorsEn.errors)]) {
    expect(said.get("accounts.password_too_short")).toContain(` ${passwordLengthMin} `);
    expect(said.get("accounts.password_too_long")).toContain(` ${passwordLengthMax} `);
    expect(said.get("stats.range_too_long")).toContain(` ${rangeDaysMax} `);
  }
});

test("both languages say the same things with the same values", () => {
  expect(checkLanguages(zh, en)).toEqual([]);
  expect(checkLanguages(errorsZh, errorsEn)).toEqual([]);
});

test("every reason of lib has a text that is given what it takes, and every text a reason", () => {
  const found = reasonsOf(readTree(), new Set([...permissionNames, ...notReasons]));
  expect(found.length).toBeGreaterThan(20);
  expect(checkReasons(found, flatten(errorsZh.errors))).toEqual([]);
});

test("every right has a name that people read, in both languages", () => {
  const named = (messages: { permissions: object }) =>
    [...flatten({ ...messages.permissions }).keys()].sort();
  expect(named(zh)).toEqual([...permissionNames].sort());
  expect(named(en)).toEqual([...permissionNames].sort());
});
