import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Browser, chromium, devices, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import config from "../../playwright.config";
import { credentialsOf } from "../e2e/support/people";
import { loginBrowser } from "../support/browser";
import { readPortal } from "../support/portal";
import setUp from "../support/portal-setup";

const sizes = {
  desktop: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
  phone: {
    ...devices["Desktop Chrome"],
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  },
} as const;
const themes = ["light", "dark"] as const;
type Size = keyof typeof sizes;
type Theme = (typeof themes)[number];
type Picture = { name: string; path: string; arrange?: (page: Page, size: Size) => Promise<void> };

const pictures: readonly Picture[] = [
  { name: "login", path: routes.login() },
  { name: "sales", path: routes.salesStats() },
  { name: "stores", path: routes.stores() },
  { name: "store", path: routes.stores(), arrange: openStore },
  { name: "picker", path: routes.salesStats(), arrange: openPicker },
  { name: "account", path: routes.myAccount() },
];

/** Kept in the repository: the README needs each page once on the desktop, and the main ones on the phone. */
const kept = new Set([
  ...pictures.map(({ name }) => `${name}-desktop-light`),
  "sales-phone-light",
  "picker-phone-light",
  "stores-phone-dark",
]);

const { values: options } = parseArgs({
  options: { all: { type: "boolean", default: false }, out: { type: "string", default: "docs/pictures" } },
});
const takeDown = await setUp();
try {
  mkdirSync(options.out, { recursive: true });
  await takePictures(options.out, (id) => options.all || kept.has(id));
} finally {
  await takeDown();
}

async function takePictures(folder: string, isWanted: (id: string) => boolean): Promise<void> {
  const browser = await chromium.launch(config.use?.launchOptions ?? {});
  for (const size of ["desktop", "phone"] as const) {
    for (const theme of themes) {
      for (const picture of pictures) {
        const id = `${picture.name}-${size}-${theme}`;
        if (isWanted(id)) await takePicture(browser, picture, size, theme, join(folder, `${id}.png`));
      }
    }
  }
  await browser.close();
}

async function takePicture(browser: Browser, picture: Picture, size: Size, theme: Theme, file: string) {
  const { url } = readPortal();
  const { cookies } = await loginBrowser(url, credentialsOf("headquarters"));
  const context = await browser.newContext({
    ...sizes[size],
    baseURL: url,
    locale: "zh-CN",
    colorScheme: theme,
    reducedMotion: "reduce",
  });
  if (picture.name !== "login")
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url })));
  const page = await context.newPage();
  await page.goto(picture.path, { waitUntil: "networkidle" });
  await picture.arrange?.(page, size);
  await page.screenshot({ path: file, animations: "disabled" });
  await context.close();
}

/** A store that changed hands, so that its history has something to show. */
async function openStore(page: Page): Promise<void> {
  const own = credentialsOf("franchisee").account;
  const [found] = await (await page.request.get(routes.storeSearch(`pageSize=200`)))
    .json()
    .then(({ data }: { data: { items: { code: string; owner: { code: string } }[] } }) =>
      data.items.filter(({ owner }) => owner.code === own),
    );
  await page.goto(routes.store(found?.code ?? ""), { waitUntil: "networkidle" });
}

async function openPicker(page: Page, size: Size): Promise<void> {
  if (size === "phone") await page.getByRole("button", { name: "筛选" }).click();
  await page.getByRole("button", { name: "全部 20 家门店" }).filter({ visible: true }).click();
  const dialog = page.getByRole("dialog", { name: "选择门店" });
  for (const option of [0, 2]) await dialog.getByRole("option").nth(option).click();
  await dialog.getByRole("combobox").fill("店");
  await page.waitForLoadState("networkidle");
}
