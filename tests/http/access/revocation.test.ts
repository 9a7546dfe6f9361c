import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts, sessions } from "@/db/schema/accounts";
import { rolePermissions } from "@/db/schema/roles";
import { type OwnRedis, ownRedis } from "@/tests/integration/jobs/own-redis";
import { type BearerClient, type Browser, loginBearer, loginBrowser } from "@/tests/support/browser";
import { testDatabase } from "@/tests/support/database";
import type { MintedAccount } from "@/tests/support/factories/accounts";
import { type RunningWeb, startWeb } from "@/tests/support/servers";
import { callAs, credentialsOf, type Franchise, fillForm, mintFranchise, movedTo } from "./portal";

/** Two web processes on one database, and a Redis of their own that is up, then killed. */
let redis: OwnRedis;
let one: RunningWeb;
let two: RunningWeb;
const { adminDb } = testDatabase();

beforeAll(async () => {
  redis = await ownRedis();
  await redis.start();
  const env = { REDIS_URL: redis.url };
  [one, two] = await Promise.all([startWeb({ env }), startWeb({ env })]);
}, 120_000);

afterAll(async () => {
  await Promise.all([one?.stop("SIGKILL"), two?.stop("SIGKILL"), redis?.kill()]);
});

type Visitor = { account: MintedAccount; bearer: BearerClient; browser: Browser };

/** Somebody who is logged in on the first process, by form and by API, and has been served by both. */
async function visit(account: MintedAccount): Promise<Visitor> {
  const credentials = credentialsOf(account);
  const bearer = await loginBearer(one.url, credentials);
  const browser = await loginBrowser(one.url, credentials);
  for (const web of [one, two]) await expectServed({ account, bearer, browser }, web);
  return { account, bearer, browser };
}

async function expectServed({ account, bearer, browser }: Visitor, web: RunningWeb): Promise<void> {
  for (const answer of [
    await callAs(web.url, bearer.token, "/api/mbi/me"),
    await movedTo(web.url, browser).fetch("/api/mbi/me"),
  ]) {
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ code: 1200, data: { accountNumber: account.accountNumber } });
  }
  expect((await movedTo(web.url, browser).fetch("/account")).status).toBe(200);
}

async function expectBearerRefused(token: string): Promise<void> {
  for (const web of [two, one]) {
    const answer = await callAs(web.url, token, "/api/mbi/me");
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 1401, reason: "access.not_signed_in" });
  }
}

/** The next request of a browser anywhere: API, page, and next-auth's own answer. */
async function expectBrowserRefused(browser: Browser): Promise<void> {
  for (const web of [two, one]) {
    const there = movedTo(web.url, browser);
    expect((await there.fetch("/api/mbi/me")).status).toBe(401);
    const page = await there.fetch("/stores");
    expect(page.status).toBe(307);
    expect(page.headers.get("location")).toMatch(/\/login\?callbackUrl=%2Fstores$/);
    expect(await (await there.fetch("/api/auth/session")).json()).toEqual({});
  }
}

async function expectRefused({ bearer, browser }: Visitor): Promise<void> {
  await expectBearerRefused(bearer.token);
  await expectBrowserRefused(browser);
  const answer = await fetch(`${two.url}/api/mbi/token/refresh`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refreshToken: bearer.refreshToken }),
  });
  expect(await answer.json()).toMatchObject({ code: 1401, reason: "accounts.refresh_refused" });
}

const change = (id: number, how: Partial<typeof accounts.$inferInsert>) =>
  adminDb.update(accounts).set(how).where(eq(accounts.id, id));

const takeRights = (roleId: number | null) =>
  adminDb.delete(rolePermissions).where(eq(rolePermissions.roleId, roleId ?? 0));

function testsOfOwnEndings(): void {
  test("logging out, by API and by the form, ends that session at the next request on the other process", async () => {
    const { main } = await mintFranchise();
    const visitor = await visit(main);
    expect((await visitor.bearer.fetch("/api/mbi/logout", { method: "POST" })).status).toBe(200);
    await expectBearerRefused(visitor.bearer.token);
    await expectServed({ ...visitor, bearer: await loginBearer(one.url, credentialsOf(main)) }, two);
    const kept = movedTo(one.url, visitor.browser);
    const { csrfToken } = (await (await visitor.browser.fetch("/api/auth/csrf")).json()) as {
      csrfToken: string;
    };
    await visitor.browser.fetch("/api/auth/signout", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, json: "true" }),
    });
    await expectBrowserRefused(kept);
  });

  test("changing the password by API ends the other sessions and keeps the one that did it", async () => {
    const { main } = await mintFranchise();
    const visitor = await visit(main);
    const here = await loginBearer(one.url, credentialsOf(main));
    const change = await here.fetch("/api/mbi/me/password", {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ currentPassword: main.password, newPassword: "seven lamps above the canal" }),
    });
    expect(change.status).toBe(200);
    await expectRefused(visitor);
    expect((await callAs(two.url, here.token, "/api/mbi/me")).status).toBe(200);
  });

  test("changing the password by the page ends the other sessions and keeps the one that did it", async () => {
    const { main } = await mintFranchise();
    const visitor = await visit(main);
    const here = await loginBrowser(one.url, credentialsOf(main));
    const values = { currentPassword: main.password, newPassword: "eight lamps above the canal" };
    const body = await fillForm(here, "/account", values);
    expect((await here.fetch("/account", { method: "POST", body })).status).toBe(200);
    await expectRefused(visitor);
    expect((await movedTo(two.url, here).fetch("/account")).status).toBe(200);
  });
}

function testsOfClosing(): void {
  test.each([
    ["disabled", { status: "disabled" }],
    ["deleted", { deletedAt: new Date("2026-01-01T00:00:00Z") }],
  ] as const)("an account that is %s is refused at its next request, and so is its staff", async (_, how) => {
    const { main, staff } = await mintFranchise();
    const [ofMain, ofStaff] = [await visit(main), await visit(staff)];
    await change(main.id, how);
    await expectRefused(ofMain);
    await expectRefused(ofStaff);
  });

  test("a session whose row was ended is refused at its next request, the account's others are not", async () => {
    const { main } = await mintFranchise();
    const visitor = await visit(main);
    await adminDb
      .update(sessions)
      .set({ endedAt: new Date("2026-01-01T00:00:00Z"), ending: "signed_out" })
      .where(eq(sessions.accountId, main.id));
    const other = await visit(main);
    await expectRefused(visitor);
    await expectServed(other, two);
  });

  test("a right that is taken from a main account is gone from it and its staff at the next request", async () => {
    const { main, staff } = await mintFranchise();
    const tokens = [(await visit(main)).bearer.token, (await visit(staff)).bearer.token];
    for (const token of tokens) expect((await callAs(two.url, token, "/api/mbi/stores")).status).toBe(200);
    await takeRights(main.roleId);
    for (const token of tokens) {
      const answer = await callAs(two.url, token, "/api/mbi/stores");
      expect(await answer.json()).toMatchObject({ code: 1402, reason: "access.permission_missing" });
    }
  });
}

function testsOfAttempts(): void {
  test("guesses are counted over both processes", async () => {
    const { main } = await mintFranchise();
    const statuses: number[] = [];
    for (let time = 0; time < 8; time += 1) {
      const { url } = time % 2 === 0 ? one : two;
      const answer = await fetch(`${url}/api/mbi/login`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ account: main.accountNumber, password: "a guess that is wrong" }),
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429, 429]);
  });
}

function testsOfRevocation(): void {
  testsOfOwnEndings();
  testsOfClosing();
  testsOfAttempts();
}

describe("with Redis up", () => {
  testsOfRevocation();
});

describe("with Redis down", () => {
  beforeAll(async () => {
    await redis.kill();
  });
  testsOfRevocation();
});

/** What staff may see does not depend on the process that is asked. */
test("staff sees the one store it was given, and any other is as if it were not there", async () => {
  const franchise: Franchise = await mintFranchise();
  const { given, other, staff, main } = franchise;
  const [ofStaff, ofMain] = [await visit(staff), await visit(main)];
  const listed = async (token: string) => {
    const answer = await callAs(two.url, token, "/api/mbi/stores");
    const { data } = (await answer.json()) as { data: { items: { code: string }[]; total: number } };
    return { total: data.total, codes: data.items.map((item) => item.code).sort() };
  };
  expect(await listed(ofStaff.bearer.token)).toEqual({ total: 1, codes: [given.code] });
  expect(await listed(ofMain.bearer.token)).toEqual({ total: 2, codes: [given.code, other.code].sort() });
  const asked = async (code: string) => {
    const answer = await callAs(two.url, ofStaff.bearer.token, `/api/mbi/stores/${code}`);
    const { requestId: _requestId, ...body } = (await answer.json()) as Record<string, unknown>;
    return { status: answer.status, body: JSON.stringify(body).replaceAll(code, "CODE") };
  };
  expect(await asked(given.code)).toMatchObject({ status: 200 });
  const absent = await asked("S0000000000");
  expect(absent).toMatchObject({ status: 404 });
  expect(absent.body).toContain('"code":1404');
  expect(await asked(other.code)).toEqual(absent);
  for (const path of [
    "/stores",
    `/stores/${other.code}`,
    "/stats/sales",
    `/stats/sales?stores=${other.code}`,
  ]) {
    const page = await (await movedTo(two.url, ofStaff.browser).fetch(path)).text();
    expect(page, path).not.toContain(other.name);
  }
  expect(await (await movedTo(two.url, ofStaff.browser).fetch("/stores")).text()).toContain(given.name);
});
