import { afterAll, beforeAll, expect, test } from "vitest";
import { loginBrowser } from "@/tests/support/browser";
import type { RunningWeb } from "@/tests/support/servers";
import { credentialsOf, type Franchise, mintFranchise, type RawAnswer, sendRaw, startOwnWeb } from "./portal";

let web: RunningWeb;
let franchise: Franchise;

beforeAll(async () => {
  [web, franchise] = await Promise.all([startOwnWeb(), mintFranchise()]);
}, 120_000);
afterAll(async () => {
  await web?.stop();
});

const pages = () => [
  "/",
  "/account",
  "/stores",
  `/stores/${franchise.given.code}`,
  "/stats/sales",
  "/days/adjustments",
];
const calls = () => [
  "/api/mbi/me",
  "/api/mbi/stores",
  `/api/mbi/stores?codes=${franchise.given.code}`,
  `/api/mbi/stores/${franchise.given.code}`,
  "/api/mbi/stats/sales?from=2026-01-01&to=2026-01-31&groupBy=store",
  "/api/mbi/stats/sales/download?from=2026-01-01&to=2026-01-31&format=csv",
  "/api/mbi/days/adjustments",
];

/** What only somebody who is signed in may read. */
function canaries(): string[] {
  const { given, other, main, merchant } = franchise;
  return [given.name, other.name, other.code, main.accountNumber, main.phone, main.realName, merchant.name];
}

function expectNothing(answer: RawAnswer, what: string): void {
  expect([204, 307, 308, 400, 401, 403, 404, 405], `${what} answered ${answer.status}`).toContain(
    answer.status,
  );
  const told = `${JSON.stringify(answer.headers)}${answer.body}`;
  for (const canary of canaries()) expect(told, what).not.toContain(canary);
}

const subrequest = "middleware";
const headerVariants: Record<string, Record<string, string>> = {
  plain: {},
  "a cookie that opens nothing": { cookie: "next-auth.session-token=garbage; next-auth.session-token.0=x" },
  "a cookie of the https name": { cookie: "__Host-next-auth.session-token=garbage" },
  "a bearer of nothing": { authorization: "Bearer garbage" },
  "a subrequest": { "x-middleware-subrequest": subrequest },
  "a subrequest of a proxy file": { "x-middleware-subrequest": "proxy" },
  "a subrequest, nested": { "x-middleware-subrequest": Array(5).fill(subrequest).join(":") },
  "a subrequest in src, nested": { "x-middleware-subrequest": Array(5).fill("src/middleware").join(":") },
  "a proxy's verdict": { "x-middleware-next": "1", "x-middleware-rewrite": "/login" },
  "a render request": { RSC: "1", cookie: "next-auth.session-token=garbage" },
  "a prefetch": { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" },
  "a render request of a part of the tree": {
    RSC: "1",
    "Next-Router-State-Tree": encodeURIComponent('["",{"children":["(portal)",{"children":["stores",{}]}]}]'),
  },
  "data of the pages router": { "x-nextjs-data": "1" },
  "another path, rewritten": { "X-Rewrite-Url": "/login", "X-Original-Url": "/login" },
  "another path, matched": { "x-matched-path": "/login", "x-invoke-path": "/login" },
  "forwarded from inside": {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "localhost",
    "X-Real-Ip": "::1",
  },
  "another host": { Host: "evil.example", "X-Forwarded-Proto": "https" },
  "an address of the entry": { "x-client-address": "127.0.0.1", "x-nonce": "x", "x-page-path": "/login" },
  "another method": { "X-HTTP-Method-Override": "GET", "X-Method-Override": "GET" },
  "an internal render": { "x-now-route-matches": "1", "x-prerender-revalidate": "1", "next-resume": "1" },
  "a preview": { cookie: "__prerender_bypass=1; __next_preview_data=1; next-auth.session-token=garbage" },
};

const pathVariants: Record<string, (path: string) => string> = {
  ".rsc": (path) => `${path}.rsc`,
  "a segment": (path) => `${path}.segments/_tree.segment.rsc`,
  "_next/data": (path) => `/_next/data/build${path}.json`,
  "a double slash": (path) => `/${path}`,
  "an encoded slash": (path) => path.replace(/\/(?=[^/]*$)/, "%2f"),
  "an encoded back-slash": (path) => path.replace(/\/(?=[^/]*$)/, "%5c"),
  "a back-slash": (path) => path.replace(/\/(?=[^/]*$)/, "\\"),
  "a way out of the log-in": (path) => `/login/..${path}`,
  "a way out, with a parameter": (path) => `/login/..;${path}`,
  "a way out, encoded": (path) => `/login/%2e%2e${path}`,
  "an encoded letter": (path) => `/%${path.charCodeAt(1).toString(16)}${path.slice(2)}`,
  capitals: (path) => path.toUpperCase(),
  "a dot at the end": (path) => `${path}.`,
  "a slash at the end": (path) => `${path}/`,
  "a blank at the end": (path) => `${path}%20`,
  "a NUL at the end": (path) => `${path}%00`,
  "a language in front": (path) => `/en${path}`,
  "a render mark in the query": (path) => `${path}${path.includes("?") ? "&" : "?"}_rsc=abcde`,
  "parameters of the router in the query": (path) =>
    `${path}${path.includes("?") ? "&" : "?"}nxtPcode=${franchise.given.code}&nextInternalLocale=en`,
  "a whole address": (path) => `${web.url}${path}`,
  "a fragment": (path) => `${path}#/login`,
};

test("whoever is signed in reads what the others must not, so that the tests below can find it", async () => {
  const browser = await loginBrowser(web.url, credentialsOf(franchise.main));
  for (const path of ["/stores", `/stores/${franchise.given.code}`]) {
    const page = await browser.fetch(path);
    expect(page.status, path).toBe(200);
    expect(await page.text(), path).toContain(franchise.given.name);
  }
  for (const path of calls()) {
    const answer = await browser.fetch(path);
    expect(answer.status, path).toBe(200);
  }
  expect(await (await browser.fetch("/api/mbi/stores")).text()).toContain(franchise.given.name);
});

test.each(Object.keys(headerVariants))(
  "without a session no page and no call gives anything away: %s",
  async (name) => {
    const headers = headerVariants[name] ?? {};
    for (const path of [...pages(), ...calls()]) {
      expectNothing(await sendRaw(web.url, path, { headers }), `${name} ${path}`);
    }
  },
);

test.each(Object.keys(pathVariants))(
  "without a session no spelling of a path gives anything away: %s",
  async (name) => {
    const spell = pathVariants[name] ?? ((path) => path);
    for (const path of [...pages(), ...calls()]) {
      const spelled = spell(path);
      for (const headers of [{}, { RSC: "1", cookie: "next-auth.session-token=garbage" }]) {
        expectNothing(await sendRaw(web.url, spelled, { headers }), `${name} ${spelled}`);
      }
    }
  },
);

test.each(["HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"])(
  "without a session no method gives anything away: %s",
  async (method) => {
    for (const path of [...pages(), ...calls()]) {
      expectNothing(await sendRaw(web.url, path, { method }), `${method} ${path}`);
      const headers = {
        "content-type": "application/json",
        cookie: "next-auth.session-token=garbage",
        origin: web.url,
      };
      expectNothing(
        await sendRaw(web.url, path, { method, headers, body: "{}" }),
        `${method} ${path} with a body`,
      );
    }
  },
);

test("without a session nobody opens a socket", async () => {
  const headers = {
    connection: "Upgrade",
    upgrade: "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "eA==",
  };
  for (const path of [...pages(), ...calls(), "/_next/webpack-hmr"]) {
    expectNothing(await sendRaw(web.url, path, { headers }), `socket ${path}`);
  }
});
