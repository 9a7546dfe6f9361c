import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loginThrottles } from "@/db/schema/accounts";
import { countAttempt } from "@/lib/accounts/throttle";
import { closeRedis, redis } from "@/lib/core/redis";
import { testDatabase } from "@/tests/support/database";
import { stranger } from "./people";
import { throttleSuite } from "./throttle-suite";

beforeAll(async () => {
  // The web process opens it at its start, long before the first attempt.
  await vi.waitFor(() => expect(redis().status).toBe("ready"));
});
afterAll(closeRedis);

throttleSuite();

test("while Redis answers, the table is not written", async () => {
  const { db } = testDatabase();
  expect(redis().status).toBe("ready");
  const attempt = {
    subject: ["typed", "only-in-redis"],
    address: "198.51.100.9",
    knownBrowserHash: null,
  } as const;
  const before = await db.$count(loginThrottles);
  expect(await countAttempt(stranger(), attempt)).toBe(0);
  expect(await db.$count(loginThrottles)).toBe(before);
});

test("what Redis keeps names neither account nor address, and ends by itself", async () => {
  const attempt = {
    subject: ["typed", "canary-account"],
    address: "198.51.100.10",
    knownBrowserHash: null,
  } as const;
  await countAttempt(stranger(), attempt);
  const keys = await redis().keys("login:*");
  expect(keys.length).toBeGreaterThan(0);
  expect(keys.join(" ")).not.toMatch(/canary|198\.51/);
  const lives = await Promise.all(keys.map((key) => redis().ttl(key)));
  expect(lives.every((seconds) => seconds > 0 && seconds <= 86_400)).toBe(true);
});
