import { expect } from "@playwright/test";
import { presetRange } from "@/components/form/date-presets";
import { shanghaiDate } from "@/lib/core/time";
import { askApi, openSales, salesTable } from "./support/sales";
import { test } from "./support/test";

const lastMonth = presetRange("lastMonth", shanghaiDate(new Date()));
const monthQuery = `from=${lastMonth.from}&to=${lastMonth.to}`;

test("a sheet holds the filters, and cards take their sort and their columns", {
  tag: "@phone-only",
}, async ({ login }) => {
  const page = await login("headquarters");
  await openSales(page);
  await page.getByRole("button", { name: "筛选" }).click();
  const sheet = page.getByRole("dialog", { name: "筛选" });
  await sheet.getByRole("button", { name: "上月" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}`);
  await sheet.getByRole("radio", { name: "周同比" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}&compare=weekday`);
  await sheet.getByRole("button", { name: "查看结果" }).click();
  await expect(sheet).toBeHidden();
  await expect(page.getByText("周同比：")).toBeVisible();

  await page.getByRole("combobox", { name: "排序" }).click();
  await page.getByRole("option", { name: "称重单数 从大到小" }).click();
  await expect(page).toHaveURL(`/stats/sales?${monthQuery}&compare=weekday&sort=-tickets`);
  const { items } = await askApi(page);
  const cards = salesTable(page).locator("tbody").getByRole("row");
  await expect(cards).toHaveCount(items.length);
  await expect(cards.first()).toContainText(items[0]?.skuName ?? "-");
  await expect(salesTable(page).getByRole("row").last()).toContainText("合计");
  await expect(cards.first().locator('[data-label="占比"]')).toBeVisible();

  await page.getByRole("button", { name: "显示列" }).click();
  await page.getByRole("dialog", { name: "显示列" }).getByRole("checkbox", { name: "占比" }).click();
  await expect(cards.first().locator('[data-label="占比"]')).toHaveCount(0);
});

test("two touches of the calendar in the sheet are enough", { tag: "@phone-only" }, async ({ login }) => {
  const page = await login("clerk");
  await openSales(page, monthQuery);
  await page.getByRole("button", { name: "筛选" }).click();
  const sheet = page.getByRole("dialog", { name: "筛选" });
  const month = Number(lastMonth.from.slice(5, 7));
  for (const day of [3, 12])
    await sheet.getByRole("button", { name: new RegExp(`${month}月${day}日`) }).tap();
  await sheet.getByRole("button", { name: "查看结果" }).click();
  const start = lastMonth.from.slice(0, 8);
  await expect(page).toHaveURL(`/stats/sales?from=${start}03&to=${start}12`);
  await expect(
    page.getByText(`${month}月3日 – ${month}月12日`).filter({ visible: true }).first(),
  ).toBeVisible();
});
