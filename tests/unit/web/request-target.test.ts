import { describe, expect, it } from "vitest";
import { isHostValid, isPathPlain, pathOf } from "@/lib/web/request-target";

describe("paths that are handed on", () => {
  it.each([
    "/",
    "/stores",
    "/stores/1001/",
    "/api/mbi/stats/sales",
    "/_next/static/chunks/app/%5Bcode%5D/page-1a.js",
    "/stores/%E4%B8%8A%E6%B5%B7",
    "/.well-known/security.txt",
    "/a..b",
    "/a;b",
    "/a%20b",
  ])("%s", (path) => {
    expect(isPathPlain(path)).toBe(true);
  });
});

describe("paths that two readers could read differently are refused", () => {
  it.each([
    "//evil.example",
    "/a//b",
    "/a%2fb",
    "/a%2Fb",
    "/a%5cb",
    "/a\\b",
    "/..;/stores",
    "/a/../b",
    "/a/..",
    "/./a",
    "/%2e%2e/a",
    "/%2E/a",
    "/a%00",
    "/a%",
    "/a%zz",
    "/a%4",
    "/a b",
    "/\u00e9",
    "/a\tb",
    "*",
    "",
    "http://evil.example/",
    "evil.example:443",
  ])("%s", (path) => {
    expect(isPathPlain(path)).toBe(false);
  });
});

describe("the path of a request", () => {
  it.each([
    ["/a?b=//c", "/a"],
    ["/a", "/a"],
    ["/?", "/"],
  ])("%s", (url, path) => {
    expect(pathOf(url)).toBe(path);
  });
});

describe("hosts", () => {
  it.each([
    "localhost",
    "localhost:3000",
    "portal.example.com",
    "web_1",
    "10.0.0.1:80",
    "[::1]",
    "[2001:db8::1]:3000",
  ])("%s is one", (host) => {
    expect(isHostValid(host)).toBe(true);
  });
  it.each(["", "a/b", "a b", "a@b", "a:b", "a:123456", "[::1", "a,b", "a?b", "a#b"])("%s is none", (host) => {
    expect(isHostValid(host)).toBe(false);
  });
});
