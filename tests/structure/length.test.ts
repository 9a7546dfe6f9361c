import { expect, test } from "vitest";
import { checkLength } from "./checks/length";
import { readTree } from "./source";

test("a file of 301 lines, a test of 501, is found", () => {
  const sources = [
    { path: "lib/a/long.ts", text: "\n".repeat(301) },
    { path: "lib/a/fits.ts", text: "\n".repeat(300) },
    { path: "tests/unit/long.test.ts", text: "\n".repeat(501) },
    { path: "tests/unit/fits.test.ts", text: "\n".repeat(500) },
  ];
  expect(checkLength(sources)).toEqual([
    "lib/a/long.ts has 301 lines, at most 300",
    "tests/unit/long.test.ts has 501 lines, at most 500",
  ]);
});

test("no file is longer than 300 lines, no test than 500", () => {
  expect(checkLength(readTree())).toEqual([]);
});
