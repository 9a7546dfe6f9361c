import { readFileSync } from "node:fs";
import { expect } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { presetRange } from "@/components/form/date-presets";
import { orderChannels } from "@/db/enums/orders";
import { shanghaiDate } from "@/lib/core/time";
import { amountText, moneyText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import { businessGroupings } from "@/lib/statistics/business-model";
import { askBusiness, businessTable, expectBusinessShowsItsAddress, openBusiness } from "./support/business";
import { chooseStores } from "./support/sales";
import { test } from "./support/test";

const lastMonth = presetRange("lastMonth", shanghaiDate(new Date()));
const monthQuery = `from=${lastMonth.from}&to=${lastMonth.to}`;

test("every grouping shows its rows and the totals over all of them", async ({ login }) => {
  test.slow();
  const page = await login("headquarters");
  await openBusiness(page, monthQuery);
  const groups = page.getByRole("navigation", { name: "统计方式" }).getByRole("link");
  await expect(groups).toHaveCount(businessGroupings.length);
  for (const grouping of businessGroupings) {
    await test.step(grouping, async () => {
      await openBusiness(page, `${monthQuery}&groupBy=${grouping}`);
      const { total } = await expectBusinessShowsItsAddress(page);
      expect(total).toBeGreaterThan(0);
    });
  }
});

test("the sums of every level are the same", async ({ login }) => {
  test.slow();
  const page = await login("branch");
  const totals = new Set<number>();
  for (const grouping of ["day", "store", "branch", "franchisee", "region", "channel"]) {
    await openBusiness(page, `${monthQuery}&groupBy=${grouping}`);
    totals.add((await askBusiness(page)).totals.finalAmountFen);
    await expect(businessTable(page).getByRole("row").last()).toContainText(amountText([...totals][0] ?? 0));
  }
  expect(totals.size).toBe(1);
});

test("refunds change over to their own day, and the address says so", { tag: "@phone" }, async ({
  login,
  isMobile,
}) => {
  const page = await login("headquarters");
  await openBusiness(page, monthQuery);
  const byOrder = await askBusiness(page);
  if (isMobile) await page.getByRole("button", { name: "筛选" }).click();
  await page.getByRole("radio", { name: "按退款日" }).click();
  await expect(page).toHaveURL(`/stats/business?${monthQuery}&by=refund`);
  if (isMobile) await page.getByRole("button", { name: "查看结果" }).click();
  const byRefund = await expectBusinessShowsItsAddress(page);
  expect(byRefund.totals.finalAmountFen).toBe(byOrder.totals.finalAmountFen);
  await expect(page.getByText("退款算在退款当天")).toBeVisible();
  await expect(page.locator(`[title="${moneyText(byRefund.totals.refundAmountFen)}"]`).first()).toBeVisible();
});

test("every comparison names its days and shows their figures", async ({ login }) => {
  const page = await login("headquarters");
  await openBusiness(page, monthQuery);
  await expect(page.getByText(/^环比：/)).toBeVisible();
  const choices = page.getByRole("radiogroup", { name: "对比" });
  for (const [label, value, isCompared] of [
    ["周同比", "weekday", true],
    ["不比较", "none", false],
    ["同比", "lastYear", true],
  ] as const) {
    await choices.getByRole("radio", { name: label, exact: true }).click();
    await expect(page).toHaveURL(`/stats/business?${monthQuery}&compare=${value}`);
    await expect(page.getByRole("columnheader", { name: "对比期实收 (元)" })).toHaveCount(isCompared ? 1 : 0);
    await expectBusinessShowsItsAddress(page);
  }
});

test("stores, channels, branches and same stores narrow the figures and stand as chips", async ({
  login,
  demo,
}) => {
  const [first, second] = await demo.stores();
  const page = await login("headquarters");
  await openBusiness(page, `${monthQuery}&groupBy=store`);
  await chooseStores(page, false, [first?.code ?? "", second?.code ?? ""]);
  await expect(page).toHaveURL(
    `/stats/business?${monthQuery}&groupBy=store&stores=${first?.code},${second?.code}`,
  );
  await expectBusinessShowsItsAddress(page);

  await page.getByRole("button", { name: "更多筛选" }).click();
  await page.getByRole("button", { name: /^渠道/ }).click();
  const channels = page.getByRole("dialog", { name: "渠道" });
  await expect(channels.getByRole("checkbox")).toHaveCount(orderChannels.length);
  for (const name of ["美团", "饿了么"]) await channels.getByRole("checkbox", { name }).click();
  await channels.getByRole("button", { name: "看这 2 个" }).click();
  await expect(page).toHaveURL(/&channels=meituan,eleme$/);
  await expectBusinessShowsItsAddress(page);
  await expect(
    page.getByRole("navigation", { name: "统计方式" }).getByRole("link", { name: "按半小时" }),
  ).toHaveCount(0);

  await page.getByRole("checkbox", { name: "只看两期都营业的门店" }).click();
  await expect(page).toHaveURL(/&sameStore=1$/);
  await page.getByRole("button", { name: "不再只看渠道 饿了么" }).click();
  await expect(page).toHaveURL(/&channels=meituan&sameStore=1$/);
  await expectBusinessShowsItsAddress(page);
  await page.getByRole("button", { name: "不再只看两期都营业的门店" }).click();
  await expect(page).not.toHaveURL(/sameStore/);
});

test("a branch is searched for and narrows to its stores", async ({ login, demo }) => {
  const own = await demo.storesOf("branch");
  const page = await login("headquarters");
  await openBusiness(page, `${monthQuery}&groupBy=store`);
  await page.getByRole("button", { name: "更多筛选" }).click();
  await page.getByRole("button", { name: /^分公司/ }).click();
  const branches = page.getByRole("dialog", { name: "分公司" });
  const code = own.find(({ managerCode }) => managerCode !== null)?.managerCode ?? "-";
  await branches.getByRole("textbox", { name: "搜索分公司" }).fill(code);
  await expect(branches.getByRole("checkbox")).toHaveCount(1);
  await branches.getByRole("checkbox").click();
  await branches.getByRole("button", { name: "看这 1 个" }).click();
  await expect(page).toHaveURL(new RegExp(`&branches=${code}$`));
  await expect(page.getByRole("navigation", { name: "统计范围" })).toBeVisible();
  await expectBusinessShowsItsAddress(page);
});

test("the drill goes from the chain to a day, and its crumbs lead back", async ({ login }) => {
  const page = await login("headquarters");
  await openBusiness(page, `${monthQuery}&groupBy=branch`);
  const firstRow = () => businessTable(page).locator("tbody").getByRole("link").first();
  for (const next of ["franchisee", "store", "day"]) {
    await firstRow().click();
    await expect(page).toHaveURL(new RegExp(`groupBy=${next}`));
    await expectBusinessShowsItsAddress(page);
  }
  const trail = page.getByRole("navigation", { name: "统计范围" });
  await expect(trail.getByRole("listitem")).toHaveCount(4);
  await trail.getByRole("link").nth(1).click();
  await expect(page).toHaveURL(/groupBy=franchisee/);
  await expect(page).not.toHaveURL(/stores=|franchisees=/);
  await trail.getByRole("link", { name: "全部门店" }).click();
  await expect(page).toHaveURL(/groupBy=branch$/);
  await expectBusinessShowsItsAddress(page);
});

test("the file holds what the page shows, in its order", async ({ login }) => {
  const page = await login("headquarters");
  await openBusiness(page, `${monthQuery}&groupBy=store&sort=orders`);
  const { items, totals } = await expectBusinessShowsItsAddress(page);
  await page.getByRole("button", { name: "下载" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "CSV" }).click(),
  ]);
  const rows: string[][] = parse(readFileSync(await file.path()), { bom: true });
  const [head = [], ...lines] = rows;
  const at = head.findIndex((name) => name.startsWith("实收"));
  const amounts = lines.map((line) => Math.round(Number(line[at]) * 100));
  const shown = items.map((row) => ("finalAmountFen" in row ? row.finalAmountFen : Number.NaN));
  expect(amounts.slice(0, shown.length)).toEqual(shown);
  expect(amounts.at(-1)).toBe(totals.finalAmountFen);
});

test("a link with foreign stores or branches shows the reader's own and says so", async ({ login, demo }) => {
  const [own] = await demo.storesOf("clerk");
  const foreign = (await demo.stores()).find(({ ownerCode }) => ownerCode !== own?.ownerCode);
  const page = await login("clerk");
  await openBusiness(
    page,
    `${monthQuery}&groupBy=store&stores=${own?.code},${foreign?.code}&franchisees=F9999`,
  );
  const notice = page.getByRole("status").filter({ hasText: "不在你能看的范围内" });
  await expect(notice).toContainText(`已去掉：${foreign?.code}`);
  await expect(notice).toContainText("链接里有 1 个筛选条件找不到，或不在你能看的范围内，已去掉：F9999");
  const rows = businessTable(page).locator("tbody").getByRole("row");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(own?.name ?? "-");
  await expect(page.getByText(foreign?.name ?? "-")).toHaveCount(0);
});

test("a bad parameter is named in a sentence, and a reset leads out", async ({ login }) => {
  const page = await login("clerk");
  for (const [query, sentence] of [
    ["by=yesterday", "退款归属："],
    ["groupBy=moon", "统计方式：没有这个选项"],
    ["channels=pigeon", "渠道："],
    ["from=2026-02-30&to=2026-03-01", "开始日期："],
  ] as const) {
    await page.goto(routes.businessStats(query));
    await expect(page.getByRole("listitem").filter({ hasText: sentence })).toBeVisible();
  }
  await page.getByRole("link", { name: "重置筛选" }).click();
  await expect(page).toHaveURL(routes.businessStats());
  await expect(businessTable(page)).toBeVisible();
});

test("the chart draws another figure, and is a table on demand", { tag: "@phone" }, async ({ login }) => {
  const page = await login("headquarters");
  await openBusiness(page, monthQuery);
  await page.getByRole("combobox", { name: "指标" }).click();
  await page.getByRole("option", { name: "客单价" }).click();
  await expect(page).toHaveURL(/&metric=averageFen/);
  await page
    .getByRole("radiogroup", { name: "每天走势：查看方式" })
    .getByRole("radio", { name: "表" })
    .click();
  const chart = page.getByRole("table", { name: /的客单价$/ });
  await expect(chart.locator("tbody tr")).toHaveCount(Number(lastMonth.to.slice(8)));
  await page.reload();
  await expect(chart).toBeVisible();
});

test("the definition of every figure can be read on the page", async ({ login }) => {
  const page = await login("clerk");
  await openBusiness(page, monthQuery);
  await page
    .getByRole("heading", { name: "实收" })
    .first()
    .getByRole("button", { name: "这个数怎么算" })
    .click();
  await expect(page.getByRole("dialog", { name: "这个数怎么算" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByText("指标口径").click();
  await expect(page.getByRole("term").filter({ hasText: "净额" })).toBeVisible();
});

test("everything on the way to a narrowed table can be done by keyboard", async ({ login }) => {
  const page = await login("headquarters");
  await openBusiness(page, `${monthQuery}&groupBy=store`);
  await page.getByRole("link", { name: "订单数", exact: true }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/&sort=-orders$/);
  await page.getByRole("button", { name: "更多筛选" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: /^区域/ }).focus();
  await page.keyboard.press("Enter");
  const regions = page.getByRole("dialog", { name: "区域" });
  await regions.getByRole("checkbox").first().focus();
  await page.keyboard.press("Space");
  await regions.getByRole("button", { name: "看这 1 个" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/&regions=/);
  await expectBusinessShowsItsAddress(page);
});
