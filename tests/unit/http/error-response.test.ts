import { DrizzleQueryError } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AppError } from "@/lib/core/errors";
import { errorResponse, toAppError, toFailure } from "@/lib/http/error-response";
import { stubSettings } from "../auth/settings";

beforeAll(() => stubSettings());
afterAll(() => {
  vi.unstubAllEnvs();
});

const ctx = { requestId: "request-1", locale: "en" as const };

function databaseError(errno: number): Error {
  const cause = Object.assign(new Error("Duplicate entry"), { errno, sql: "select 'canary'" });
  return new DrizzleQueryError("select * from accounts where phone = ?", ["canary"], cause);
}

test("what nobody meant is answered without a word about it", async () => {
  for (const thrown of [
    databaseError(1062),
    new TypeError("x is not a function at /srv/app.ts"),
    "text",
    null,
  ]) {
    const response = errorResponse(thrown, ctx);
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      code: 1500,
      message: expect.stringContaining("our side"),
      reason: "common.internal",
      requestId: "request-1",
    });
  }
});

test.each([1040, 1203, 1053, 1969, 1226])(
  "an overloaded database (%i) is told as such, with a time to come back",
  (errno) => {
    const response = errorResponse(databaseError(errno), ctx);
    expect(response.status).toBe(503);
    expect(response.headers.get("retry-after")).toBe("5");
  },
);

test("what is meant keeps its reason, and is told in the reader's language", () => {
  const error = toAppError(
    new AppError("forbidden", "access.permission_missing", { params: { permission: "x.y" } }),
    ctx,
  );
  expect(toFailure(error, ctx).message).toContain("x.y");
  expect(toFailure(error, { ...ctx, locale: "zh-CN" }).message).toContain("没有权限 x.y");
});

test("a field's reason is told in words, a sentence stays as it is", () => {
  const fields = [
    { path: "newPassword", message: "accounts.password_too_short" },
    { path: "page", message: "Too small: expected number to be >=1" },
  ];
  const { fields: told } = toFailure(new AppError("invalid", "common.invalid_input", { fields }), ctx);
  expect(told).toEqual([
    { path: "newPassword", message: "The new password needs at least 10 characters." },
    { path: "page", message: "Too small: expected number to be >=1" },
  ]);
});

test("a reason without a text shows its reader no key", () => {
  const { message } = toFailure(new AppError("refused", "nobody.wrote_this"), ctx);
  expect(message).not.toContain("nobody");
});

test("an error of its own code keeps it", () => {
  expect(toFailure(new AppError("refused", "persons.phone_missing", { code: 2001 }), ctx).code).toBe(2001);
});
