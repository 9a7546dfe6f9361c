import { expect } from "@playwright/test";
import { presetRange } from "@/components/form/date-presets";
import { shanghaiDate } from "@/lib/core/time";
import { routes } from "@/lib/routes";
import {
  chooseStores,
  expectPageShowsItsAddress,
  openPicker,
  openSales,
  salesTable,
  seenText,
} from "./support/sales";
import { test } from "./support/test";

const lastMonth = presetRange("lastMonth", shanghaiDate(new Date()));
const monthQuery = `from=${lastMonth.from}&to=${lastMonth.to}&groupBy=store`;

test("a clerk who opens head office's link sees the own store only and is told so", async ({
  login,
  demo,
  watch,
}) => {
  const [own] = await demo.storesOf("clerk");
  const foreign = (await demo.stores()).find((store) => store.ownerCode !== own?.ownerCode);
  const sender = await login("headquarters");
  await sender.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openSales(sender, monthQuery);
  await chooseStores(sender, false, [own?.code ?? "", foreign?.code ?? ""]);
  await expect(salesTable(sender)).toContainText(foreign?.name ?? "-");
  await sender.getByRole("button", { name: "复制链接" }).click();
  await expect(sender.getByText("链接已复制，对方打开后只会看到自己的门店")).toBeVisible();
  const link = await sender.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).searchParams.get("stores")).toBe(`${own?.code},${foreign?.code}`);

  const reader = await login("clerk");
  await reader.goto(link);
  const notice = reader.getByRole("status").filter({ hasText: "不在你能看的范围内" });
  await expect(notice).toContainText(`链接里有 1 家门店不在你能看的范围内，已去掉：${foreign?.code}`);
  const rows = reader.getByRole("table", { name: "按门店的销售" }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(own?.name ?? "-");
  await expect(reader.getByText(foreign?.name ?? "-")).toHaveCount(0);

  watch.expectTrouble("404");
  const refused = await reader.request.get(`/api/mbi/stats/sales?${new URL(link).searchParams}`);
  expect(await refused.json()).toMatchObject({ code: 1404, details: { codes: [foreign?.code] } });

  const picker = await openPicker(reader);
  await expect(picker.getByRole("option")).toHaveCount(1);
  await picker.getByRole("combobox", { name: "搜索门店" }).fill(foreign?.name ?? "-");
  await expect(picker.getByText("没有找到，换个店名、编号或拼音试试")).toBeVisible();
});

test("a franchisee who opens a link with foreign stores only sees all of the own stores", async ({
  login,
  demo,
}) => {
  const own = await demo.storesOf("franchisee");
  const foreign = (await demo.stores()).filter((store) => !own.some(({ id }) => id === store.id)).slice(0, 3);
  const page = await login("franchisee");
  await openSales(page, `${monthQuery}&stores=${foreign.map(({ code }) => code).join(",")}`);
  await expect(page.getByRole("status").filter({ hasText: "链接里有 3 家门店" })).toBeVisible();
  const rows = page.getByRole("table", { name: "按门店的销售" }).locator("tbody tr");
  const names = own.map(({ name }) => name);
  for (const row of await rows.all()) {
    const text = await seenText(row);
    expect(
      names.some((name) => text.includes(name)),
      text,
    ).toBe(true);
  }
  await openSales(page, monthQuery);
  await expectPageShowsItsAddress(page);
});

test("who may see figures but no list of stores is told of foreign stores too", async ({ login, demo }) => {
  const [own] = await demo.storesOf("clerk");
  const foreign = (await demo.stores()).find((store) => store.ownerCode !== own?.ownerCode);
  const page = await login(await demo.staffWith(["stats.sales"]));
  await openSales(page, `${monthQuery}&stores=${own?.code},${foreign?.code}`);
  await expect(page.getByRole("status").filter({ hasText: `已去掉：${foreign?.code}` })).toBeVisible();
  const rows = page.getByRole("table", { name: "按门店的销售" }).locator("tbody tr");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(own?.name ?? "-");
});

test("without the right to statistics the page names the right that lacks", { tag: "@phone" }, async ({
  login,
  demo,
}) => {
  const page = await login(await demo.staffWith(["stores.view"]));
  await page.goto(routes.home());
  await expect(page).toHaveURL(routes.stores());
  await expect(
    page.getByRole("navigation", { name: "主导航" }).getByRole("link", { name: "销售" }),
  ).toHaveCount(0);
  await page.goto(routes.salesStats(monthQuery));
  await expect(page.getByRole("heading", { name: "你还没有这个权限" })).toBeVisible();
  await expect(page.getByText("需要“查看销售统计”权限。请联系你的上级或总部管理员开通。")).toBeVisible();
});

test("without the right to download the control says why it is closed", async ({ login, demo }) => {
  const page = await login(await demo.staffWith(["stats.sales"]));
  await openSales(page, monthQuery);
  const download = page.getByRole("button", { name: "下载" });
  await expect(download).toHaveAttribute("aria-disabled", "true");
  await expect(download).toHaveAccessibleDescription("需要“下载销售统计”权限，请联系上级或总部开通");
  await download.press("Enter");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await page.goto(routes.stores());
  await expect(page.getByText("需要“查看门店”权限。")).toBeVisible();
});

test("an account without any right or store is led to itself and told whom to ask", async ({
  login,
  demo,
}) => {
  const nobody = await login(await demo.staffWith([]));
  await nobody.goto(routes.home());
  await expect(nobody).toHaveURL(routes.myAccount());
  const storeless = await login(await demo.lonelyMain());
  await storeless.goto(routes.stores());
  await expect(storeless.getByText("还没有门店归你查看")).toBeVisible();
  await storeless.goto(routes.salesStats());
  await expect(storeless.getByRole("heading", { name: "销售统计" })).toBeVisible();
  await expect(storeless.getByText("还没有门店归你查看")).toBeVisible();
});
