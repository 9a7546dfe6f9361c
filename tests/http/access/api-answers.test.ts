import { afterAll, beforeAll, expect, test } from "vitest";
import { type BearerClient, loginBearer, loginBrowser } from "@/tests/support/browser";
import type { MintedAccount } from "@/tests/support/factories/accounts";
import type { RunningWeb } from "@/tests/support/servers";
import { credentialsOf, mintFranchise, sendRaw, startOwnWeb } from "./portal";

let web: RunningWeb;
let main: MintedAccount;
let client: BearerClient;

beforeAll(async () => {
  [web, { main }] = await Promise.all([startOwnWeb({ LOG_LEVEL: "info" }), mintFranchise()]);
  client = await loginBearer(web.url, credentialsOf(main));
}, 120_000);
afterAll(async () => {
  await web?.stop();
});

const json = { "content-type": "application/json" };

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${web.url}${path}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

test("every answer is private, names its request and lets no browser guess", async () => {
  const answers = [
    await client.fetch("/api/mbi/me"),
    await fetch(`${web.url}/api/mbi/me`),
    await fetch(`${web.url}/api/mbi/nothing`),
    await fetch(`${web.url}/api/mbi/login`),
    await fetch(`${web.url}/api/auth/session`),
    await fetch(`${web.url}/api/auth/nothing`),
  ];
  for (const answer of answers) {
    expect(answer.headers.get("cache-control"), answer.url).toContain("no-store");
    expect(answer.headers.get("x-request-id"), answer.url).toMatch(/^[\w.-]{8,64}$/);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; frame-ancestors 'none'");
    expect(answer.headers.get("x-powered-by")).toBeNull();
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  }
});

test("the caller's request number comes back in the header, in the body, and in the failure's", async () => {
  const headers = { "x-request-id": "shop-17.retry_3" };
  for (const answer of [
    await client.fetch("/api/mbi/me", { headers }),
    await fetch(`${web.url}/api/mbi/me`, { headers }),
  ]) {
    expect(answer.headers.get("x-request-id")).toBe("shop-17.retry_3");
    expect(await answer.json()).toMatchObject({ requestId: "shop-17.retry_3" });
  }
});

test("messages are in the caller's language, reasons stay", async () => {
  const inLanguage = async (language: string) =>
    (await fetch(`${web.url}/api/mbi/me`, { headers: { "accept-language": language } })).json();
  expect(await inLanguage("en-US,en;q=0.8")).toMatchObject({
    message: "Please log in first.",
    reason: "access.not_signed_in",
  });
  expect(await inLanguage("de")).toMatchObject({ message: "请先登录", reason: "access.not_signed_in" });
});

test("an address without anything, in the API, is told in the form of every answer", async () => {
  for (const path of ["/api/mbi/nothing", "/api/mbi", "/api/nothing/at/all", "/api/mbi/ME"]) {
    for (const method of ["GET", "POST", "DELETE"]) {
      const answer = await fetch(`${web.url}${path}`, { method });
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 1404, reason: "common.no_such_path" });
    }
  }
});

test("a method that an address does not take is told so, and what it takes does not need a body", async () => {
  for (const [method, path] of [
    ["GET", "/api/mbi/login"],
    ["DELETE", "/api/mbi/me"],
    ["POST", "/api/mbi/me/password"],
    ["PROPFIND", "/api/mbi/me"],
    ["GET", "/api/auth/signout"],
  ] as const) {
    const answer = await sendRaw(web.url, path, { method });
    expect(answer.status, `${method} ${path}`).toBe(405);
    if (path.startsWith("/api/mbi/")) expect(JSON.parse(answer.body)).toMatchObject({ code: 1405 });
  }
  expect((await client.fetch("/api/mbi/me", { method: "HEAD" })).status).toBe(200);
  expect((await fetch(`${web.url}/api/mbi/me`, { method: "HEAD" })).status).toBe(401);
});

test.each([
  ["a list", "[1]", 1403, "common.body_not_object"],
  ["not JSON", "{", 1403, "common.body_not_json"],
  ["null", "null", 1403, "common.body_not_object"],
  ["numbers for texts", { account: 1, password: 2 }, 1403, "common.invalid_input"],
  ["a field that nobody knows", { account: "a", password: "b", totp: "1" }, 1403, "common.invalid_input"],
  ["a field of the door", { account: "a", password: "b", kind: "browser" }, 1403, "common.invalid_input"],
  ["a prototype", '{"account":"a","password":"b","__proto__":{}}', 1403, "common.invalid_input"],
  ["an account that is too long", { account: "a".repeat(65), password: "b" }, 1403, "common.invalid_input"],
  [
    "NUL and half characters",
    '{"account":"a\\u0000\\ud800","password":"\\udfff"}',
    1401,
    "accounts.log_in_failed",
  ],
])("a log-in with %s is answered, not stumbled over", async (_, body, code, reason) => {
  const answer = await post("/api/mbi/login", body);
  expect(answer.body).toMatchObject({ code, reason });
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts|select |Error:/);
});

test("the fields that are wrong are named, in the caller's language", async () => {
  const { body } = await post(
    "/api/mbi/login",
    { account: " ", password: "", x: 1 },
    { "accept-language": "en" },
  );
  expect(body.fields).toEqual(
    expect.arrayContaining([
      { path: "account", message: "Enter your account number or phone." },
      { path: "password", message: "Enter your password." },
      { path: "x", message: expect.any(String) },
    ]),
  );
});

test("a log-in answers tokens and the own account, which open the calls until they are exchanged", async () => {
  const { status, body } = await post("/api/mbi/login", credentialsOf(main));
  expect(status).toBe(200);
  const { token, refreshToken, expiresAt, account } = body.data;
  expect(account).toMatchObject({ accountNumber: main.accountNumber, kind: "main", storeCount: 2 });
  const lasts = new Date(expiresAt).getTime() - new Date(account.lastLoginAt).getTime();
  expect(Math.abs(lasts - 3_600_000)).toBeLessThan(60_000);
  const exchanged = await post("/api/mbi/token/refresh", { refreshToken });
  expect(exchanged.status).toBe(200);
  const asked = (bearer: string) =>
    fetch(`${web.url}/api/mbi/me`, { headers: { authorization: `Bearer ${bearer}` } });
  expect((await asked(exchanged.body.data.token)).status).toBe(200);
  expect((await asked(token)).status).toBe(401);
  expect((await post("/api/mbi/token/refresh", { refreshToken })).body).toMatchObject({ code: 1401 });
  expect((await asked(exchanged.body.data.token)).status).toBe(401);
});

test("a write that a cookie vouches for needs an origin of ours, one by bearer token does not", async () => {
  const browser = await loginBrowser(web.url, credentialsOf(main));
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const foreign: Record<string, string>[] = [{}, { origin: "https://evil.example" }, { origin: "null" }];
  for (const headers of foreign) {
    expect((await post("/api/mbi/logout", {}, { cookie, ...headers })).body).toMatchObject({
      code: 1402,
      reason: "access.foreign_origin",
    });
  }
  const simple = {
    method: "POST",
    headers: { cookie, "content-type": "text/plain", origin: web.url },
    body: "{}",
  };
  expect((await fetch(`${web.url}/api/mbi/logout`, simple)).status).toBe(415);
  expect((await browser.fetch("/api/mbi/me")).status).toBe(200);
  expect((await browser.fetch("/api/mbi/logout", { method: "POST" })).status).toBe(200);
  const other = await loginBearer(web.url, credentialsOf(main));
  expect((await other.fetch("/api/mbi/logout", { method: "POST" })).status).toBe(200);
});

test("whoever claims to come from elsewhere is counted at the place where he is", async () => {
  const { main: victim } = await mintFranchise();
  const statuses: number[] = [];
  for (let time = 0; time < 7; time += 1) {
    const headers = {
      "x-forwarded-for": `203.0.113.${time}`,
      "x-real-ip": `203.0.113.${time}`,
      "x-client-address": `203.0.113.${time}`,
    };
    statuses.push(
      (await post("/api/mbi/login", { account: victim.phone, password: "a guess" }, headers)).status,
    );
  }
  expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429]);
  const told = await post("/api/mbi/login", credentialsOf(victim), { "accept-language": "en" });
  expect(told.body).toMatchObject({ code: 1429, reason: "accounts.throttled" });
  expect(Number(told.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(told.body.message).toContain(`in ${told.headers.get("retry-after")} seconds`);
});

test("no line of the log holds a password, a token or a secret of the settings", async () => {
  const { body } = await post("/api/mbi/login", {
    account: main.accountNumber,
    password: "canary-wrong-password",
  });
  expect(body).toMatchObject({ code: 1401 });
  const lines = web.output();
  expect(lines).toContain("/api/mbi/login");
  for (const secret of [
    main.password,
    "canary-wrong-password",
    client.token,
    client.refreshToken,
    "only-for-tests",
  ]) {
    expect(lines).not.toContain(secret);
  }
});
