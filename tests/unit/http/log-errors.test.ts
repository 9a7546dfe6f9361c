import { DrizzleQueryError } from "drizzle-orm";
import pino from "pino";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { log } from "@/lib/core/log";
import { stubSettings } from "../auth/settings";

beforeAll(() => stubSettings());
afterAll(() => {
  vi.unstubAllEnvs();
});

test("a line about a failed statement holds the statement and none of its values", () => {
  const cause = Object.assign(new Error("Lost connection"), {
    code: "PROTOCOL_CONNECTION_LOST",
    sql: "update accounts set password_hash = 'canary'",
    parameters: ["canary"],
  });
  const error = new DrizzleQueryError("update accounts set password_hash = ?", ["canary"], cause);
  const { err } = Reflect.get(log(), pino.symbols.serializersSym);
  const line = JSON.stringify(err(error));
  expect(line).toContain("update accounts set password_hash = ?");
  expect(line).toContain("PROTOCOL_CONNECTION_LOST");
  expect(line).toContain("log-errors.test.ts");
  expect(line).not.toContain("canary");
});
