import { expect } from "@playwright/test";
import { routes } from "@/lib/routes";
import { test } from "./support/test";

test("the language is switched at once, and a reload keeps it", { tag: "@phone" }, async ({ login }) => {
  const page = await login("clerk");
  await page.goto(routes.salesStats());
  await page.getByRole("button", { name: "语言" }).click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Sales", level: 1 })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  for (const path of [
    routes.home(),
    routes.businessStats(),
    routes.salesStats(),
    routes.stores(),
    routes.myAccount(),
    routes.login(),
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const words = await page.getByRole("button").or(page.getByRole("heading")).allTextContents();
    const chinese = words.filter((text) => /\p{Script=Han}/u.test(text));
    // Names of people and stores stay as they are.
    expect(chinese.filter((text) => !/财务专员|店$/.test(text) && text.length > 1)).toEqual([]);
  }
  await page.getByRole("button", { name: "Language" }).click();
  await page.getByRole("menuitemradio", { name: "中文" }).click();
  await expect(page.getByRole("heading", { name: "登录商户后台" })).toBeVisible();
});

test("a browser that asks for English is answered in English", async ({ browser, watch }) => {
  const context = await browser.newContext({ locale: "en-GB" });
  watch.on(context);
  const page = await context.newPage();
  await page.goto(routes.login());
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await context.close();
});

test("the theme follows the system until it is chosen, and a reload keeps the choice", async ({ page }) => {
  const root = page.locator("html");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(routes.login());
  await expect(root).toHaveClass(/dark/);
  await page.emulateMedia({ colorScheme: "light" });
  await expect(root).not.toHaveClass(/dark/);
  await page.getByRole("button", { name: "外观" }).click();
  await page.getByRole("menuitemradio", { name: "深色" }).click();
  await expect(root).toHaveClass(/dark/);
  await page.reload();
  await expect(root).toHaveClass(/dark/);
  const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.getByRole("button", { name: "外观" }).click();
  await page.getByRole("menuitemradio", { name: "浅色" }).click();
  await expect
    .poll(() => page.evaluate(() => getComputedStyle(document.body).backgroundColor))
    .not.toBe(ground);
});

test("the folded sidebar stays folded on the next page", async ({ login }) => {
  const page = await login("clerk");
  await page.goto(routes.stores());
  await page.getByRole("button", { name: "收起菜单" }).click();
  await expect(page.getByRole("button", { name: "展开菜单" })).toHaveAttribute("aria-expanded", "false");
  await page.goto(routes.salesStats());
  await expect(page.getByRole("button", { name: "展开菜单" })).toBeVisible();
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "门店" }).click();
  await expect(page).toHaveURL(routes.stores());
});
