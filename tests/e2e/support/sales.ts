import { expect, type Locator, type Page } from "@playwright/test";
import { amountText, integerText, kilogramText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import type { SalesList } from "@/lib/statistics/model";

/** Opens the sales page and waits until its figures are there. */
export async function openSales(page: Page, query = ""): Promise<void> {
  await page.goto(routes.salesStats(query));
  await expect(page.getByRole("heading", { name: "销售统计", level: 1 })).toBeVisible();
  await expect(salesTable(page)).toBeVisible();
}

/** The table, whose rows are cards on the phone. */
export function salesTable(page: Page): Locator {
  return page.getByRole("table", { name: /^按.+的销售$/ });
}

/** What the API answers to the filter that stands in the page's address; the page's own defaults are filled in. */
export async function askApi(page: Page): Promise<SalesList> {
  const search = new URL(page.url()).searchParams;
  for (const key of ["view", "cols", "dense"]) search.delete(key);
  if (!search.has("from")) throw new Error("this helper wants the range in the address");
  if (!search.has("compare")) search.set("compare", "previous");
  if (search.get("compare") === "none") search.delete("compare");
  if (!search.has("pageSize")) search.set("pageSize", "20");
  const response = await page.request.get(`/api/mbi/stats/sales?${search}`);
  const body = await response.json();
  expect(body, "answer of the API").toMatchObject({ code: 1200 });
  return body.data;
}

/** The page shows the totals and, row by row, the amounts that the API answers for its address. */
export async function expectPageShowsItsAddress(page: Page): Promise<SalesList> {
  const list = await askApi(page);
  const { totals } = list;
  const table = page.getByRole("table", { name: /^按.+的销售$/ });
  const foot = table.getByRole("row").last();
  for (const text of [
    amountText(totals.amountFen),
    kilogramText(totals.weightGrams),
    integerText(totals.quantity),
    integerText(totals.tickets),
  ])
    await expect(foot).toContainText(text);
  await expect(table.locator("tbody tr")).toHaveCount(list.items.length);
  const amounts = list.items.map((item) => new RegExp(escaped(amountText(item.amountFen))));
  await expect(table.locator("tbody tr")).toHaveText(amounts);
  return list;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** Opens the picker of the sales page; on the phone it is in the sheet of filters. */
export async function openPicker(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: /家门店$|店$|等 .+ 家$/ }).click();
  const dialog = page.getByRole("dialog", { name: "选择门店" });
  await expect(dialog.getByRole("option").first()).toBeVisible();
  return dialog;
}

/** Picks stores by their codes, on either device, and takes the choice over. */
export async function chooseStores(page: Page, isMobile: boolean, codes: readonly string[]): Promise<void> {
  if (isMobile) await page.getByRole("button", { name: "筛选" }).click();
  const picker = await openPicker(page);
  for (const code of codes) {
    await picker.getByRole("combobox", { name: "搜索门店" }).fill(code);
    await picker.getByRole("option", { name: code }).click();
  }
  await picker.getByRole("button", { name: `看这 ${codes.length} 家` }).click();
  if (isMobile) await page.getByRole("button", { name: "查看结果" }).click();
}

/** What stands there for the eye: a cell carries its figure a second time, in the form of the other device. */
export function seenText(locator: Locator): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: the hidden form must not count.
  return locator.innerText();
}
