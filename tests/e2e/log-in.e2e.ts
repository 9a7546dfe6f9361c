import { expect, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import type { Credentials } from "../support/browser";
import { credentialsOf, type Role, roles } from "./support/people";
import { salesTable } from "./support/sales";
import { test } from "./support/test";

/** The widest and the narrowest view also on the phone. */
const onPhone: readonly Role[] = ["headquarters", "clerk"];

const onDesktop = ["首页", "经营统计", "销售统计", "门店"];

for (const role of roles) {
  const tag = onPhone.includes(role) ? ["@phone"] : [];
  test(`${role} logs in, sees its stores and their sales, and logs out`, { tag }, async ({
    page,
    demo,
    isMobile,
  }) => {
    const own = await demo.storesOf(role);
    const isAdjusting = role === "super" || role === "headquarters";
    const who = credentialsOf(role);
    await page.goto("/");
    await expect(page).toHaveURL(routes.login());
    await fillIn(page, who);
    await expect(page).toHaveURL(routes.home());
    await expect(page.getByRole("heading", { name: "今日，我的门店", level: 1 })).toBeVisible();
    await expect(page.getByRole("link", { name: `${own.length} 家门店` })).toBeVisible();

    const entries = page.getByRole("navigation", { name: "主导航" });
    await expect(entries.getByRole("link")).toHaveText(
      isMobile
        ? ["首页", "经营", "销售", "门店", "我的"]
        : [...onDesktop, ...(isAdjusting ? ["封存日调整"] : [])],
    );
    await entries.getByRole("link", { name: "销售" }).click();
    await expect(salesTable(page)).toBeVisible();
    await entries.getByRole("link", { name: "门店" }).click();
    await expect(page.getByText(`共 ${own.length} 家门店`)).toBeVisible();
    for (const store of own)
      await expect(page.getByRole("link", { name: store.name, exact: true })).toBeVisible();

    await page.getByRole("button", { name: /账号菜单$/ }).click();
    await expect(page.getByText(`账号 ${who.account}`)).toBeVisible();
    await page.getByRole("menuitem", { name: "退出登录" }).click();
    await expect(page).toHaveURL(routes.login());
    await page.goto(`${routes.stores()}?q=1`);
    await expect(page).toHaveURL(`${routes.login()}?callbackUrl=${encodeURIComponent("/stores?q=1")}`);
  });
}

test("a wrong password is said in a sentence, and the account stays in its field", { tag: "@phone" }, async ({
  page,
  watch,
}) => {
  watch.expectTrouble("401");
  const { account } = credentialsOf("branch");
  await page.goto(routes.login());
  await fillIn(page, { account, password: "not the password" });
  await expect(page.getByRole("alert").filter({ hasText: "编号或密码不对" })).toBeVisible();
  await expect(page.getByRole("textbox", { name: "账号" })).toHaveValue(account);
  await expect(page.getByRole("textbox", { name: "密码" })).toHaveValue("");
  await expect(page.getByRole("textbox", { name: "密码" })).toBeFocused();
});

test("empty fields are named before anything is sent", async ({ page }) => {
  await page.goto(routes.login());
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("请输入账号")).toBeVisible();
  await expect(page.getByText("请输入密码")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "账号" })).toHaveAttribute("aria-invalid", "true");
});

test("whoever tries too often is told how long to wait", async ({ page, watch, demo }) => {
  watch.expectTrouble("401");
  const { account } = await demo.lonelyMain();
  await page.goto(routes.login());
  for (let attempt = 0; attempt < 5; attempt += 1) {
    await fillIn(page, { account, password: "not the password" });
    await expect(page.getByRole("textbox", { name: "密码" })).toBeFocused();
    await expect(page.getByRole("textbox", { name: "密码" })).toHaveValue("");
  }
  await fillIn(page, { account, password: "not the password" });
  await expect(
    page.getByRole("alert").filter({ hasText: /试的次数太多，请 \d+ (秒|分钟)后再登录/ }),
  ).toBeVisible();
});

test("the log-in leads on to the page that was asked for, and nowhere else", async ({ page }) => {
  const asked = "/stores?q=%E5%BA%97&sort=name";
  await page.goto(asked);
  await expect(page).toHaveURL(/\/login\?callbackUrl=/);
  await fillIn(page, credentialsOf("clerk"));
  await expect(page).toHaveURL(asked);
  await page.context().clearCookies();
  await page.goto(`${routes.login()}?callbackUrl=${encodeURIComponent("//example.com/stats")}`);
  await fillIn(page, credentialsOf("clerk"));
  await expect(page).toHaveURL(routes.home());
});

test("a session that was ended elsewhere leads to the log-in at the next click", async ({ login }) => {
  const page = await login("storeKeeper");
  await page.goto(routes.stores());
  await page.context().clearCookies();
  await page.getByRole("link", { name: "销售统计" }).click();
  await expect(page).toHaveURL(`${routes.login()}?callbackUrl=${encodeURIComponent("/stats/sales")}`);
});

async function fillIn(page: Page, { account, password }: Credentials): Promise<void> {
  await page.getByRole("textbox", { name: "账号" }).fill(account);
  await page.getByRole("textbox", { name: "密码" }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}
