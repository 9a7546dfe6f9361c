import { expect, type Page } from "@playwright/test";
import { routes } from "@/lib/routes";
import type { Credentials } from "../../support/browser";
import { openBusiness } from "./business";
import type { Demo } from "./demo";
import type { Role } from "./people";
import { openPicker, openSales } from "./sales";

/** A page in one of its main states, and who sees it. */
export type State = {
  name: string;
  who: Role | ((demo: Demo) => Promise<Credentials>) | null;
  arrange: (page: Page, parts: { demo: Demo; isMobile: boolean }) => Promise<void>;
};

const withoutRights = (demo: Demo) => demo.staffWith(["stats.sales"]);
const storeless = (demo: Demo) => demo.lonelyMain();
const beginner = (demo: Demo) => demo.lonelyMain({ mustChangePassword: true });

const emptyMonth = routes.salesStats("from=2020-01-01&to=2020-01-31");

/** Every page and every state that looks different, layers included. */
export const allStates: readonly State[] = [
  { name: "the log-in", who: null, arrange: see(routes.login(), "登录商户后台") },
  { name: "the log-in with gaps", who: null, arrange: submitNothing },
  { name: "the home page", who: "headquarters", arrange: see(routes.home(), "今日，我的门店") },
  { name: "the home page with its table open", who: "clerk", arrange: openCurveTable },
  { name: "the home page without stores", who: storeless, arrange: see(routes.home(), "还没有门店归你查看") },
  { name: "the business", who: "headquarters", arrange: (page) => openBusiness(page) },
  { name: "the business by half hour, on the day of refunds", who: "clerk", arrange: openHalfHours },
  { name: "the open filters", who: "headquarters", arrange: openMoreFilters },
  { name: "the definitions", who: "clerk", arrange: openDefinitions },
  {
    name: "business without figures",
    who: "clerk",
    arrange: see(routes.businessStats("from=2020-01-01&to=2020-01-31"), "这段时间没有订单"),
  },
  { name: "the sales", who: "headquarters", arrange: (page) => openSales(page) },
  { name: "the sales of one store of a branch", who: "headquarters", arrange: openNarrowed },
  { name: "the sales by store with the chart as table", who: "branch", arrange: openChartTable },
  { name: "the open calendar", who: "headquarters", arrange: openDates },
  { name: "the open picker", who: "headquarters", arrange: openPickerOf },
  { name: "the open choice of columns", who: "clerk", arrange: openColumns },
  { name: "an open definition", who: "clerk", arrange: openDefinition },
  { name: "sales without stores", who: storeless, arrange: see(routes.salesStats(), "还没有门店归你查看") },
  { name: "sales without figures", who: "clerk", arrange: see(emptyMonth, "这段时间没有销售记录") },
  {
    name: "sales of a bad address",
    who: "clerk",
    arrange: see(routes.salesStats("page=0"), "筛选条件有问题"),
  },
  { name: "the stores", who: "headquarters", arrange: see(routes.stores(), "南京中山路店") },
  { name: "no store found", who: "clerk", arrange: see(`${routes.stores()}?q=none`, "没有符合条件的门店") },
  { name: "stores without the right", who: withoutRights, arrange: see(routes.stores(), "你还没有这个权限") },
  { name: "a store", who: "headquarters", arrange: openStore },
  { name: "the account with the menu open", who: "franchisee", arrange: openUserMenu },
  { name: "the account of a beginner", who: beginner, arrange: see(routes.myAccount(), "这是初始密码") },
];

function see(path: string, text: string): State["arrange"] {
  return async (page) => {
    await page.goto(path);
    await expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible();
  };
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

async function openCurveTable(page: Page): Promise<void> {
  await page.goto(routes.home());
  await page.getByText("看数据表").click();
  await expect(page.getByRole("table", { name: "今日半小时实收" })).toBeVisible();
}

async function openHalfHours(page: Page): Promise<void> {
  await openBusiness(page, "groupBy=slot&by=refund&slotView=table");
  await expect(page.getByRole("table", { name: "半小时实收" })).toBeVisible();
}

async function openMoreFilters(page: Page, { isMobile }: { isMobile: boolean }): Promise<void> {
  await openBusiness(page, "channels=meituan&sameStore=1");
  await page.getByRole("button", { name: isMobile ? "筛选" : "更多筛选" }).click();
  await page.getByRole("button", { name: /^分公司/ }).click();
  await expect(page.getByRole("dialog", { name: "分公司" }).getByRole("checkbox").first()).toBeVisible();
}

async function openDefinitions(page: Page): Promise<void> {
  await openBusiness(page);
  await page.getByText("指标口径").click();
  await expect(page.getByText("客单价").last()).toBeVisible();
}

async function openNarrowed(page: Page): Promise<void> {
  await openSales(page, "groupBy=branch");
  await page.locator("tbody").getByRole("link").first().click();
  await expect(page.getByRole("navigation", { name: "统计范围" })).toBeVisible();
}

async function openDates(page: Page, { isMobile }: { isMobile: boolean }): Promise<void> {
  await openSales(page);
  await page.getByRole("button", { name: isMobile ? "筛选" : /^近7天/ }).click();
  await expect(page.getByRole("grid")).toBeVisible();
}

async function openPickerOf(page: Page, { isMobile }: { isMobile: boolean }): Promise<void> {
  await openSales(page);
  if (isMobile) await page.getByRole("button", { name: "筛选" }).click();
  const picker = await openPicker(page);
  await picker.getByRole("option").first().click();
}

async function openStore(page: Page, { demo }: { demo: Demo }): Promise<void> {
  await page.goto(routes.store((await demo.boughtStore()).code));
  await expect(page.getByRole("region", { name: "经营者变更" })).toBeVisible();
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
