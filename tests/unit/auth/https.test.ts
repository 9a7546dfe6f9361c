import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { callbackCookieName } from "@/lib/auth/config";
import { knownBrowserCookieName, sessionCookieName } from "@/lib/auth/tokens";
import { assertOwnOrigin } from "@/lib/http/own-origin";
import { stubSettings } from "./settings";

beforeAll(() => stubSettings({ NEXTAUTH_URL: "https://portal.test" }));
afterAll(() => {
  vi.unstubAllEnvs();
});

const partsOf = (headers: Record<string, string>) => ({
  header: (name: string) => headers[name] ?? null,
  cookie: () => null,
});

test("on https the cookies are bound to the host", () => {
  expect(sessionCookieName()).toBe("__Host-next-auth.session-token");
  expect(knownBrowserCookieName()).toBe("__Host-known-browser");
  expect(callbackCookieName()).toBe("__Secure-next-auth.callback-url");
});

test("on https a write comes from the portal's address, whatever host was asked", () => {
  expect(() =>
    assertOwnOrigin(partsOf({ origin: "https://portal.test", host: "10.0.0.5:3000" })),
  ).not.toThrow();
});

test.each([
  ["the same host without https", "http://portal.test"],
  ["the host that was asked, which is not the portal's", "https://10.0.0.5"],
  ["the same name on another port", "https://portal.test:8443"],
])("on https a write from elsewhere is refused: %s", (_, origin) => {
  const host = new URL(origin).host;
  expect(() => assertOwnOrigin(partsOf({ origin, host }))).toThrow("access.foreign_origin");
});
