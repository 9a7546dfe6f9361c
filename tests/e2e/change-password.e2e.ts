import { expect, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import type { Credentials } from "../support/browser";
import { randomCode } from "../support/factories/codes";
import { test } from "./support/test";

test("a new password ends the other sessions and is the one that opens", { tag: "@phone" }, async ({
  page,
  login,
  demo,
  watch,
}) => {
  const who = await demo.lonelyMain();
  const elsewhere = await login(who);
  await elsewhere.goto(routes.stores());
  await logInByForm(page, who);
  await page.goto(routes.myAccount());
  const wanted = randomCode("Another-pass-word-");
  await fillIn(page, who.password, wanted);
  await expect(page.getByText("密码已修改，其他设备上的登录已退出")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "现在的密码" })).toHaveValue("");

  await elsewhere.reload();
  await expect(elsewhere).toHaveURL(/\/login\?callbackUrl=%2Fstores$/);
  await page.reload();
  await expect(page.getByRole("heading", { name: "我的账号" })).toBeVisible();

  watch.expectTrouble("401");
  await elsewhere.goto(routes.login());
  await enter(elsewhere, who);
  await expect(elsewhere.getByRole("alert").filter({ hasText: "编号或密码不对" })).toBeVisible();
  await enter(elsewhere, { account: who.account, password: wanted });
  await expect(elsewhere).toHaveURL(routes.home());
});

test("what is wrong with a new password is said at its field, and nothing changes", async ({
  login,
  demo,
}) => {
  const who = await demo.lonelyMain();
  const page = await login(who);
  await page.goto(routes.myAccount());
  await fillIn(page, "not the password", randomCode("Another-pass-word-"));
  await expect(page.getByRole("textbox", { name: "现在的密码" })).toHaveAccessibleDescription(/当前密码不对/);
  await fillIn(page, who.password, "password123");
  await expect(page.getByRole("textbox", { name: "新密码", exact: true })).toHaveAccessibleDescription(
    /太常见/,
  );
  await fillIn(page, who.password, who.password);
  await expect(page.getByRole("textbox", { name: "新密码", exact: true })).toHaveAccessibleDescription(
    /相同/,
  );
  await fillIn(page, who.password, randomCode("Another-pass-word-"), "something else");
  await expect(page.getByText("两次输入的新密码不一样")).toBeVisible();
  await page.context().clearCookies();
  await logInByForm(page, who);
});

test("a first password leads to its change and nowhere else until it is changed", async ({ page, demo }) => {
  const who = await demo.lonelyMain({ mustChangePassword: true });
  await logInByForm(page, who, routes.myAccount());
  await expect(page.getByText("这是初始密码或重置后的密码。")).toBeVisible();
  await expect(page.getByRole("link", { name: "门店", exact: true })).toHaveCount(0);
  for (const path of [routes.stores(), routes.salesStats(), routes.store("X")]) {
    await page.goto(path);
    await expect(page).toHaveURL(routes.myAccount());
  }
  await fillIn(page, who.password, randomCode("Another-pass-word-"));
  await expect(page.getByText("密码已修改，其他设备上的登录已退出")).toBeVisible();
  await expect(page.getByText("这是初始密码或重置后的密码。")).toHaveCount(0);
  await page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "门店" }).click();
  await expect(page.getByRole("heading", { name: "门店", level: 1 })).toBeVisible();
});

async function logInByForm(page: Page, who: Credentials, lands: string = routes.home()): Promise<void> {
  await page.goto(routes.login());
  await enter(page, who);
  await expect(page).toHaveURL(lands);
}

async function enter(page: Page, { account, password }: Credentials): Promise<void> {
  await page.getByRole("textbox", { name: "账号" }).fill(account);
  await page.getByRole("textbox", { name: "密码" }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

async function fillIn(page: Page, current: string, wanted: string, repeated = wanted): Promise<void> {
  await page.getByRole("textbox", { name: "现在的密码" }).fill(current);
  await page.getByRole("textbox", { name: "新密码", exact: true }).fill(wanted);
  await page.getByRole("textbox", { name: "再输一次新密码" }).fill(repeated);
  await page.getByRole("button", { name: "修改密码" }).click();
}
