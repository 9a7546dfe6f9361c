import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { loginThrottles } from "@/db/schema/accounts";
import { countAttempt } from "@/lib/accounts/throttle";
import { closeRedis, redis } from "@/lib/core/redis";
import { testDatabase } from "@/tests/support/database";
import { randomCode } from "@/tests/support/factories/codes";
import { newAddress, stranger } from "./people";
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
    subject: ["typed", randomCode("r")],
    address: newAddress(),
    knownBrowserHash: null,
  } as const;
  const before = await db.$count(loginThrottles);
  expect(await countAttempt(stranger(), attempt)).toBe(0);
  expect(await db.$count(loginThrottles)).toBe(before);
});

test("what Redis keeps names neither account nor address, and ends by itself", async () => {
  const subject = ["typed", randomCode("canary")] as const;
  const before = new Set(await redis().keys("*"));
  await countAttempt(stranger(), { subject, address: newAddress(), knownBrowserHash: null });
  const keys = (await redis().keys("*")).filter((key) => !before.has(key));
  expect(keys.filter((key) => /^login:[0-9a-f]{64}$/.test(key)).length).toBeGreaterThanOrEqual(5);
  expect(keys.join(" ")).not.toMatch(/canary|2001:db8/);
  const lives = await Promise.all(
    keys.filter((key) => key.startsWith("login:")).map((key) => redis().ttl(key)),
  );
  expect(lives.every((seconds) => seconds > 0 && seconds <= 86_400)).toBe(true);
});
