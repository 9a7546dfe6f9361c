import { describe, expect, it } from "vitest";
import { isClaim, requestIdOf } from "@/lib/web/request-headers";

describe("request ids", () => {
  it.each(["12345678", "a.b-c_d1", "f".repeat(64)])("%s is kept", (id) => {
    expect(requestIdOf(id)).toBe(id);
  });

  it.each([
    undefined,
    "",
    "1234567",
    "f".repeat(65),
    "abc def gh",
    "abcdefg\n1",
    "abcdefg<b>",
    "订单号订单号订单号",
  ])("%s is replaced by one of ours", (id) => {
    expect(requestIdOf(id)).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("a header sent twice is replaced", () => {
    expect(requestIdOf(["12345678", "12345678"])).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("what a caller may not claim", () => {
  it.each([
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-forwarded-proto",
    "x-forwarded-server",
    "x-real-ip",
    "x-client-address",
    "x-middleware-subrequest",
    "x-middleware-rewrite",
    "x-nonce",
    "x-rewrite-url",
    "x-original-url",
    "x-invoke-path",
    "x-matched-path",
    "x-nextjs-data",
    "x-now-route-matches",
    "next-resume",
  ])("%s", (name) => {
    expect(isClaim(name)).toBe(true);
  });

  it.each([
    "host",
    "cookie",
    "rsc",
    "next-action",
    "next-router-state-tree",
    "x-request-id",
    "accept-language",
    "origin",
  ])("%s is handed on", (name) => {
    expect(isClaim(name)).toBe(false);
  });
});
