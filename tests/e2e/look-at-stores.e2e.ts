import { expect } from "@playwright/test";
import { routes } from "@/lib/routes";
import { salesTable, seenText } from "./support/sales";
import { test } from "./support/test";

test("stores are found by name, code, pinyin and initials, and the search stands in the address", async ({
  login,
  demo,
}) => {
  const all = await demo.stores();
  const [wanted] = all.filter(({ name }) => name.startsWith("南京中山路"));
  const page = await login("headquarters");
  await page.goto(routes.stores());
  const search = page.getByRole("textbox", { name: "搜索门店" });
  const rows = page.getByRole("table", { name: "门店" }).locator("tbody tr");
  await expect(rows).toHaveCount(all.length);
  for (const typed of ["南京中山", wanted?.code ?? "", "nanjingzhongshan", "NJZSL"]) {
    await search.fill(typed);
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText(wanted?.name ?? "-");
    await expect(page).toHaveURL(`${routes.stores()}?q=${encodeURIComponent(typed)}`);
  }
  await page.reload();
  await expect(search).toHaveValue("NJZSL");
  await expect(rows).toHaveCount(1);
  await search.fill("没有这样的店");
  await expect(page.getByText("没有符合条件的门店")).toBeVisible();
  await page.getByRole("link", { name: "清空条件" }).click();
  await expect(rows).toHaveCount(all.length);
  await expect(search).toHaveValue("");
});

test("the list filters by state, sorts and pages", { tag: "@phone" }, async ({ login, demo, isMobile }) => {
  const all = await demo.stores();
  const page = await login("headquarters");
  await page.goto(`${routes.stores()}?pageSize=5`);
  const names = page.getByRole("main").getByRole("link", { name: /店$/ });
  await expect(names).toHaveCount(5);
  await page.getByRole("link", { name: "下一页" }).click();
  await expect(page).toHaveURL(`${routes.stores()}?pageSize=5&page=2`);
  await expect(names).toHaveText(all.slice(5, 10).map(({ name }) => name));
  await page.getByRole("combobox", { name: "门店状态" }).click();
  await page.getByRole("option", { name: "装修" }).click();
  await expect(page).toHaveURL(`${routes.stores()}?pageSize=5&lifeCycle=renovating`);
  await page.goto(routes.stores());
  if (isMobile) {
    await page.getByRole("combobox", { name: "排序" }).click();
    await page.getByRole("option", { name: "门店编号 从大到小" }).click();
  } else await page.getByRole("columnheader", { name: "门店编号" }).getByRole("link").click();
  await expect(page).toHaveURL(`${routes.stores()}?sort=-code`);
  await expect(names).toHaveText(all.map(({ name }) => name).toReversed());
});

test("a store shows its facts and its histories and leads to its sales", { tag: "@phone" }, async ({
  login,
  demo,
}) => {
  const bought = await demo.boughtStore();
  const page = await login("headquarters");
  await page.goto(`${routes.stores()}?q=${bought.code}`);
  await page.getByRole("link", { name: bought.name, exact: true }).click();
  await expect(page).toHaveURL(routes.store(bought.code));
  await expect(page.getByRole("heading", { name: bought.name, level: 1 })).toBeVisible();
  const owners = page.getByRole("region", { name: "经营者变更" }).getByRole("listitem");
  await expect(owners).toHaveCount(2);
  await expect(owners.first()).toContainText("至今");
  await expect(owners.first()).toContainText(bought.ownerName);
  await expect(owners.last()).toContainText(bought.formerOwnerName);
  await expect(page.getByRole("region", { name: "状态变更" }).getByRole("listitem").first()).toContainText(
    "起",
  );
  await page.getByRole("link", { name: "看这家店的销售" }).click();
  await expect(page).toHaveURL(routes.salesStats(`stores=${bought.code}`));
  await expect(salesTable(page)).toBeVisible();
});

test("an owner is not shown who had the store before", async ({ login, demo }) => {
  const bought = await demo.boughtStore();
  const page = await login("franchisee");
  await page.goto(routes.store(bought.code));
  await expect(page.getByRole("region", { name: "经营者变更" }).getByRole("listitem")).toHaveCount(1);
  await expect(page.getByText(bought.formerOwnerName)).toHaveCount(0);
});

test("a foreign store and one that does not exist are the same page that was not found", async ({
  login,
  demo,
  watch,
}) => {
  watch.expectTrouble("404");
  const own = await demo.storesOf("clerk");
  const foreign = (await demo.stores()).find(({ id }) => own.every((store) => store.id !== id));
  const page = await login("clerk");
  const seen: string[] = [];
  for (const code of [foreign?.code ?? "", "0000009", "%20"]) {
    const response = await page.goto(`${routes.stores()}/${code}`);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole("heading", { name: "没有这个页面" })).toBeVisible();
    seen.push(await seenText(page.getByRole("main")));
  }
  expect(new Set(seen).size).toBe(1);
  const answer = await page.request.get(`/api/mbi/stores/${foreign?.code}`);
  expect(await answer.json()).toMatchObject({ code: 1404 });
  expect((await page.goto("/nowhere"))?.status()).toBe(404);
  await page.getByRole("link", { name: "回到首页" }).click();
  await expect(page).toHaveURL(routes.home());
});
