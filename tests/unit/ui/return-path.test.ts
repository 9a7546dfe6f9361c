import fc from "fast-check";
import { expect, test } from "vitest";
import { returnPath } from "@/components/accounts/return-path";
import { checkProperty } from "../../support/property";

test.each(["/stats/sales", "/stores?q=%E5%BA%97&page=2", "/stores/1101002#top"])(
  "%s is a place to come back to",
  (path) => {
    expect(returnPath(path)).toBe(path);
  },
);

test.each([
  undefined,
  "",
  "stats/sales",
  "https://example.com/",
  "//example.com",
  "/\\example.com",
  "/stats\\..\\x",
  "/.//example.com",
  "/a/..//example.com",
  "/\t/example.com",
  "/店",
  "javascript:alert(1)",
  "/login",
  "/login?callbackUrl=/login",
])("%s leads home", (path) => {
  expect(returnPath(path)).toBe("/");
});

test("whatever is asked for, a browser stays on this site and out of the log-in", async () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "%2f",
    "%5c",
    "\t",
    "\n",
    " ",
    "@",
    ":",
    "?",
    "#",
    "a",
  );
  const path = fc.oneof(
    fc.string({ unit: "binary", maxLength: 40 }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join("")}`),
    fc.webUrl(),
  );
  await checkProperty(
    "return path",
    fc.property(path, (asked) => {
      const base = "https://portal.example";
      const url = new URL(returnPath(asked), base);
      expect(url.origin).toBe(base);
      expect(url.href.startsWith(`${base}//`)).toBe(false);
      expect(url.pathname === "/login").toBe(false);
    }),
    2_000,
  );
});
