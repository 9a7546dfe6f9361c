import { expect, test } from "vitest";
import { AppError, databaseErrno, errorKinds, invariant } from "@/lib/core/errors";

test("every kind of failure has the status and the code that the interface promises", () => {
  const promised = Object.fromEntries(
    Object.entries(errorKinds).map(([kind, { status, code }]) => [kind, `${status} ${code}`]),
  );
  expect(promised).toEqual({
    invalid: "400 1403",
    unauthenticated: "401 1401",
    token_expired: "401 1406",
    forbidden: "403 1402",
    not_found: "404 1404",
    method: "405 1405",
    conflict: "409 1409",
    too_large: "413 1413",
    media_type: "415 1415",
    refused: "422 1422",
    rate_limited: "429 1429",
    internal: "500 1500",
    upstream: "502 1101",
    unavailable: "503 1503",
  });
});

test("an error keeps its kind, its reason, its extras and its cause", () => {
  const cause = new Error("driver");
  const error = new AppError("conflict", "roles.name_taken", { params: { name: "店长" }, cause });
  expect(error).toMatchObject({
    kind: "conflict",
    reason: "roles.name_taken",
    extras: { params: { name: "店长" } },
  });
  expect(error.cause).toBe(cause);
  expect(new AppError("refused", "a.b")).not.toHaveProperty("cause");
});

test("a broken invariant fails, a kept one does not", () => {
  expect(() => invariant(false, "a row is there")).toThrow("broken invariant: a row is there");
  expect(() => invariant(0, "zero is not true")).toThrow();
  expect(() => invariant("x", "kept")).not.toThrow();
});

test("the database's error number is found behind wrapping errors, and nothing else is taken for one", () => {
  const driver = Object.assign(new Error("dead-lock"), { errno: 1213 });
  expect(databaseErrno(driver)).toBe(1213);
  expect(databaseErrno(new Error("query failed", { cause: new Error("again", { cause: driver }) }))).toBe(
    1213,
  );
  expect(databaseErrno(new Error("other"))).toBeNull();
  expect(databaseErrno(Object.assign(new Error("x"), { errno: "1213" }))).toBeNull();
  expect(databaseErrno({ errno: 1213 })).toBeNull();
});
