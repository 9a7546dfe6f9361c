import { expect, test } from "vitest";
import { hashPassword, oneTimePassword, verifyPassword } from "@/lib/accounts/password";

test("a password is kept as argon2id with at least 19 MiB and two passes", async () => {
  expect(await hashPassword("correct horse")).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("the right password is known, any other is not", async () => {
  const hash = await hashPassword("correct horse");
  expect(await verifyPassword(hash, "correct horse")).toBe(true);
  expect(await verifyPassword(hash, "Correct horse")).toBe(false);
  expect(await verifyPassword(hash, "correct horse ")).toBe(false);
});

test("a password that a keyboard composes or widens differently is the same", async () => {
  const hash = await hashPassword("caf\u00e9 2026 号");
  expect(await verifyPassword(hash, "cafe\u0301 ２０２６ 号")).toBe(true);
});

test("where there is no account no password is right, not even the one that is compared with", async () => {
  expect(await verifyPassword(null, "no account has this password")).toBe(false);
});

test("whoever comes when too many wait is told at once, and those who wait are served", async () => {
  const hash = await hashPassword("correct horse");
  const results = await Promise.allSettled(
    Array.from({ length: 230 }, () => verifyPassword(hash, "correct horse")),
  );
  const served = results.filter((result) => result.status === "fulfilled" && result.value);
  const refused = results.filter((result) => result.status === "rejected");
  expect(served).toHaveLength(202);
  expect(refused).toHaveLength(28);
  for (const { reason } of refused) {
    expect(reason).toMatchObject({ kind: "unavailable", reason: "common.overloaded" });
  }
  expect(await verifyPassword(hash, "correct horse")).toBe(true);
});

test("one-time passwords are long, differ, and hold no character that reads like another", () => {
  const some = Array.from({ length: 500 }, oneTimePassword);
  expect(new Set(some).size).toBe(500);
  for (const password of some) expect(password).toMatch(/^[a-hjkmnp-z2-9]{14}$/);
});
