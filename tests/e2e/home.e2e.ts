import { expect } from "@playwright/test";
import { shanghaiDate } from "@/lib/core/time";
import { integerText, moneyText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import type { Home } from "@/lib/statistics/home-model";
import { businessTable } from "./support/business";
import { test } from "./support/test";

const figureNames = ["今日订单", "今日实收", "客单价", "退款"] as const;

test("the first screen of a phone is today's four figures of one's own stores", { tag: "@phone" }, async ({
  login,
  demo,
}) => {
  const own = await demo.storesOf("franchisee");
  const page = await login("franchisee");
  await page.goto(routes.home());
  await expect(page.getByRole("heading", { name: "今日，我的门店", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2 }).filter({ visible: true }).first()).toBeVisible();
  const height = page.viewportSize()?.height ?? 0;
  for (const name of figureNames) {
    const box = await page.getByRole("heading", { name, level: 2 }).boundingBox();
    expect((box?.y ?? height) + (box?.height ?? 0), name).toBeLessThan(height);
  }
  const foreign = (await demo.stores()).filter(({ code }) => own.every((store) => store.code !== code));
  const text = await page.getByRole("main").textContent();
  for (const { name } of foreign) expect(text).not.toContain(name);
});

test("the figures stand in the first HTML, without any script", async ({ login }) => {
  const page = await login("headquarters");
  const html = await (await page.request.get(routes.home())).text();
  const answer = await page.request.get("/api/mbi/stats/home");
  const { data }: { data: Home } = await answer.json();
  const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
  for (const name of figureNames) expect(main).toContain(name);
  expect(main).not.toContain("<template");
  // Today goes on while the test reads it twice; refunds of a demo change seldom, orders do not become fewer.
  const orders = Number(/今日订单[\s\S]*?>([\d,]+)</.exec(main)?.[1]?.replaceAll(",", ""));
  expect(orders).toBeGreaterThan(0);
  expect(orders).toBeLessThanOrEqual(data.today.orders);
});

test("figures, curve and stores are those that the API answers", async ({ login }) => {
  const page = await login("clerk");
  const ask = async (): Promise<Home> =>
    (await (await page.request.get("/api/mbi/stats/home")).json()).data as Home;
  await expect(async () => {
    const before = await ask();
    await page.goto(routes.home());
    expect(await ask()).toMatchObject({ today: before.today, current: before.current });
    const main = page.getByRole("main");
    await expect(main).toContainText(integerText(before.today.orders));
    await expect(main).toContainText(moneyText(before.today.finalAmountFen));
    for (const { storeName } of [...before.best, ...before.worst])
      await expect(main).toContainText(storeName);
    for (const { storeName } of before.withoutSales.items) await expect(main).toContainText(storeName);
  }).toPass();
});

test("a ranked store leads to its half hours of today", async ({ login }) => {
  const page = await login("headquarters");
  await page.goto(routes.home());
  const card = page.locator("section").filter({ has: page.getByRole("heading", { name: "卖得最好" }) });
  const store = card.getByRole("link").first();
  const name = (await store.textContent()) ?? "-";
  await store.click();
  await expect(page).toHaveURL(/\/stats\/business\?from=.+&stores=.+&groupBy=slot$/);
  await expect(businessTable(page)).toBeVisible();
  await expect(page.getByRole("button", { name })).toBeVisible();
});

test("the curve can be read as a table", { tag: "@phone" }, async ({ login }) => {
  const page = await login("headquarters");
  await page.goto(routes.home());
  await page.getByText("看数据表").click();
  const rows = page.getByRole("table", { name: "今日半小时实收" }).locator("tbody").getByRole("row");
  expect(await rows.count()).toBeGreaterThan(10);
  await expect(rows.first().getByRole("rowheader")).toHaveText(/^\d\d:[03]0$/);
});

test("who may not see today's figures lands on the first page of the own rights", async ({ login, demo }) => {
  const page = await login(await demo.staffWith(["stats.sales"]));
  await page.goto(routes.home());
  await expect(page).toHaveURL(routes.salesStats());
  await expect(page.getByRole("link", { name: "首页", exact: true })).toHaveCount(0);
  await page.goto(routes.businessStats(`from=${shanghaiDate(new Date())}`));
  await expect(page.getByText("需要“查看经营统计”权限。")).toBeVisible();
});
