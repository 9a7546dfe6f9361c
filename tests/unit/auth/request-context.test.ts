import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { anonymousContext, partsOf, signedContext } from "@/lib/auth/request-context";
import { encodeBearer } from "@/lib/auth/tokens";
import { pageParts } from "@/lib/http/page-parts";
import { stubSettings } from "./settings";

beforeAll(() => stubSettings());
afterAll(() => {
  vi.unstubAllEnvs();
});

const contextOf = (headers: Record<string, string>) =>
  anonymousContext(partsOf(new Request("http://portal.test:3000/", { headers })));

test("the caller's request number is taken when it is one, and another is made when it is not", () => {
  expect(contextOf({ "x-request-id": "order-77.retry_2" }).requestId).toBe("order-77.retry_2");
  for (const given of ["short", "x".repeat(65), "with blank in it", "a<script>b</script>"]) {
    expect(contextOf({ "x-request-id": given }).requestId).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test("the address is what the Node entry established and nothing that a caller says", () => {
  expect(contextOf({ "x-client-address": "198.51.100.4" }).origin.address).toBe("198.51.100.4");
  expect(contextOf({ "x-forwarded-for": "203.0.113.9", "x-real-ip": "203.0.113.9" }).origin.address).toBe("");
});

test("the language is the reader's choice, then that of the browser, then Chinese", () => {
  expect(contextOf({}).locale).toBe("zh-CN");
  expect(contextOf({ "accept-language": "en-GB,en;q=0.9" }).locale).toBe("en");
  expect(contextOf({ "accept-language": "en", cookie: "locale=zh-CN" }).locale).toBe("zh-CN");
  expect(contextOf({ "accept-language": "fr", cookie: "locale=<x>" }).locale).toBe("zh-CN");
});

test("cookies are read one by one, also where one is broken", () => {
  const { cookie } = partsOf(
    new Request("http://portal.test/", { headers: { cookie: "a=1; b=x%20y; broken; c=%zz; d=p=q" } }),
  );
  expect(["a", "b", "broken", "c", "d", "e"].map(cookie)).toEqual(["1", "x y", null, "%zz", "p=q", null]);
});

test.each([
  ["nothing", {}],
  ["a bearer of nothing", { authorization: "Bearer" }],
  ["a bearer that cannot be read", { authorization: "Bearer garbage" }],
  ["a cookie that cannot be read", { cookie: "next-auth.session-token=garbage" }],
])("a request that carries %s has no caller, without asking the database", async (_, headers) => {
  const parts = partsOf(new Request("http://portal.test/", { headers }));
  expect((await signedContext(parts)).actor).toEqual({ type: "anonymous" });
});

test("a request with a bearer token is not one by cookie, whatever cookie comes along", async () => {
  const headers = { authorization: "bearer garbage", cookie: "next-auth.session-token=garbage" };
  expect(await signedContext(partsOf(new Request("http://portal.test/", { headers })))).toMatchObject({
    isByCookie: false,
    actor: { type: "anonymous" },
  });
});

test("another scheme is that of a proxy in front: the cookie decides, so writes need an origin", async () => {
  const headers = { authorization: "Basic c3RhZ2luZzpzdGFnaW5n" };
  const { isByCookie } = await signedContext(partsOf(new Request("http://portal.test/", { headers })));
  expect(isByCookie).toBe(true);
});

test("a bearer token that is over is told so, that the client may refresh it", async () => {
  vi.useFakeTimers({ now: new Date("2026-11-20T04:00:00Z"), toFake: ["Date"] });
  try {
    const headers = { authorization: `Bearer ${await encodeBearer("x")}` };
    vi.setSystemTime(new Date("2026-11-20T06:00:00Z"));
    await expect(
      signedContext(partsOf(new Request("http://portal.test/", { headers }))),
    ).rejects.toMatchObject({
      kind: "token_expired",
      reason: "access.token_expired",
    });
  } finally {
    vi.useRealTimers();
  }
});

test("pages and forms do not read an Authorization header", async () => {
  const headers = new Headers({ authorization: "Bearer garbage", "x-request-id": "request-1" });
  const parts = pageParts(headers, { get: () => undefined });
  expect(parts.header("authorization")).toBeNull();
  expect(parts.header("x-request-id")).toBe("request-1");
});
