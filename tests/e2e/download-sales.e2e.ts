import { readFileSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { presetRange } from "@/components/form/date-presets";
import { shanghaiDate } from "@/lib/core/time";
import { credentialsOf } from "./support/people";
import { askApi, expectPageShowsItsAddress, openSales, seenText } from "./support/sales";
import { test } from "./support/test";

const { from, to } = presetRange("lastMonth", shanghaiDate(new Date()));

/** Headers of the file and of the page for the same figure. */
const figures = [
  ["金额(元)", "金额 (元)"],
  ["件数", "件数"],
  ["称重单数", "称重单数"],
  ["对比期金额(元)", "对比期金额 (元)"],
] as const;

for (const query of [
  `from=${from}&to=${to}&groupBy=store&sort=weightGrams`,
  `from=${from}&to=${to}&groupBy=sku&sort=amountFen&pageSize=20`,
  `from=${from}&to=${to}&groupBy=day&compare=weekday`,
]) {
  test(`CSV and XLSX hold what the page shows: ${query.slice(33)}`, async ({ login, demo }) => {
    const stores = (await demo.storesOf("branch")).map(({ code }) => code);
    const page = await login("headquarters");
    await openSales(page, `${query}&stores=${stores.join(",")}`);
    const { total } = await expectPageShowsItsAddress(page);

    const csv = parse(await download(page, "CSV", "csv"), { bom: true });
    const book = await readXlsx(await download(page, "Excel (XLSX)", "xlsx"));
    const sheet = book.sheets.at(-1)?.rows.map((row) => row.map((cell) => String(cell ?? ""))) ?? [];
    for (const rows of [csv, sheet]) {
      expect(rows).toHaveLength(total + 2);
      const [head = [], ...lines] = rows;
      for (const [inFile, onPage] of figures) {
        const shown = await columnOfPage(page, onPage);
        const written = lines.map((line) => Number(line[head.indexOf(inFile)]));
        expect(written.at(-1), `${inFile}, total`).toBeCloseTo(shown.at(-1) ?? Number.NaN, 2);
        expect(written.slice(0, shown.length - 1), inFile).toEqual(shown.slice(0, -1));
      }
    }
  });
}

test("the workbook begins with its filters, its time and who took it", async ({ login, demo }) => {
  const [store] = await demo.storesOf("clerk");
  const page = await login("clerk");
  await openSales(page, `from=${from}&to=${to}&stores=${store?.code}`);
  const { totals } = await askApi(page);
  const { sheets } = await readXlsx(await download(page, "Excel (XLSX)", "xlsx"));
  const facts = new Map(sheets[0]?.rows.map(([name, value]) => [String(name), String(value)]));
  expect(sheets[0]?.name).toBe("说明");
  expect(facts.get("日期范围")).toContain(`${from} 至 ${to}`);
  expect(facts.get("门店")).toBe(store?.code);
  expect(facts.get("导出人")).toContain(`(${credentialsOf("clerk").account})`);
  expect(facts.get("数据时间")).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(Asia\/Shanghai\)$/);
  const amounts = sheets[1]?.rows.at(-1) ?? [];
  expect(amounts).toContain(totals.amountFen / 100);
});

/** Takes a file by the menu and answers its bytes. */
async function download(page: Page, item: string, ending: string): Promise<Buffer> {
  await page.getByRole("button", { name: "下载" }).click();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: item }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`销售统计_${from}_${to}.${ending}`);
  return readFileSync(await file.path());
}

/** The figures of a column, the total last. */
async function columnOfPage(page: Page, header: string): Promise<number[]> {
  const table = page.getByRole("table", { name: /^按.+的销售$/ });
  const headers = await table.getByRole("columnheader").allTextContents();
  const place = headers.findIndex((text) => text.trim() === header);
  const cells = await table
    .locator(`tbody tr td:nth-child(${place + 1}), tfoot td:nth-child(${place + 1})`)
    .all();
  const texts = await Promise.all(cells.map(seenText));
  return texts.map((text) => Number(text.replaceAll(",", "").replace("−", "-").replace("–", "0")));
}
