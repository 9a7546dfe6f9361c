import { expect } from "@playwright/test";
import { addDays, shanghaiDate } from "@/lib/core/time";
import { routes } from "@/lib/routes";
import { openSales } from "./support/sales";
import { test } from "./support/test";

const today = shanghaiDate(new Date());

const faults = [
  ["from=2026-02-30&to=2026-03-02", "开始日期：日期须为 YYYY-MM-DD 格式的有效日期"],
  ["from=2026-03-01", "结束日期：日期须为 YYYY-MM-DD 格式的有效日期"],
  ["from=2026-03-02&to=2026-03-01", "结束日期：结束日期早于开始日期，请对调"],
  [`from=${addDays(today, -800)}&to=${today}`, "结束日期：日期范围最多 731 天，请缩短"],
  ["page=0", "页码：页码是从 1 开始的整数"],
  ["page=first", "页码：页码是从 1 开始的整数"],
  ["pageSize=201", "每页条数：每页 1 到 200 条"],
  ["sort=colour", "排序：没有这个选项"],
  ["groupBy=store&sort=skuName", "排序：没有这个选项"],
  ["groupBy=colour", "统计方式：没有这个选项"],
  ["compare=tomorrow", "对比：没有这个选项"],
] as const;

test("a bad parameter of the sales page is named in a sentence, and a reset leads out", async ({ login }) => {
  const page = await login("clerk");
  for (const [query, sentence] of faults) {
    await test.step(query, async () => {
      await page.goto(routes.salesStats(query));
      await expect(page.getByText("筛选条件有问题")).toBeVisible();
      await expect(page.getByRole("listitem").filter({ hasText: sentence })).toBeVisible();
    });
  }
  await page.getByRole("link", { name: "重置筛选" }).click();
  await expect(page).toHaveURL(routes.salesStats());
  await expect(page.getByRole("table", { name: "按商品的销售" })).toBeVisible();
});

test("what is no parameter of ours does no harm", async ({ login }) => {
  const page = await login("clerk");
  await openSales(page, "utm_source=letter&page=1&dense=maybe&view=cake&cols=none");
  await page.goto(routes.salesStats("page=9999"));
  await expect(page.getByText("筛选条件有问题")).toHaveCount(0);
});

test("a bad parameter of the list of stores is named too", { tag: "@phone" }, async ({ login }) => {
  const page = await login("clerk");
  for (const [query, sentence] of [
    ["lifeCycle=sleeping", "门店状态：没有这个选项"],
    ["sort=owner", "排序：没有这个选项"],
    ["page=-1", "页码："],
    ["codes=0000009", "没有找到门店：0000009"],
  ] as const) {
    await page.goto(`${routes.stores()}?${query}`);
    await expect(page.getByText(sentence)).toBeVisible();
  }
  await page.getByRole("link", { name: "重置筛选" }).click();
  await expect(page).toHaveURL(routes.stores());
});
