import { test as base, expect, type Page } from "@playwright/test";
import { type Credentials, loginBrowser } from "../../support/browser";
import { readPortal } from "../../support/portal";
import { type Demo, openDemo } from "./demo";
import { credentialsOf, type Role } from "./people";
import { openWatch, type Watch } from "./watch";

type Fixtures = {
  /** Fails the test for every error that it did not expect. */
  watch: Watch;
  /** A window of its own, logged in as somebody. */
  login: (who: Role | Credentials) => Promise<Page>;
};

type WorkerFixtures = {
  demo: Demo;
  /** Cookies of a session for each account that was asked for; logging in anew for each test would only cost time. */
  cookiesOf: (who: Credentials) => Promise<Cookie[]>;
};

type Cookie = { name: string; value: string; url: string };

export const test = base.extend<Fixtures, WorkerFixtures>({
  watch: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures a fixture needs from this pattern.
    async ({}, use) => {
      const watch = openWatch();
      await use(watch);
      expect(watch.unexpected(), "trouble that nobody asked for").toEqual([]);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.on(context);
    await use(context);
  },
  login: async ({ browser, watch, cookiesOf }, use) => {
    const opened: { close(): Promise<void> }[] = [];
    await use(async (who) => {
      const context = await browser.newContext();
      opened.push(context);
      watch.on(context);
      await context.addCookies(await cookiesOf(typeof who === "string" ? credentialsOf(who) : who));
      return context.newPage();
    });
    await Promise.all(opened.map((context) => context.close()));
  },
  demo: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const demo = openDemo();
      await use(demo);
      await demo.close();
    },
    { scope: "worker" },
  ],
  cookiesOf: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const known = new Map<string, Promise<Cookie[]>>();
      await use((who) => {
        const cookies = known.get(who.account) ?? logIn(who);
        known.set(who.account, cookies);
        return cookies;
      });
    },
    { scope: "worker" },
  ],
});

async function logIn(who: Credentials): Promise<Cookie[]> {
  const { url } = readPortal();
  const { cookies } = await loginBrowser(url, who);
  const session = [...cookies].filter(([name]) => name.includes("session-token"));
  if (session.length === 0) throw new Error(`${who.account} could not log in`);
  return session.map(([name, value]) => ({ name, value, url }));
}
