import { expect, type Locator, type Page } from "@playwright/test";
import { amountText, integerText } from "@/lib/i18n/format";
import { routes } from "@/lib/routes";
import type { BusinessList } from "@/lib/statistics/business-model";

/** Opens the business page and waits until its figures are there. */
export async function openBusiness(page: Page, query = ""): Promise<void> {
  await page.goto(routes.businessStats(query));
  await expect(page.getByRole("heading", { name: "经营统计", level: 1 })).toBeVisible();
  await expect(businessTable(page)).toBeVisible();
}

export function businessTable(page: Page): Locator {
  return page.getByRole("table", { name: /^按.+的经营$/ });
}

/** What the API answers to the filter that stands in the page's address; the page's own defaults are filled in. */
export async function askBusiness(page: Page): Promise<BusinessList> {
  const search = new URL(page.url()).searchParams;
  for (const key of ["view", "slotView", "metric", "cols", "dense"]) search.delete(key);
  if (!search.has("from")) throw new Error("this helper wants the range in the address");
  if (!search.has("compare")) search.set("compare", "previous");
  if (search.get("compare") === "none") search.delete("compare");
  if (!search.has("pageSize")) search.set("pageSize", "20");
  const response = await page.request.get(`/api/mbi/stats/business?${search}`);
  const body = await response.json();
  expect(body, "answer of the API").toMatchObject({ code: 1200 });
  return body.data;
}

/** The page shows the totals and, row by row, the 实收 that the API answers for its address. */
export async function expectBusinessShowsItsAddress(page: Page): Promise<BusinessList> {
  const list = await askBusiness(page);
  const table = businessTable(page);
  const amounts = list.items.map((row) => {
    const amountFen = "payType" in row ? row.amountFen : row.finalAmountFen;
    return new RegExp(amountText(amountFen).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  });
  await expect(table.locator("tbody").getByRole("row")).toHaveText(amounts);
  if (list.groupBy === "payType") return list;
  const foot = table.getByRole("row").last();
  await expect(foot).toContainText(amountText(list.totals.finalAmountFen));
  await expect(foot).toContainText(integerText(list.totals.orders));
  return list;
}
