import { afterEach, beforeEach, expect, test, vi } from "vitest";

const whole = {
  DATABASE_URL: "mysql://app:secret-word@127.0.0.1:3306/shop",
  REDIS_URL: "redis://127.0.0.1:6379",
  NEXTAUTH_SECRET: "0123456789abcdef0123456789abcdef",
  NEXTAUTH_URL: "http://localhost:3000",
};
const others = [
  "DATABASE_ADMIN_URL",
  "PORT",
  "HOST",
  "LOG_LEVEL",
  "DEMO",
  "DATABASE_POOL",
  "TRUSTED_PROXIES",
];

beforeEach(() => {
  vi.resetModules();
  for (const name of others) vi.stubEnv(name, undefined);
  for (const [name, value] of Object.entries(whole)) vi.stubEnv(name, value);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

async function readEnv() {
  const { env } = await import("@/lib/core/env");
  return env();
}

test("what is not set has the value that a small installation needs", async () => {
  expect(await readEnv()).toMatchObject({
    ...whole,
    PORT: 3000,
    HOST: "0.0.0.0",
    DATABASE_POOL: 8,
    DEMO: false,
  });
});

test.each([
  ["DATABASE_URL", undefined],
  ["DATABASE_URL", "postgres://localhost/shop"],
  ["REDIS_URL", "127.0.0.1:6379"],
  ["NEXTAUTH_SECRET", "short"],
  ["NEXTAUTH_URL", "localhost:3000"],
  ["PORT", "0"],
  ["PORT", "http"],
  ["DEMO", "yes"],
  ["LOG_LEVEL", "loud"],
])("a setting that is missing or wrong names itself: %s=%s", async (name, value) => {
  vi.stubEnv(name, value);
  await expect(readEnv()).rejects.toThrow(new RegExp(`^Settings are missing or wrong\\. ${name}: `));
});

test("a fault never shows the value of a setting", async () => {
  vi.stubEnv("DATABASE_URL", "postgres://app:secret-word@127.0.0.1/shop");
  vi.stubEnv("NEXTAUTH_SECRET", "half-a-secret");
  const fault = await readEnv().catch((error: unknown) => String(error));
  expect(fault).toContain("DATABASE_URL");
  expect(fault).not.toMatch(/secret-word|half-a-secret/);
});

test("settings are read once; a change afterwards has no effect", async () => {
  const { env } = await import("@/lib/core/env");
  expect(env().PORT).toBe(3000);
  vi.stubEnv("PORT", "4000");
  expect(env().PORT).toBe(3000);
});
