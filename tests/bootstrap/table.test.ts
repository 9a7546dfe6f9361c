import { expect, test } from "vitest";
import { cutToWidth, displayWidth, formatTable } from "../../scripts/bootstrap/table.mjs";

test("columns line up when cells are Chinese", () => {
  const lines = formatTable(
    ["role", "account"],
    [
      ["总部管理员", "1"],
      ["franchisee", "2"],
    ],
  ).split("\n");
  const starts = [lines[0], lines[2], lines[3]].map((line) => displayWidth((line ?? "").replace(/\S+$/, "")));
  expect(new Set(starts).size).toBe(1);
});

test("a line is never cut wider than the terminal", () => {
  expect(cutToWidth("门店abc", 5)).toBe("门店a");
  expect(displayWidth(cutToWidth("门店门店", 5))).toBeLessThanOrEqual(5);
});
