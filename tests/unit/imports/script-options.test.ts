import { expect, test } from "vitest";
import { scriptOptions } from "@/lib/imports/script-options";

const options = { file: { type: "string" }, "dry-run": { type: "boolean" } } as const;

function read(...args: string[]) {
  return scriptOptions(args, options, ["file"], "Usage: it.");
}

test("options are read", () => {
  const found = read("--file", "a.csv", "--dry-run");
  expect([found.text("file"), found.flag("dry-run")]).toEqual(["a.csv", true]);
  expect(read("--file=b.csv").flag("dry-run")).toBe(false);
});

test.each([
  [[], "--file is missing. Usage: it."],
  [["--file", ""], "--file is missing. Usage: it."],
  [["--fiel", "a"], "Unknown option '--fiel'. Usage: it."],
  [["--file"], "Usage: it."],
  [["a.csv"], "Usage: it."],
  [["--file", "a", "--dry-run=no"], "Usage: it."],
])("wrong options %j are answered with the usage", (args, sentence) => {
  expect(() => read(...args)).toThrow(sentence);
});
