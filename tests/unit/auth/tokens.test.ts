import { encode } from "next-auth/jwt";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { decodeBearer, decodeBrowser, encodeBearer, sessionCookieName } from "@/lib/auth/tokens";
import { env } from "@/lib/core/env";
import { stubSettings } from "./settings";

beforeEach(stubSettings);
afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const cookieOf = (sid: unknown) => encode({ token: { sid }, secret: env().NEXTAUTH_SECRET });

test("a bearer token gives back the secret that it carries", async () => {
  expect(await decodeBearer(await encodeBearer("secret-1"))).toEqual({
    state: "read",
    sessionToken: "secret-1",
  });
});

test("a cookie gives back the secret that it carries", async () => {
  expect(await decodeBrowser(await cookieOf("secret-2"))).toEqual({
    state: "read",
    sessionToken: "secret-2",
  });
});

test("a cookie does not open as a bearer token, nor a bearer token as a cookie", async () => {
  expect(await decodeBearer(await cookieOf("secret-3"))).toEqual({ state: "unreadable" });
  expect(await decodeBrowser(await encodeBearer("secret-3"))).toEqual({ state: "unreadable" });
});

test("a bearer token is told to be over after an hour", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-20T04:00:00Z"), toFake: ["Date"] });
  const token = await encodeBearer("secret-4");
  vi.setSystemTime(new Date("2026-11-20T04:59:59Z"));
  expect(await decodeBearer(token)).toMatchObject({ state: "read" });
  vi.setSystemTime(new Date("2026-11-20T05:00:30Z"));
  expect(await decodeBearer(token)).toEqual({ state: "expired" });
});

test.each([
  ["nothing", ""],
  ["no token at all", "garbage"],
  ["parts without sense", "a.b.c.d.e"],
])("what is no carrier opens nothing: %s", async (_, text) => {
  expect(await decodeBearer(text)).toEqual({ state: "unreadable" });
  expect(await decodeBrowser(text)).toEqual({ state: "unreadable" });
});

test("a carrier that was changed, made with another key, not encrypted or without a secret opens nothing", async () => {
  const token = await encodeBearer("secret-5");
  const [header, key, iv, text, tag] = token.split(".");
  const forged = [header, key, iv, `${text?.startsWith("A") ? "B" : "A"}${text?.slice(1)}`, tag].join(".");
  const plain = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"sid":"x"}').toString("base64url")}.`;
  const foreign = await encode({
    token: { sid: "x" },
    secret: "another secret of thirty-two letters",
    salt: "mbi.bearer",
  });
  const number = await encode({ token: { sid: 5 }, secret: env().NEXTAUTH_SECRET, salt: "mbi.bearer" });
  for (const one of [forged, plain, foreign, number])
    expect(await decodeBearer(one)).toEqual({ state: "unreadable" });
});

test("the carrier does not show the secret", async () => {
  const token = await encodeBearer("secret-to-hide");
  const shown = token.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
  expect(shown.join(" ")).not.toContain("secret-to-hide");
});

test("without https the cookie has no prefix that browsers would refuse", () => {
  expect(sessionCookieName()).toBe("next-auth.session-token");
});
