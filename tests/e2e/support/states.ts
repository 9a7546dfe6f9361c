import { expect, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import type { Credentials } from "../../support/browser";
import type { Demo } from "./demo";
import type { Role } from "./people";
import { openPicker, openSales } from "./sales";

/** A page in one of its main states, and who sees it. */
export type State = {
  name: string;
  who: Role | Credentials | null;
  arrange: (page: Page, isMobile: boolean) => Promise<void>;
};

/** Every page and every state that looks different, layers included. */
export async function allStates(demo: Demo): Promise<State[]> {
  const bought = await demo.boughtStore();
  const withoutRights = await demo.staffWith(["stats.sales"]);
  const storeless = await demo.lonelyMain({});
  const beginner = await demo.lonelyMain({ mustChangePassword: true });
  const see = (path: string, text: string) => async (page: Page) => {
    await page.goto(path);
    await expect(page.getByText(text).first()).toBeVisible();
  };
  return [
    { name: "log-in", who: null, arrange: see(routes.login(), "登录商户后台") },
    { name: "log-in with gaps", who: null, arrange: submitNothing },
    { name: "sales", who: "headquarters", arrange: (page) => openSales(page) },
    { name: "sales by store, chart as table", who: "branch", arrange: openChartTable },
    { name: "sales, dates open", who: "headquarters", arrange: openDates },
    { name: "sales, picker open", who: "headquarters", arrange: openPickerOf },
    { name: "sales, columns open", who: "clerk", arrange: openColumns },
    { name: "sales, definition open", who: "clerk", arrange: openDefinition },
    { name: "sales without figures", who: storeless, arrange: see(routes.salesStats(), "这段时间没有销售记录") },
    { name: "sales of a bad address", who: "clerk", arrange: see(routes.salesStats("page=0"), "筛选条件有问题") },
    { name: "stores", who: "headquarters", arrange: see(routes.stores(), bought.name) },
    { name: "stores, none found", who: "clerk", arrange: see(`${routes.stores()}?q=none`, "没有符合条件的门店") },
    { name: "stores without the right", who: withoutRights, arrange: see(routes.stores(), "你还没有这个权限") },
    { name: "store", who: "headquarters", arrange: see(routes.store(bought.code), "经营者变更") },
    { name: "account, menu open", who: "franchisee", arrange: openUserMenu },
    { name: "account of a beginner", who: beginner, arrange: see(routes.myAccount(), "这是初始密码") },
  ];
}

async function submitNothing(page: Page): Promise<void> {
  await page.goto(routes.login());
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByText("请输入账号")).toBeVisible();
}

async function openChartTable(page: Page): Promise<void> {
  await openSales(page, "groupBy=store&view=table&dense=true");
  await expect(page.getByRole("table", { name: /的销售金额$/ })).toBeVisible();
}

async function openDates(page: Page, isMobile: boolean): Promise<void> {
  await openSales(page);
  await page.getByRole("button", { name: isMobile ? "筛选" : /^近7天/ }).click();
  await expect(page.getByRole("grid")).toBeVisible();
}

async function openPickerOf(page: Page, isMobile: boolean): Promise<void> {
  await openSales(page);
  if (isMobile) await page.getByRole("button", { name: "筛选" }).click();
  const picker = await openPicker(page);
  await picker.getByRole("option").first().click();
}

async function openColumns(page: Page): Promise<void> {
  await openSales(page, "groupBy=day");
  await page.getByRole("button", { name: "显示列" }).click();
  await expect(page.getByRole("dialog", { name: "显示列" })).toBeVisible();
}

async function openDefinition(page: Page): Promise<void> {
  await openSales(page);
  await page.getByRole("button", { name: "这个数怎么算" }).first().click();
  await expect(page.getByRole("dialog", { name: "这个数怎么算" })).toBeVisible();
}

async function openUserMenu(page: Page): Promise<void> {
  await page.goto(routes.myAccount());
  await page.getByRole("button", { name: /账号菜单$/ }).click();
  await expect(page.getByRole("menu")).toBeVisible();
}
