import { expect, it } from "vitest";
import { backOffMs } from "@/lib/jobs/outbox-rows";
import { isAway } from "@/lib/jobs/queue";

it("the waits between sixteen tries double, stay within a quarter, and span three days", () => {
  const waits = Array.from({ length: 15 }, (_, index) => backOffMs(index + 1, () => 0.5));
  expect(waits[0]).toBe(8_000);
  for (const [index, wait] of waits.slice(1).entries()) expect(wait).toBe((waits[index] ?? 0) * 2);
  const hours = waits.reduce((sum, wait) => sum + wait, 0) / 3_600_000;
  expect(hours).toBeGreaterThan(72);
  expect(backOffMs(1, () => 0)).toBe(6_000);
  expect(backOffMs(1, () => 1)).toBe(10_000);
});

it.each([
  "Connection is closed.",
  "Stream isn't writeable and enableOfflineQueue options is false",
  "Command timed out",
  "OOM command not allowed when used memory > 'maxmemory'.",
  "READONLY You can't write against a read only replica.",
  "LOADING Redis is loading the dataset in memory",
])("a fault of Redis says nothing about the event: %s", (message) => {
  expect(isAway(new Error(message))).toBe(true);
});

it("a lost connection is known by its code, and other faults are not taken for one", () => {
  expect(isAway(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }))).toBe(true);
  expect(isAway(new Error("not found"))).toBe(false);
  expect(isAway(Object.assign(new Error("deadlock"), { code: "ER_LOCK_DEADLOCK" }))).toBe(false);
  expect(isAway("text")).toBe(false);
});
