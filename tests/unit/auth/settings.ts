import { vi } from "vitest";

/** Settings for code that reads them but reaches neither database nor Redis. Taken once by a test file. */
export function stubSettings(parts: Record<string, string> = {}): void {
  const settings = {
    DATABASE_URL: "mysql://nobody:nothing@127.0.0.1:1/none",
    REDIS_URL: "redis://127.0.0.1:1",
    NEXTAUTH_SECRET: "only-for-tests-0123456789abcdef0123456789abcdef",
    NEXTAUTH_URL: "http://portal.test:3000",
    LOG_LEVEL: "silent",
    ...parts,
  };
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
}
