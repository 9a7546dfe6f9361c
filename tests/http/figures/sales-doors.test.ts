import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays } from "@/lib/core/time";
import { type BearerClient, type Browser, loginBearer, loginBrowser } from "../../support/browser";
import { checkProperty } from "../../support/property";
import { type RunningWeb, startWeb } from "../../support/servers";
import { type Chain, importChain } from "./real-chain";

let chain: Chain;
let web: RunningWeb;
const clients = new Map<string, { api: BearerClient; browser: Browser }>();

beforeAll(async () => {
  chain = await importChain();
  web = await startWeb({ env: { DATABASE_URL: chain.own.url } });
  for (const [name, { account }] of chain.callers) {
    const credentials = { account: account.accountNumber, password: account.password };
    clients.set(name, {
      api: await loginBearer(web.url, credentials),
      browser: await loginBrowser(web.url, credentials),
    });
  }
}, 280_000);

afterAll(async () => {
  await web?.stop();
  await chain?.own.close();
});

type Sums = { amountFen: number; quantity: number; tickets: number };

type DayByHand = Sums & { storeId: number; day: string };
let daysByHand: DayByHand[] = [];

/** Straight over the raw rows, once for all cases: what each store sold on each day. */
async function readDaysByHand(): Promise<DayByHand[]> {
  const [rows] = await chain.own.db.execute(
    sql`select t.store_id as storeId, date_format(t.business_on, '%Y-%m-%d') as day,
        sum(t.amount_fen) + 0e0 as amountFen, sum(t.quantity) + 0e0 as quantity, count(t.id) as tickets
      from weigh_tickets t join orders o on o.store_id = t.store_id and o.order_no = t.order_no
      where o.completed_at is not null and t.voided_at is null group by 1, 2`,
  );
  return rows as unknown as DayByHand[];
}

function sumsByHand(storeIds: readonly number[], from: string, to: string): Sums {
  const sums = { amountFen: 0, quantity: 0, tickets: 0 };
  for (const row of daysByHand) {
    if (!storeIds.includes(row.storeId) || row.day < from || row.day > to) continue;
    sums.amountFen += row.amountFen;
    sums.quantity += row.quantity;
    sums.tickets += row.tickets;
  }
  return sums;
}

async function apiTotals(client: BearerClient, query: string): Promise<Sums> {
  const response = await client.fetch(`/api/mbi/stats/sales?${query}`);
  const { data } = (await response.json()) as { data: { totals: Sums } };
  const { amountFen, quantity, tickets } = data.totals;
  return { amountFen, quantity, tickets };
}

async function fileOf(client: BearerClient, format: string, query: string): Promise<ArrayBuffer> {
  const response = await client.fetch(`/api/mbi/stats/sales/download?format=${format}&${query}`);
  expect(response.status).toBe(200);
  return response.arrayBuffer();
}

const inFen = (yuan: unknown) => Math.round(Number(yuan) * 100);

function totalsIn(header: readonly unknown[], last: readonly unknown[]): Sums {
  const at = (title: string) => last[header.indexOf(title)];
  expect(last[0]).toBe("合计");
  return {
    amountFen: inFen(at("金额(元)")),
    quantity: Number(at("件数")),
    tickets: Number(at("称重单数")),
  };
}

async function csvTotals(client: BearerClient, query: string): Promise<Sums> {
  const rows: string[][] = parse(new TextDecoder().decode(await fileOf(client, "csv", query)), { bom: true });
  return totalsIn(rows[0] ?? [], rows.at(-1) ?? []);
}

async function xlsxTotals(client: BearerClient, query: string): Promise<Sums> {
  const { sheets } = await readXlsx(new Uint8Array(await fileOf(client, "xlsx", query)));
  const rows = sheets[1]?.rows ?? [];
  return totalsIn(rows[0] ?? [], rows.at(-1) ?? []);
}

/** The first figure with its full value; a page without sales shows none. */
async function pageAmountFen(browser: Browser, query: string): Promise<number> {
  const response = await browser.fetch(`/stats/sales?${query}`);
  expect(response.status).toBe(200);
  const [, amount] = /title="¥([\d,.]+)"/.exec(await response.text()) ?? [];
  return amount === undefined ? 0 : inFen(amount.replaceAll(",", ""));
}

test("page, API, CSV and XLSX show the independent sum over the raw rows, for any range and scope", async () => {
  process.stdout.write(
    chain.isReal ? "with the real files\n" : "the real files are absent: with generated ones\n",
  );
  const cases = fc.record({
    caller: fc.constantFrom(...chain.callers.keys()),
    start: fc.integer({ min: -5, max: 165 }),
    length: fc.integer({ min: 0, max: 180 }),
    choice: fc.subarray([0, 1]),
    groupBy: fc.constantFrom("sku", "store", "day"),
    compare: fc.constantFrom("", "&compare=previous", "&compare=lastYear", "&compare=weekday"),
  });
  const ids = await storeIds();
  daysByHand = await readDaysByHand();
  expect(daysByHand.length).toBeGreaterThan(50);
  await checkProperty(
    "doors of the sales figures",
    fc.asyncProperty(cases, async ({ caller, start, length, choice, groupBy, compare }) => {
      const from = addDays("2016-10-30", start);
      const to = addDays(from, length);
      const seen = chain.callers.get(caller)?.storeIds ?? [];
      const chosen = choice.filter((index) => seen.includes(ids[index] ?? -1));
      const stores = chosen.map((index) => chain.codes[index]).join(",");
      const query = `from=${from}&to=${to}&groupBy=${groupBy}${stores ? `&stores=${stores}` : ""}${compare}`;
      const { api, browser } = clients.get(caller) ?? {};
      if (!api || !browser) throw new Error("no such caller");
      const expected = sumsByHand(
        chosen.length > 0 ? chosen.map((index) => ids[index] ?? 0) : seen,
        from,
        to,
      );
      const [byApi, byCsv, byXlsx, onPage] = await Promise.all([
        // Totals stand over all rows, however few a page has.
        apiTotals(api, `${query}&pageSize=3`),
        csvTotals(api, query),
        xlsxTotals(api, query),
        pageAmountFen(browser, `${query}&pageSize=3`),
      ]);
      expect(byApi).toEqual(expected);
      expect(byCsv).toEqual(expected);
      expect(byXlsx).toEqual(expected);
      expect(onPage).toBe(expected.amountFen);
    }),
    300,
  );
}, 900_000);

async function storeIds(): Promise<number[]> {
  const [rows] = await chain.own.db.execute(
    sql`select id, code from stores where code in (${sql.join([...chain.codes], sql`, `)})`,
  );
  const byCode = new Map(
    (rows as unknown as { id: number; code: string }[]).map((row) => [row.code, row.id]),
  );
  return chain.codes.map((code) => byCode.get(code) ?? 0);
}

test("staff with one store: another code answers 1404 by API and file, and its own list has that one only", async () => {
  const { api } = clients.get("staff of one store") ?? {};
  const [own, foreign] = chain.codes;
  const range = "from=2016-11-01&to=2017-03-01";
  const paths = [
    `/api/mbi/stats/sales?${range}&stores=${foreign}`,
    `/api/mbi/stats/sales/download?format=csv&${range}&stores=${foreign}`,
    `/api/mbi/stats/sales/download?format=xlsx&${range}&stores=${own},${foreign}`,
    `/api/mbi/stores/${foreign}`,
    `/api/mbi/stores?codes=${foreign}`,
  ];
  for (const path of paths) {
    const foreignAnswer = await api?.fetch(path);
    const absentAnswer = await api?.fetch(path.replace(foreign, "0-absent"));
    expect([path, foreignAnswer?.status, absentAnswer?.status]).toEqual([path, 404, 404]);
    const [one, other] = [await foreignAnswer?.text(), await absentAnswer?.text()];
    const shape = (text = "") =>
      text
        .replaceAll(foreign, "X")
        .replaceAll("0-absent", "X")
        .replace(/"requestId":"[^"]+"/, "");
    expect(shape(one)).toBe(shape(other));
    expect(JSON.parse(one ?? "{}")).toMatchObject({ code: 1404, reason: "stores.not_found" });
  }
  const list = (await (await api?.fetch("/api/mbi/stores"))?.json()) as {
    data: { items: { code: string }[]; total: number };
  };
  expect([list.data.total, list.data.items.map((item) => item.code)]).toEqual([1, [own]]);
});

test("a download is in the operation log with who took it, what and how many rows", async () => {
  const { api } = clients.get("owner") ?? {};
  await api?.fetch("/api/mbi/stats/sales/download?format=csv&from=2016-12-01&to=2016-12-31");
  const [rows] = await chain.own.db.execute(
    sql`select actor_name as name, subject_key as subject, after from operation_logs
      where action = 'stats.sales_downloaded' order by id desc limit 1`,
  );
  const [entry] = rows as unknown as { name: string; subject: string; after: unknown }[];
  expect(entry?.name).toContain(chain.callers.get("owner")?.account.accountNumber);
  expect(entry?.subject).toBe("sales 2016-12-01 – 2016-12-31");
  expect(entry?.after).toMatchObject({ format: "csv", groupBy: "sku", rows: expect.any(Number) });
});
