import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { systemContext } from "@/lib/core/context";
import { addDays } from "@/lib/core/time";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { type BearerClient, loginBearer } from "../../support/browser";
import { checkProperty } from "../../support/property";
import { type RunningWeb, startWeb } from "../../support/servers";
import { type Chain, importChain } from "./real-chain";

let chain: Chain;
let web: RunningWeb;
const clients = new Map<string, BearerClient>();

beforeAll(async () => {
  chain = await importChain();
  await refundSome();
  web = await startWeb({ env: { DATABASE_URL: chain.own.url } });
  for (const [name, { account }] of chain.callers) {
    const credentials = { account: account.accountNumber, password: account.password };
    clients.set(name, await loginBearer(web.url, credentials));
  }
}, 280_000);

function clientOf(caller: string): BearerClient {
  const client = clients.get(caller);
  if (!client) throw new Error(`nobody is signed in as ${caller}`);
  return client;
}

afterAll(async () => {
  await web?.stop();
  await chain?.own.close();
});

type ByHand = {
  storeId: number;
  day: string;
  orders: number;
  finalAmountFen: number;
  refundAmountFen: number;
};

async function rowsByHand(statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> {
  const [rows] = await chain.own.db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

/** Every seventh order of the stores gives a part back two days later, through the upload verb. */
async function refundSome(): Promise<void> {
  const ctx = systemContext("test", chain.own.db);
  for (const storeCode of chain.codes) {
    const orders = await rowsByHand(
      sql`select o.order_no as orderNo, o.ordered_at as orderedAt from orders o join stores s on s.id = o.store_id
        where s.code = ${storeCode} order by o.id limit 700`,
    );
    const items = orders
      .filter((_, index) => index % 7 === 0)
      .map(({ orderNo, orderedAt }, index) => ({
        refundNo: `refund-${storeCode}-${index}`,
        orderNo: String(orderNo),
        amountFen: 1 + index,
        way: "cash" as const,
        refundedAt: new Date(new Date(String(orderedAt)).getTime() + 2 * 86_400_000),
      }));
    await recordRefunds(ctx, { storeCode, items });
  }
  while ((await restateStoreDays(ctx, { limit: 500 })).restated > 0);
}

/** Straight over the raw rows: what each store took on each day, refunds on the day that is asked for. */
async function readByHand(by: string): Promise<ByHand[]> {
  const day = by === "refund" ? sql`r.refunded_on` : sql`o.business_on`;
  const rows = await rowsByHand(
    sql`select storeId, day, sum(orders) + 0e0 as orders, sum(final) + 0e0 as finalAmountFen, sum(refund) + 0e0 as refundAmountFen
      from (select store_id as storeId, date_format(business_on, '%Y-%m-%d') as day, 1 as orders, final_amount_fen as final, 0 as refund
          from orders where paid_at is not null and cancelled_at is null
        union all select o.store_id, date_format(${day}, '%Y-%m-%d'), 0, 0, r.amount_fen
          from orders o join refunds r on r.store_id = o.store_id and r.order_no = o.order_no
          where o.paid_at is not null and o.cancelled_at is null) u group by 1, 2`,
  );
  return rows as unknown as ByHand[];
}

type Sums = { orders: number; finalAmountFen: number; refundAmountFen: number; netAmountFen: number };

function sumsByHand(
  rows: readonly ByHand[],
  storeIds: readonly number[],
  { from, to }: { from: string; to: string },
): Sums {
  const sums = { orders: 0, finalAmountFen: 0, refundAmountFen: 0 };
  for (const row of rows) {
    if (!storeIds.includes(row.storeId) || row.day < from || row.day > to) continue;
    sums.orders += row.orders;
    sums.finalAmountFen += row.finalAmountFen;
    sums.refundAmountFen += row.refundAmountFen;
  }
  return { ...sums, netAmountFen: sums.finalAmountFen - sums.refundAmountFen };
}

async function apiTotals(response: Response): Promise<Sums> {
  const { data } = (await response.json()) as { data: { totals: Sums } };
  const { orders, finalAmountFen, refundAmountFen, netAmountFen } = data.totals;
  return { orders, finalAmountFen, refundAmountFen, netAmountFen };
}

async function fileOf(client: BearerClient, format: string, query: string): Promise<ArrayBuffer> {
  const response = await client.fetch(`/api/mbi/stats/business/download?format=${format}&${query}`);
  expect(response.status).toBe(200);
  return response.arrayBuffer();
}

const inFen = (yuan: unknown) => Math.round(Number(yuan) * 100);

function totalsIn(header: readonly unknown[], last: readonly unknown[]): Sums {
  const at = (title: string) => last[header.indexOf(title)];
  expect(last[0]).toBe("合计");
  return {
    orders: Number(at("订单数")),
    finalAmountFen: inFen(at("实收(元)")),
    refundAmountFen: inFen(at("退款金额(元)")),
    netAmountFen: inFen(at("净额(元)")),
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

test("API by GET and POST, CSV and XLSX show the independent sum over the raw rows, by day of order and of refund", async () => {
  const cases = fc.record({
    caller: fc.constantFrom(...chain.callers.keys()),
    start: fc.integer({ min: -5, max: 165 }),
    length: fc.integer({ min: 0, max: 180 }),
    choice: fc.subarray([0, 1]),
    by: fc.constantFrom("order", "refund"),
    groupBy: fc.constantFrom("day", "store", "branch", "franchisee", "region", "channel"),
    compare: fc.constantFrom("", "&compare=previous", "&compare=lastYear", "&compare=weekday"),
  });
  const ids = await storeIds();
  const byHand = { order: await readByHand("order"), refund: await readByHand("refund") };
  expect(byHand.order.length).toBeGreaterThan(50);
  expect(byHand.refund.some(({ refundAmountFen }) => refundAmountFen > 0)).toBe(true);
  await checkProperty(
    "doors of the business figures",
    fc.asyncProperty(cases, async ({ caller, start, length, choice, by, groupBy, compare }) => {
      const from = addDays("2016-10-30", start);
      const to = addDays(from, length);
      const seen = chain.callers.get(caller)?.storeIds ?? [];
      const chosen = choice.filter((index) => seen.includes(ids[index] ?? -1));
      const stores = chosen.map((index) => chain.codes[index]).join(",");
      const query = `from=${from}&to=${to}&by=${by}&groupBy=${groupBy}${stores ? `&stores=${stores}` : ""}${compare}`;
      const api = clientOf(caller);
      const places = chosen.length > 0 ? chosen.map((index) => ids[index] ?? 0) : seen;
      const expected = sumsByHand(by === "refund" ? byHand.refund : byHand.order, places, { from, to });
      const body = { ...Object.fromEntries(new URLSearchParams(query)), pageSize: 3 };
      const [byGet, byPost, byCsv, byXlsx] = await Promise.all([
        // Totals stand over all rows, however few a page has.
        apiTotals(await api.fetch(`/api/mbi/stats/business?${query}&pageSize=3`)),
        apiTotals(
          await api.fetch("/api/mbi/stats/business", {
            method: "POST",
            headers: { "Content-Type": "application/json" },
            body: JSON.stringify(body),
          }),
        ),
        csvTotals(api, query),
        xlsxTotals(api, query),
      ]);
      expect([byGet, byPost, byCsv, byXlsx]).toEqual([expected, expected, expected, expected]);
    }),
    100,
  );
}, 900_000);

async function storeIds(): Promise<number[]> {
  const rows = await rowsByHand(
    sql`select id, code from stores where code in (${sql.join([...chain.codes], sql`, `)})`,
  );
  const byCode = new Map(rows.map((row) => [String(row.code), Number(row.id)]));
  return chain.codes.map((code) => byCode.get(code) ?? 0);
}

test("staff with one store: another code answers 1404 by API and file, like one that does not exist", async () => {
  const api = clientOf("staff of one store");
  const [own, foreign] = chain.codes;
  const range = "from=2016-11-01&to=2017-03-01";
  const paths = [
    `/api/mbi/stats/business?${range}&stores=${foreign}`,
    `/api/mbi/stats/business/download?format=csv&${range}&stores=${own},${foreign}`,
    `/api/mbi/stats/changes?report=business&${range}&stores=${foreign}`,
    `/api/mbi/stats/changes?report=sales&${range}&stores=${foreign}`,
  ];
  for (const path of paths) {
    const answers = [await api.fetch(path), await api.fetch(path.replace(foreign, "0-absent"))];
    expect([path, ...answers.map((answer) => answer.status)]).toEqual([path, 404, 404]);
    expect(await answers[0]?.json()).toMatchObject({ code: 1404, reason: "stores.not_found" });
  }
});

test("home, definitions and changes answer in the one form, and a download is what changes are told since", async () => {
  const api = clientOf("owner");
  const dataOf = async (path: string) =>
    ((await (await api.fetch(path)).json()) as { data: Record<string, unknown> }).data;
  expect(await dataOf("/api/mbi/stats/home")).toMatchObject({
    today: { orders: 0 },
    slots: expect.any(Array),
  });
  const { items } = await dataOf("/api/mbi/stats/definitions");
  expect(items).toContainEqual(
    expect.objectContaining({ group: "business", key: "finalAmountFen", name: "实收" }),
  );
  const range = "from=2016-12-01&to=2016-12-31";
  await api.fetch(`/api/mbi/stats/business/download?format=csv&${range}`);
  expect(await dataOf(`/api/mbi/stats/changes?report=business&${range}`)).toMatchObject({
    download: { range: { from: "2016-12-01", to: "2016-12-31" } },
    total: 0,
  });
  const [entry] = await rowsByHand(
    sql`select subject_key as subject from operation_logs where action = 'stats.business_downloaded' order by id desc limit 1`,
  );
  expect(entry?.subject).toBe("business 2016-12-01 – 2016-12-31");
});
