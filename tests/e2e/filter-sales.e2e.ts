import { expect, type Page } from "@playwright/test";
import { presetRange } from "@/components/form/date-presets";
import { addDays, shanghaiDate } from "@/lib/core/time";
import { dayText } from "@/lib/i18n/format";
import {
  chooseStores,
  expectPageShowsItsAddress,
  openPicker,
  openSales,
  salesTable,
  seenText,
} from "./support/sales";
import { test } from "./support/test";

const today = shanghaiDate(new Date());
const lastMonth = presetRange("lastMonth", today);
const monthQuery = `from=${lastMonth.from}&to=${lastMonth.to}`;

test("a preset and a typed range change the figures, and the browser's back takes them back", async ({
  login,
}) => {
  const page = await login("headquarters");
  await openSales(page);
  await page.getByRole("button", { name: /^近7天/ }).click();
  await page.getByRole("dialog", { name: "日期" }).getByRole("button", { name: "上月" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}`);
  const month = await expectPageShowsItsAddress(page);

  const [from, to] = [addDays(today, -9), addDays(today, -5)];
  await page.getByRole("button", { name: /^上月/ }).click();
  const dates = page.getByRole("dialog", { name: "日期" });
  await dates.getByRole("textbox", { name: "开始日期" }).fill(from.replaceAll("-", "/"));
  await dates.getByRole("textbox", { name: "结束日期" }).fill(to.replaceAll("-", ""));
  await expect(dates.getByText("共 5 天")).toBeVisible();
  await dates.getByRole("button", { name: "确定" }).click();
  await expect(page).toHaveURL(`/stats/sales?from=${from}&to=${to}`);
  const days = await expectPageShowsItsAddress(page);
  expect(days.totals.amountFen).not.toBe(month.totals.amountFen);

  await page.goBack();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}`);
  await expectPageShowsItsAddress(page);
  await expect(page.getByRole("button", { name: /^上月/ })).toBeVisible();
});

test("a range that cannot be is refused while it is typed", async ({ login }) => {
  const page = await login("clerk");
  await openSales(page);
  await page.getByRole("button", { name: /^近7天/ }).click();
  const dates = page.getByRole("dialog", { name: "日期" });
  for (const [from, to, problem] of [
    [today, addDays(today, -1), "结束日期早于开始日期"],
    ["2020-01-01", today, "最多选 731 天"],
    ["2026-02-30", today, "请填写开始和结束日期"],
  ] as const) {
    await dates.getByRole("textbox", { name: "开始日期" }).fill(from);
    await dates.getByRole("textbox", { name: "结束日期" }).fill(to);
    await expect(dates.getByText(problem)).toBeVisible();
    await dates.getByRole("textbox", { name: "结束日期" }).press("Enter");
    await expect(dates).toBeVisible();
  }
  await expect(page).toHaveURL("/stats/sales");
});

test("two clicks in the calendar make a range", async ({ login }) => {
  const page = await login("clerk");
  await openSales(page, monthQuery);
  await page.getByRole("button", { name: /^上月/ }).click();
  const dates = page.getByRole("dialog", { name: "日期" });
  const month = Number(lastMonth.from.slice(5, 7));
  for (const day of [3, 12])
    await dates.getByRole("button", { name: new RegExp(`${month}月${day}日`) }).click();
  await expect(dates.getByText("共 10 天")).toBeVisible();
  await dates.getByRole("button", { name: "确定" }).click();
  await expect(page).toHaveURL(
    `/stats/sales?from=${lastMonth.from.slice(0, 8)}03&to=${lastMonth.from.slice(0, 8)}12`,
  );
  await expectPageShowsItsAddress(page);
});

for (const { way, typed, matches } of [
  { way: "name", typed: "南京", matches: /^南京/ },
  { way: "pinyin", typed: "nanjing", matches: /^南京/ },
  { way: "initials", typed: "njzsl", matches: /^南京中山路/ },
]) {
  test(`the picker finds stores by ${way}`, async ({ login, demo }) => {
    const page = await login("headquarters");
    await openSales(page, monthQuery);
    const picker = await openPicker(page);
    await picker.getByRole("combobox", { name: "搜索门店" }).fill(typed);
    const found = (await demo.stores()).filter(({ name }) => matches.test(name));
    expect(found.length).toBeGreaterThan(0);
    await expect(picker.getByRole("option")).toHaveText(found.map(({ code }) => new RegExp(code)));
  });
}

test("stores picked by code narrow the figures and stand in the address", { tag: "@phone" }, async ({
  login,
  demo,
  isMobile,
}) => {
  const [first, second] = await demo.stores();
  const page = await login("headquarters");
  await openSales(page, `${monthQuery}&groupBy=store`);
  await chooseStores(page, isMobile, [first?.code ?? "", second?.code ?? ""]);
  await expect(page).toHaveURL(
    `/stats/sales?${monthQuery}&groupBy=store&stores=${first?.code},${second?.code}`,
  );
  await expect(salesTable(page)).toContainText(first?.name ?? "-");
  await expect(salesTable(page)).toContainText(second?.name ?? "-");
  if (!isMobile) {
    const { total } = await expectPageShowsItsAddress(page);
    expect(total).toBe(2);
  }
});

test("a pasted list of codes is taken, and what is unknown is named", async ({ login, demo, watch }) => {
  // The call that looks the codes up answers that some are not there.
  watch.expectTrouble("404");
  const [first, , third] = await demo.stores();
  const page = await login("headquarters");
  await openSales(page, monthQuery);
  const picker = await openPicker(page);
  await picker.getByRole("radio", { name: "粘贴编号" }).click();
  await picker
    .getByRole("textbox", { name: "门店编号，可多个" })
    .fill(`${first?.code}\n${third?.code}，0000009;坏`);
  await expect(picker.getByText("识别到 3 个编号")).toBeVisible();
  await picker.getByRole("button", { name: "加入已选" }).click();
  const report = picker.getByRole("status");
  await expect(report).toContainText("加入了 2 家门店");
  await expect(report).toContainText("有 2 个编号找不到");
  await expect(report).toContainText("坏, 0000009");
  await picker.getByRole("button", { name: "看这 2 家" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}&stores=${first?.code},${third?.code}`);
  await expectPageShowsItsAddress(page);

  await page.getByRole("button", { name: /等 2 家$/ }).click();
  const again = page.getByRole("dialog", { name: "选择门店" });
  await again.getByRole("button", { name: `去掉 ${first?.name}` }).click();
  await again.getByRole("button", { name: "清空" }).click();
  await again.getByRole("button", { name: "看全部门店" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}`);
});

test("codes beyond what a link can hold are left out and counted", async ({ login, demo, watch }) => {
  watch.expectTrouble("404");
  const [first] = await demo.stores();
  const page = await login("headquarters");
  await openSales(page, monthQuery);
  const picker = await openPicker(page);
  await picker.getByRole("radio", { name: "粘贴编号" }).click();
  const unknown = Array.from({ length: 501 }, (_, index) => `N${index}`);
  await picker.getByRole("textbox", { name: "门店编号，可多个" }).fill([first?.code, ...unknown].join("\n"));
  await picker.getByRole("button", { name: "加入已选" }).click();
  const report = picker.getByRole("status");
  await expect(report).toContainText("加入了 1 家门店");
  await expect(report).toContainText("一次最多选 500 家，后面 2 个编号没有加入");
  await expect(report).toContainText("有 499 个编号找不到");
});

test("every comparison names its days and shows their figures", async ({ login }) => {
  const page = await login("headquarters");
  await openSales(page, monthQuery);
  const choices = page.getByRole("radiogroup", { name: "对比" });
  await expect(choices.getByRole("radio", { name: "环比" })).toBeChecked();
  const before = presetRange("lastMonth", lastMonth.from);
  await expect(page.getByText(`环比：${monthText(lastMonth)} 与 ${monthText(before)} 比较`)).toBeVisible();
  for (const [label, value, column] of [
    ["周同比", "weekday", true],
    ["不比较", "none", false],
    ["同比", "lastYear", true],
  ] as const) {
    await choices.getByRole("radio", { name: label, exact: true }).click();
    await expect(page).toHaveURL(`/stats/sales?${monthQuery}&compare=${value}`);
    await expect(page.getByRole("columnheader", { name: "对比期金额 (元)" })).toHaveCount(column ? 1 : 0);
    await expectPageShowsItsAddress(page);
  }
});

test("groups, sort, pages and columns stand in the address, and a reload shows the same", async ({
  login,
}) => {
  const page = await login("headquarters");
  await openSales(page, monthQuery);
  const groups = page.getByRole("navigation", { name: "统计方式" });
  for (const group of ["按门店", "按天", "按商品"]) {
    await groups.getByRole("link", { name: group }).click();
    await expect(page.getByRole("table", { name: `${group}的销售` })).toBeVisible();
    await expectPageShowsItsAddress(page);
  }

  await page.getByRole("columnheader", { name: "称重单数" }).getByRole("link").click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}&groupBy=sku&sort=-tickets`);
  await expect(page.getByRole("columnheader", { name: "称重单数" })).toHaveAttribute(
    "aria-sort",
    "descending",
  );
  await expectPageShowsItsAddress(page);
  await page.getByRole("columnheader", { name: "称重单数" }).getByRole("link").click();
  await expect(page.getByRole("columnheader", { name: "称重单数" })).toHaveAttribute(
    "aria-sort",
    "ascending",
  );

  await page.getByRole("combobox", { name: "每页条数" }).click();
  await page.getByRole("option", { name: "20 条/页" }).click();
  await page.getByRole("link", { name: "第 2 页" }).click();
  const address = `/stats/sales?${monthQuery}&groupBy=sku&sort=tickets&pageSize=20&page=2`;
  await expect(page).toHaveURL(address);
  await expectPageShowsItsAddress(page);

  await hideColumn(page, "占比");
  await expect(page.getByRole("columnheader", { name: "占比" })).toHaveCount(0);
  await expect(page).toHaveURL(/&cols=/);
  const shown = await seenText(page.getByRole("table", { name: "按商品的销售" }));
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "占比" })).toHaveCount(0);
  expect(await seenText(page.getByRole("table", { name: "按商品的销售" }))).toBe(shown);
});

test("a row leads one level down: goods to their stores, one of them to its days", async ({ login }) => {
  const page = await login("franchisee");
  await openSales(page, monthQuery);
  await page.getByRole("table", { name: "按商品的销售" }).getByRole("link").nth(5).click();
  await expect(page).toHaveURL(/&skus=.+&groupBy=store$/);
  await expectPageShowsItsAddress(page);
  await page.getByRole("table", { name: "按门店的销售" }).locator("tbody").getByRole("link").first().click();
  await expect(page).toHaveURL(/&skus=.+&groupBy=day&stores=/);
  await expectPageShowsItsAddress(page);
  await page.getByRole("button", { name: /^不再只看商品/ }).click();
  await expect(page).not.toHaveURL(/skus=/);
  await expectPageShowsItsAddress(page);
});

test("the chart can be read as a table with the same amounts", { tag: "@phone" }, async ({ login }) => {
  const page = await login("clerk");
  await openSales(page, monthQuery);
  await page.getByRole("radiogroup", { name: "查看方式" }).getByRole("radio", { name: "表" }).click();
  await expect(page).toHaveURL(/&view=table/);
  const chart = page.getByRole("table", { name: /的销售金额$/ });
  await expect(chart.locator("tbody tr")).toHaveCount(Number(lastMonth.to.slice(8)));
  await page.reload();
  await expect(chart).toBeVisible();
});

async function hideColumn(page: Page, label: string): Promise<void> {
  await page.getByRole("button", { name: "显示列" }).click();
  await page.getByRole("dialog", { name: "显示列" }).getByRole("checkbox", { name: label }).click();
  await page.keyboard.press("Escape");
}

function monthText({ from, to }: { from: string; to: string }): string {
  const year = to.slice(0, 4);
  return `${dayText(from, "zh-CN", year)} – ${dayText(to, "zh-CN", year)}`;
}
