import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, devices, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import config from "../../playwright.config";
import { openDemo } from "../e2e/support/demo";
import { credentialsOf } from "../e2e/support/people";
import { openPicker } from "../e2e/support/sales";
import { loginBrowser } from "../support/browser";
import { readPortal } from "../support/portal";
import setUp from "../support/portal-setup";

/**
 * Pictures of the pages for the README, from a demo portal of its own: `npm run pictures`, and with `-- --all --out folder` every
 * page in both sizes and themes to look at.
 */
const sizes = {
  desktop: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
  phone: {
    ...devices["Desktop Chrome"],
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
} as const;
type Size = keyof typeof sizes;
type Theme = "light" | "dark";
type Shot = { name: string; size: Size; theme: Theme };

const pages: Record<string, (page: Page, size: Size) => Promise<unknown>> = {
  login: (page) => open(page, routes.login()),
  home: (page) => open(page, routes.home()),
  business: (page) => open(page, routes.businessStats()),
  sales: (page) => open(page, routes.salesStats()),
  picker: openPickerWithChoice,
  stores: (page) => open(page, routes.stores()),
  store: openStoreWithHistory,
  account: (page) => open(page, routes.myAccount()),
};

/** Kept in the repository: each page on the desktop in light, and on the phone in one theme. */
const darkOnPhone = new Set(["login", "business", "stores", "account"]);
function isKept({ name, size, theme }: Shot): boolean {
  if (size === "desktop") return theme === "light";
  return theme === (darkOnPhone.has(name) ? "dark" : "light");
}

const { values: options } = parseArgs({
  options: { all: { type: "boolean", default: false }, out: { type: "string", default: "docs/pictures" } },
});
const takeDown = await setUp();
try {
  mkdirSync(options.out, { recursive: true });
  await takeAll(allShots().filter((shot) => options.all || isKept(shot)));
} finally {
  await takeDown();
}

function allShots(): Shot[] {
  const looks = (["desktop", "phone"] as const).flatMap((size) =>
    (["light", "dark"] as const).map((theme) => ({ size, theme })),
  );
  return Object.keys(pages).flatMap((name) => looks.map((look) => ({ name, ...look })));
}

async function takeAll(shots: readonly Shot[]): Promise<void> {
  const { url } = readPortal();
  const { cookies } = await loginBrowser(url, credentialsOf("headquarters"));
  const session = [...cookies].map(([name, value]) => ({ name, value, url }));
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  for (const shot of shots) await take(browser, shot, shot.name === "login" ? [] : session);
  await browser.close();
}

type Cookies = { name: string; value: string; url: string }[];

async function take(browser: Browser, { name, size, theme }: Shot, cookies: Cookies): Promise<void> {
  const context = await browser.newContext({
    ...sizes[size],
    baseURL: readPortal().url,
    locale: "zh-CN",
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  await context.addCookies(cookies);
  const page = await context.newPage();
  await pages[name]?.(page, size);
  await page.screenshot({
    path: join(options.out, `${name}-${size}-${theme}.png`),
    animations: "disabled",
    caret: "hide",
  });
  await context.close();
}

async function open(page: Page, path: string): Promise<void> {
  // Nothing loads any more, so the chart is drawn too.
  await page.goto(path, { waitUntil: "networkidle" });
}

async function openPickerWithChoice(page: Page, size: Size): Promise<void> {
  await open(page, routes.salesStats());
  if (size === "phone") await page.getByRole("button", { name: "筛选" }).click();
  const picker = await openPicker(page);
  for (const index of [0, 2]) await picker.getByRole("option").nth(index).click();
}

async function openStoreWithHistory(page: Page): Promise<void> {
  const demo = openDemo();
  const store = await demo.boughtStore();
  await demo.close();
  await open(page, routes.store(store.code));
}
