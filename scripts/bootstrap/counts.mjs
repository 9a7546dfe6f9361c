import { existsSync, readFileSync } from "node:fs";

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * Reads what a test runner reported in JSON; nothing readable counts as nothing.
 * @param {string} path
 * @returns {Counts}
 */
export function readCounts(path) {
  if (!existsSync(path)) return { passed: 0, failed: 0 };
  try {
    return countReport(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return { passed: 0, failed: 0 };
  }
}

/**
 * @param {{ numPassedTests?: number, numFailedTests?: number,
 *   stats?: { expected: number, flaky: number, unexpected: number } }} report of Vitest or Playwright
 * @returns {Counts}
 */
export function countReport(report) {
  if (report.stats !== undefined) {
    return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
  }
  return { passed: report.numPassedTests ?? 0, failed: report.numFailedTests ?? 0 };
}

/**
 * The last line of `npm test`. A stage that failed without a failed test of its own counts as one failure, so
 * that no failed run closes with "0 failed".
 * @param {Array<{ code: number, counts: Counts }>} results
 * @returns {string}
 */
export function closingLine(results) {
  let passed = 0;
  let failed = 0;
  for (const { code, counts } of results) {
    passed += counts.passed;
    failed += code === 0 ? counts.failed : Math.max(counts.failed, 1);
  }
  return `${passed} passed, ${failed} failed`;
}
