import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { ownRedis } from "@/tests/integration/jobs/own-redis";
import { type Browser, openBrowser } from "@/tests/support/browser";
import { testDatabase } from "@/tests/support/database";
import { type MintedAccount, mintAccount } from "@/tests/support/factories/accounts";
import { randomCode } from "@/tests/support/factories/codes";
import { type MintedMerchant, mintMerchant } from "@/tests/support/factories/merchants";
import { type MintedStore, mintStore } from "@/tests/support/factories/stores";
import { type RunningWeb, startWeb } from "@/tests/support/servers";

export type Franchise = {
  merchant: MintedMerchant;
  main: MintedAccount;
  staff: MintedAccount;
  /** The one that staff was given, and another of the same merchant. */
  given: MintedStore;
  other: MintedStore;
};

/** A franchisee with two stores, and staff that was given one of them. Every password is its account's own. */
export async function mintFranchise(): Promise<Franchise> {
  const { adminDb: db } = testDatabase();
  const merchant = await mintMerchant(db);
  const given = await mintStore(db, { ownerId: merchant.id, name: randomCode("晨光糕点") });
  const other = await mintStore(db, { ownerId: merchant.id, name: randomCode("夜市糕点") });
  const main = await mintAccount(db, { kind: "main", merchant, password: randomCode("Main-pass-word-") });
  const staff = await mintAccount(db, {
    kind: "staff",
    merchant,
    parentId: main.id,
    storeIds: [given.id],
    password: randomCode("Staff-pass-word-"),
  });
  return { merchant, main, staff, given, other };
}

/**
 * A web process with a Redis of its own: every request here comes from one address, and what an earlier run has counted there
 * must not count in this one.
 */
export async function startOwnWeb(env: Record<string, string> = {}): Promise<RunningWeb> {
  const redis = await ownRedis();
  await redis.start();
  const web = await startWeb({ env: { REDIS_URL: redis.url, ...env } });
  const stop = async () => {
    const code = await web.stop("SIGKILL");
    await redis.kill();
    return code;
  };
  return { ...web, stop };
}

export function credentialsOf({ accountNumber, password }: MintedAccount) {
  return { account: accountNumber, password };
}

/** The same browser at another web process behind the same address. */
export function movedTo(url: string, browser: Browser): Browser {
  const moved = openBrowser(url);
  for (const [name, value] of browser.cookies) moved.cookies.set(name, value);
  return moved;
}

/** A call with a bearer token, at any web process. */
export function callAs(url: string, token: string, path: string): Promise<Response> {
  return fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` }, redirect: "manual" });
}

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request whose path and headers go out as they are written, which fetch would tidy up. */
export async function sendRaw(
  url: string,
  path: string,
  parts: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const { method = "GET", body = "" } = parts;
  const headers = {
    ...parts.headers,
    ...(body === "" ? {} : { "content-length": String(Buffer.byteLength(body)) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      text(answer).then((read) => {
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read });
      }, reject);
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** A form of a page as a browser without scripts would send it: Next's own fields, then what was filled in. */
export async function fillForm(
  browser: Browser,
  path: string,
  values: Record<string, string>,
): Promise<FormData> {
  const page = await (await browser.fetch(path)).text();
  const form = new FormData();
  for (const [input] of page.matchAll(/<input[^>]*\$ACTION[^>]*>/g)) {
    const read = (name: string) => new RegExp(` ${name}="([^"]*)"`).exec(input)?.[1] ?? "";
    form.set(read("name"), read("value").replaceAll("&quot;", '"'));
  }
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
}
