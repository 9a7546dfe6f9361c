import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { closingLine, countReport, readCounts } from "../../scripts/bootstrap/counts.mjs";

test("Vitest's and Playwright's reports are read; a flaky test passed in the end", () => {
  expect(countReport({ numPassedTests: 3, numFailedTests: 1 })).toEqual({ passed: 3, failed: 1 });
  expect(countReport({ stats: { expected: 4, flaky: 1, unexpected: 2 } })).toEqual({ passed: 5, failed: 2 });
});

test("a report that is absent or cut short counts as nothing", () => {
  const folder = mkdtempSync(join(tmpdir(), "counts-"));
  const path = join(folder, "report.json");
  expect(readCounts(path)).toEqual({ passed: 0, failed: 0 });
  writeFileSync(path, '{"numPassedTests": 3');
  expect(readCounts(path)).toEqual({ passed: 0, failed: 0 });
  rmSync(folder, { recursive: true });
});

test("the closing line sums the stages in exactly one form", () => {
  const results = [
    { code: 0, counts: { passed: 3, failed: 0 } },
    { code: 1, counts: { passed: 2, failed: 2 } },
  ];
  expect(closingLine(results)).toBe("5 passed, 2 failed");
});

test("a stage that failed without a failed test still counts, so a failed run never says 0 failed", () => {
  expect(closingLine([{ code: 2, counts: { passed: 7, failed: 0 } }])).toBe("7 passed, 1 failed");
});
