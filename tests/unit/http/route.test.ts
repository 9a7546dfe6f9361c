import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { bodyObject, fileRoute, queryObject, type RouteInput, route } from "@/lib/http/route";
import { stubSettings } from "../auth/settings";

beforeAll(() => stubSettings());
afterAll(() => {
  vi.unstubAllEnvs();
});

const url = "http://portal.test:3000/api/mbi/x";
const json = { "content-type": "application/json" };
const context = (params = {}) => ({ params: Promise.resolve(params) });

/** What reaches a handler, or the refusal that was answered instead. */
async function reaches(init: RequestInit & { path?: string }, params = {}): Promise<unknown> {
  let input: RouteInput | undefined;
  const handler = route({
    caller: "public",
    answer: z.null(),
    run: async (_ctx, given) => {
      input = given;
      return null;
    },
  });
  const response = await handler(new Request(`${url}${init.path ?? ""}`, init), context(params));
  return input ?? response.json();
}

test("a success is answered in the one form, with the caller's request number and not to be kept", async () => {
  const handler = route({
    caller: "public",
    answer: z.object({ a: z.number() }),
    run: async () => ({ a: 1 }),
  });
  const response = await handler(new Request(url, { headers: { "x-request-id": "request-77" } }), context());
  expect(response.status).toBe(200);
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    code: 1200,
    message: "ok",
    data: { a: 1 },
    requestId: "request-77",
  });
});

test("a failure is answered in the one form, in the caller's language and not to be kept", async () => {
  const handler = route({
    caller: "public",
    answer: z.never(),
    run: async () => {
      throw new AppError("rate_limited", "accounts.throttled", {
        params: { seconds: 9 },
        retryAfterSeconds: 9,
      });
    },
  });
  const headers = { "x-request-id": "request-78", "accept-language": "en" };
  const response = await handler(new Request(url, { headers }), context());
  expect(response.status).toBe(429);
  expect(response.headers.get("retry-after")).toBe("9");
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(await response.json()).toEqual({
    code: 1429,
    message: "Too many attempts; try again in 9 seconds.",
    reason: "accounts.throttled",
    requestId: "request-78",
  });
});

test("an answer that leaves its schema is a fault of ours and does not go out", async () => {
  const answer = z.object({ a: z.number() });
  const handler = route({ caller: "public", answer, run: async () => ({ a: "secret" }) as never });
  const response = await handler(new Request(url), context());
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("secret");
});

test.each([
  ["JSON", json],
  ["JSON that names its characters", { "content-type": "Application/JSON; charset=UTF-8" }],
])("a body is read: %s", async (_, headers) => {
  expect(await reaches({ method: "POST", headers, body: '{"a":[1]}' })).toMatchObject({ body: { a: [1] } });
});

test("no body is an empty object, whatever it calls itself", async () => {
  expect(await reaches({ method: "POST" })).toMatchObject({ body: {} });
  expect(await reaches({ method: "DELETE", headers: { "content-type": "text/plain" } })).toMatchObject({
    body: {},
  });
});

test.each([
  ["a form", "application/x-www-form-urlencoded"],
  ["text, as a form of another site can send it", "text/plain"],
  ["a name that only begins like JSON", "application/json-seq"],
  ["other characters", "application/json; charset=gbk"],
  ["nothing", ""],
])("a body of another type is refused: %s", async (_, type) => {
  const headers = { "content-type": type };
  expect(await reaches({ method: "POST", headers, body: "{}" })).toMatchObject({ code: 1415 });
});

test.each([
  ["not JSON", "{", "common.body_not_json"],
  ["a number that is none", '{"a":NaN}', "common.body_not_json"],
  ["something behind it", "{}x", "common.body_not_json"],
])("a body that cannot be read is refused: %s", async (_, body, reason) => {
  expect(await reaches({ method: "POST", headers: json, body })).toMatchObject({ code: 1403, reason });
});

test("JSON of any depth is read without a fault", async () => {
  const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
  expect(await reaches({ method: "POST", headers: json, body: deep })).toHaveProperty("body");
  const object = `${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`;
  expect(await reaches({ method: "POST", headers: json, body: object })).toHaveProperty("body");
});

test.each([["null"], ["[]"], ['"text"'], ["5"], ["true"]])(
  "a body that is no object is told so: %s",
  (text) => {
    expect(() => bodyObject(JSON.parse(text))).toThrow("common.body_not_object");
  },
);

test("a body's __proto__ is a field like any other and changes no prototype", () => {
  const body = bodyObject(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":1}'));
  expect(Object.keys(body)).toEqual(["__proto__", "constructor"]);
  expect(Object.getPrototypeOf(body)).toBe(Object.prototype);
  expect("isAdmin" in {}).toBe(false);
});

test("a name that stands twice in a query is a list, and __proto__ is a name like any other", () => {
  const query = queryObject(new URLSearchParams("a=1&b=2&b=3&__proto__=x&c="));
  expect(Object.entries(query)).toEqual([
    ["a", "1"],
    ["b", ["2", "3"]],
    ["__proto__", "x"],
    ["c", ""],
  ]);
  expect(Object.getPrototypeOf(query)).toBe(Object.prototype);
});

test("parameters of the path are texts", async () => {
  expect(await reaches({ path: "?q=1" }, { code: "S1" })).toMatchObject({ params: { code: "S1" } });
});

test("whoever is not signed in is told so before the body is read, by both doors", async () => {
  const run = vi.fn();
  const closed = route({ caller: "user", answer: z.null(), run });
  const file = fileRoute({ run });
  const broken = { method: "POST", headers: json, body: "{" };
  for (const handler of [closed, file]) {
    const response = await handler(new Request(url, broken), context());
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 1401, reason: "access.not_signed_in" });
  }
  expect(run).not.toHaveBeenCalled();
});
