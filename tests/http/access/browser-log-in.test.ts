import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts, sessions } from "@/db/schema/accounts";
import { type Browser, loginBearer, loginBrowser, openBrowser } from "@/tests/support/browser";
import { testDatabase } from "@/tests/support/database";
import type { RunningWeb } from "@/tests/support/servers";
import { credentialsOf, fillForm, mintFranchise, movedTo, startOwnWeb } from "./portal";

let web: RunningWeb;
const { adminDb } = testDatabase();

beforeAll(async () => {
  web = await startOwnWeb();
}, 120_000);
afterAll(async () => {
  await web?.stop();
});

type Form = Record<string, string>;

async function csrfOf(browser: Browser): Promise<string> {
  const answer = await browser.fetch("/api/auth/csrf");
  return ((await answer.json()) as { csrfToken: string }).csrfToken;
}

async function submit(browser: Browser, form: Form, headers: Record<string, string> = {}) {
  const answer = await browser.fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers,
    body: new URLSearchParams({ json: "true", ...form }),
  });
  const body = (await answer.json()) as { url: string };
  return { answer, body, reason: new URL(body.url).searchParams.get("error") };
}

async function logIn(browser: Browser, form: Form, headers: Record<string, string> = {}) {
  return submit(browser, { csrfToken: await csrfOf(browser), ...form }, headers);
}

const sessionCookie = "next-auth.session-token";

test("the form opens a session that scripts cannot read and that goes to this site only", async () => {
  const { main } = await mintFranchise();
  const browser = openBrowser(web.url);
  const { answer, reason } = await logIn(browser, credentialsOf(main));
  expect(answer.status).toBe(200);
  expect(reason).toBeNull();
  const lines = answer.headers.getSetCookie();
  for (const name of [sessionCookie, "known-browser"]) {
    const line = lines.find((one) => one.startsWith(`${name}=`)) ?? "";
    expect(line).toMatch(/; HttpOnly/);
    expect(line).toMatch(/; SameSite=Lax/i);
    expect(line).toMatch(/; Path=\//);
  }
  expect(await (await browser.fetch("/api/auth/session")).json()).toEqual({ expires: expect.any(String) });
  expect((await browser.fetch("/stores")).status).toBe(200);
});

test("unknown account, wrong password, disabled account and no fields at all get the same answer", async () => {
  const { main } = await mintFranchise();
  const { main: disabled } = await mintFranchise();
  await adminDb.update(accounts).set({ status: "disabled" }).where(eq(accounts.id, disabled.id));
  const forms: Form[] = [
    { account: "nobody-has-this", password: "x" },
    { account: main.accountNumber, password: "x" },
    credentialsOf(disabled),
    { account: "  ", password: "x" },
    { account: "a".repeat(5_000), password: "b".repeat(5_000) },
    {},
  ];
  for (const form of forms) {
    const { answer, body } = await logIn(openBrowser(web.url), form);
    expect(answer.status).toBe(401);
    expect(body).toEqual({ url: `${web.url}/api/auth/error?error=accounts.log_in_failed` });
    expect(answer.headers.getSetCookie().join()).not.toContain(sessionCookie);
  }
});

test("who is throttled is told for how long", async () => {
  const { main } = await mintFranchise();
  for (let time = 0; time < 5; time += 1)
    await logIn(openBrowser(web.url), { account: main.phone, password: "x" });
  const { reason } = await logIn(openBrowser(web.url), credentialsOf(main));
  expect(reason).toMatch(/^accounts\.throttled:\d{1,2}$/);
});

test("the owner's own browser gets in while others guess", async () => {
  const { main } = await mintFranchise();
  const known = await loginBrowser(web.url, credentialsOf(main));
  for (let time = 0; time < 12; time += 1)
    await logIn(openBrowser(web.url), { account: main.phone, password: "x" });
  expect((await logIn(openBrowser(web.url), credentialsOf(main))).reason).toMatch(/throttled/);
  known.cookies.delete(sessionCookie);
  expect((await logIn(known, credentialsOf(main))).reason).toBeNull();
});

test("a browser's own secret that we did not give out is not taken, and does not stop a log-in", async () => {
  const { main } = await mintFranchise();
  for (const given of ["x".repeat(500), "short", "%zz"]) {
    const browser = openBrowser(web.url);
    browser.cookies.set("known-browser", given);
    expect((await logIn(browser, credentialsOf(main))).reason).toBeNull();
    expect(browser.cookies.get("known-browser")).toMatch(/^[\w-]{43}$/);
  }
});

test("a log-in that another site sends, or without the form's token, opens nothing and says why", async () => {
  const { main } = await mintFranchise();
  const form = credentialsOf(main);
  const foreign = await logIn(openBrowser(web.url), form, { origin: "https://evil.example" });
  expect(foreign.answer.status).toBe(403);
  expect(foreign.reason).toBe("access.foreign_origin");
  for (const csrfToken of ["", "x", "0".repeat(64)]) {
    const { answer, reason, body } = await submit(openBrowser(web.url), { ...form, csrfToken });
    expect(answer.status).toBe(403);
    expect(reason).toBe("access.form_expired");
    expect(body).toMatchObject({ code: 1402, requestId: expect.any(String) });
    expect(answer.headers.getSetCookie().join()).not.toContain(sessionCookie);
  }
});

test.each([
  ["JSON", "application/json", '{"account":{"a":1},"password":["b"],"callbackUrl":5}'],
  ["broken JSON", "application/json", "{"],
  ["text", "text/plain", "account=a"],
  ["nothing", "", ""],
])("a log-in in another form than the page's is refused, not stumbled over: %s", async (_, type, body) => {
  const headers = { "content-type": type };
  const answer = await openBrowser(web.url).fetch("/api/auth/callback/credentials", {
    method: "POST",
    headers,
    body,
  });
  expect(answer.status).toBe(415);
  expect(await answer.json()).toMatchObject({ code: 1415, reason: "common.form_expected" });
});

test("next-auth leads nowhere but to the portal", async () => {
  const { main } = await mintFranchise();
  for (const callbackUrl of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "garbage",
  ]) {
    const browser = openBrowser(web.url);
    const { body } = await logIn(browser, { ...credentialsOf(main), callbackUrl });
    expect(body.url).toBe(web.url);
    const csrfToken = await csrfOf(browser);
    const out = await browser.fetch("/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, callbackUrl }),
    });
    expect(out.status).toBe(302);
    expect(out.headers.get("location")).toBe(web.url);
  }
});

test.each(["javascript:alert(1)", "garbage", "http://"])(
  "a way back that is no address is refused, not stumbled over: %s",
  async (text) => {
    const asked = await fetch(`${web.url}/api/auth/csrf?callbackUrl=${encodeURIComponent(text)}`);
    expect(asked.status).toBe(400);
    const headers = { cookie: `next-auth.callback-url=${encodeURIComponent(text)}` };
    expect((await fetch(`${web.url}/api/auth/session`, { headers })).status).toBe(400);
  },
);

test("strangers learn from next-auth that there is a form, and nothing else", async () => {
  const stranger = openBrowser(web.url);
  expect(await (await stranger.fetch("/api/auth/session")).json()).toEqual({});
  expect(await (await stranger.fetch("/api/auth/providers")).json()).toMatchObject({
    credentials: { type: "credentials" },
  });
  for (const call of [
    "signin",
    "signin/credentials",
    "error",
    "verify-request",
    "_log",
    "callback",
    "callback/x",
    "x",
  ]) {
    for (const method of ["GET", "POST"]) {
      const answer = await stranger.fetch(`/api/auth/${call}`, { method });
      expect(answer.status, `${method} ${call}`).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 1404 });
    }
  }
  for (const call of ["csrf", "providers", "session"]) {
    expect((await stranger.fetch(`/api/auth/${call}`, { method: "POST" })).status).toBe(405);
  }
});

test("logging out needs the form's token and an origin of ours", async () => {
  const { main } = await mintFranchise();
  const browser = await loginBrowser(web.url, credentialsOf(main));
  const csrfToken = await csrfOf(browser);
  const out = (form: Form, headers: Record<string, string> = {}) =>
    movedTo(web.url, browser).fetch("/api/auth/signout", {
      method: "POST",
      headers,
      body: new URLSearchParams({ json: "true", ...form }),
    });
  expect((await out({ csrfToken: "x" })).status).toBe(403);
  expect((await out({ csrfToken }, { origin: "https://evil.example" })).status).toBe(403);
  expect((await browser.fetch("/api/mbi/me")).status).toBe(200);
  expect((await out({ csrfToken })).status).toBe(200);
  expect((await browser.fetch("/api/mbi/me")).status).toBe(401);
});

test("whoever logs in anew in a browser leaves no session behind", async () => {
  const { main, staff } = await mintFranchise();
  const browser = await loginBrowser(web.url, credentialsOf(main));
  const former = movedTo(web.url, browser);
  expect((await logIn(browser, credentialsOf(staff))).reason).toBeNull();
  expect((await former.fetch("/api/mbi/me")).status).toBe(401);
  expect(await (await browser.fetch("/api/mbi/me")).json()).toMatchObject({
    data: { accountNumber: staff.accountNumber },
  });
  const rows = await adminDb.select().from(sessions).where(eq(sessions.accountId, main.id));
  expect(rows.map((row) => row.ending)).toEqual(["log_out"]);
});

test("a bearer token does not open a page, nor as a cookie, and a cookie does not open a call as a bearer token", async () => {
  const { main } = await mintFranchise();
  const { token } = await loginBearer(web.url, credentialsOf(main));
  const browser = await loginBrowser(web.url, credentialsOf(main));
  const headers = { authorization: `Bearer ${token}` };
  expect((await fetch(`${web.url}/stores`, { headers, redirect: "manual" })).status).toBe(307);
  const both = { ...headers, cookie: `${sessionCookie}=garbage` };
  expect((await fetch(`${web.url}/stores`, { headers: both, redirect: "manual" })).status).toBe(307);
  const swapped = openBrowser(web.url);
  swapped.cookies.set(sessionCookie, token);
  expect((await swapped.fetch("/api/mbi/me")).status).toBe(401);
  expect((await swapped.fetch("/stores")).status).toBe(307);
  const asBearer = {
    authorization: `Bearer ${decodeURIComponent(browser.cookies.get(sessionCookie) ?? "")}`,
  };
  expect((await fetch(`${web.url}/api/mbi/me`, { headers: asBearer })).status).toBe(401);
  const behindProxy = { authorization: "Basic c3RhZ2luZzp4" };
  expect((await browser.fetch("/api/mbi/me", { headers: behindProxy })).status).toBe(200);
  expect((await browser.fetch("/stores", { headers: behindProxy })).status).toBe(200);
});

test("a first password leads to its change from every page, and opens no call", async () => {
  const { main } = await mintFranchise();
  await adminDb.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, main.id));
  const browser = await loginBrowser(web.url, credentialsOf(main));
  for (const path of ["/", "/stores", "/stats/sales"]) {
    const page = await browser.fetch(path);
    expect(page.headers.get("location"), path).toBe("/account");
  }
  expect((await browser.fetch("/account")).status).toBe(200);
  expect(await (await browser.fetch("/api/mbi/stores")).json()).toMatchObject({
    reason: "access.password_change_needed",
  });
  const body = await fillForm(browser, "/account", {
    currentPassword: main.password,
    newPassword: "nine lamps above the canal",
  });
  await browser.fetch("/account", { method: "POST", body });
  expect((await browser.fetch("/stores")).status).toBe(200);
  expect((await browser.fetch("/api/mbi/stores")).status).toBe(200);
});

test("a form's action that another site, nobody, or a stranger sends changes nothing", async () => {
  const { main } = await mintFranchise();
  const browser = await loginBrowser(web.url, credentialsOf(main));
  const values = { currentPassword: main.password, newPassword: "ten lamps above the canal" };
  const form = () => fillForm(browser, "/account", values);
  expect([...(await form()).keys()].some((key) => key.startsWith("$ACTION"))).toBe(true);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const attempts: Record<string, string>[] = [
    { cookie },
    { cookie, origin: "https://evil.example" },
    { cookie, origin: "null" },
    { origin: web.url },
    { origin: web.url, cookie: `${sessionCookie}=garbage` },
  ];
  for (const headers of attempts) {
    const answer = await fetch(`${web.url}/account`, {
      method: "POST",
      headers,
      body: await form(),
      redirect: "manual",
    });
    expect(answer.status).not.toBe(303);
    await answer.body?.cancel();
  }
  const [row] = await adminDb.select().from(accounts).where(eq(accounts.id, main.id));
  expect(row?.updatedAt).toEqual(new Date("2026-01-01T00:00:00.000Z"));
  await browser.fetch("/account", { method: "POST", body: await form() });
  const [changed] = await adminDb.select().from(accounts).where(eq(accounts.id, main.id));
  expect(changed?.passwordHash).not.toBe(row?.passwordHash);
});
