import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import { stores } from "@/db/schema/masterdata";
import { bakeryGoods } from "@/lib/imports/bakery-prices";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";

/** Whole runs of scripts on a machine that has other things to do. */
const longMs = 240_000;

const folder = "../shared/data";
const storesFile = join(folder, "stores-worldwide.csv");
const ticketsFile = join(folder, "bakery-tickets.csv");
const hasFiles = existsSync(storesFile) && existsSync(ticketsFile);

/** Who has the store, as the file's own fields say it. */
const storeCode = "22901-225145";

let own: OwnDatabase | null = null;
async function database(): Promise<OwnDatabase> {
  own ??= await ownDatabase("real_files");
  return own;
}
afterAll(() => own?.close());

async function one(statement: ReturnType<typeof sql>): Promise<Record<string, unknown>> {
  const [rows] = await (await database()).db.execute(statement);
  const [row] = rows as unknown as Record<string, unknown>[];
  return row ?? {};
}

test.runIf(!hasFiles)(`the real files are not tried, because ${folder} is not there`, () => {
  process.stdout.write(`${folder} is absent: the tests of the real files were left out\n`);
  expect(hasFiles).toBe(false);
});

describe.runIf(hasFiles)("with the real files", () => {
  test("all stores are taken, the one that stands twice once, and again changes nothing", {
    timeout: longMs,
  }, async () => {
    const { run, db } = await database();
    const args = ["scripts/import-stores.ts", "--file", storesFile] as const;
    const first = await run(...args);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain(
      "25600 lines: 25599 stores taken, 0 changed, 0 unchanged, 0 lines refused, 1 duplicate.",
    );
    expect(first.out).toMatch(/^line 8031, Store Number "19773-160973": duplicate/m);
    expect((await run(...args)).out).toContain("0 stores taken, 0 changed, 25599 unchanged");
    expect(await db.$count(stores)).toBe(25_599);
    const unknown =
      await one(sql`select count(*) as n from stores join regions on regions.id = stores.region_id
      where regions.name = 'unknown' and regions.level = 'city'`);
    expect(unknown.n).toBe(14);
    const twice = await one(sql`select longitude, latitude from stores where code = '19773-160973'`);
    expect(twice).toEqual({ longitude: "126.920000", latitude: "37.530000" });
    const kinds =
      await one(sql`select sum(owner.kind = 'branch') + 0e0 as operated, sum(owner.kind = 'franchisee') + 0e0 as franchised,
      sum(manager_id is null) + 0e0 as unmanaged from store_ownerships join merchants owner on owner.id = owner_id`);
    // 11,932 lines are Company Owned; the one that stands twice is a joint venture.
    expect(kinds).toEqual({ operated: 11_932, franchised: 25_599 - 11_932, unmanaged: 0 });
  });

  test("all tickets are taken; raw rows, daily rows and the file itself add up to the same", {
    timeout: longMs,
  }, async () => {
    const { run } = await database();
    const args = ["scripts/import-tickets.ts", "--file", ticketsFile, "--store", storeCode] as const;
    const first = await run(...args);
    expect(first).toMatchObject({ code: 0 });
    expect(first.out).toContain("21293 lines: 0 refused.");
    expect(first.out).toContain("Orders: 9531 stored, 0 there already");
    expect(first.out).toContain("Tickets: 21293 stored, 0 there already");
    expect(first.out).toContain("786 tickets without a known item");
    const before = await figures();
    const second = await run(...args);
    expect(second.out).toContain("Orders: 0 stored, 9531 there already");
    expect(second.out).toContain("Tickets: 0 stored, 21293 there already");
    expect(await figures()).toEqual(before);
    expect(before).toEqual(byHand());
  });
});

/** Per item: tickets and amount, from raw rows and from daily rows, by SQL that the product does not use. */
async function figures() {
  const { db } = await database();
  const raw =
    await db.execute(sql`select skus.name, count(*) as n, sum(amount_fen) + 0e0 as fen from weigh_tickets
    join skus on skus.id = sku_id group by skus.name order by skus.name`);
  const daily =
    await db.execute(sql`select skus.name, sum(tickets) + 0e0 as n, sum(amount_fen) + 0e0 as fen from sales_daily
    join skus on skus.id = sku_id group by skus.name order by skus.name`);
  expect(daily[0]).toEqual(raw[0]);
  const rows = raw[0] as unknown as { name: string; n: number; fen: number }[];
  const business = await one(sql`select sum(orders) + 0e0 as orders, sum(final_amount_fen) + 0e0 as fen,
    sum(cash_fen) + 0e0 as cash from business_daily`);
  const orders = await one(sql`select count(*) + 0e0 as orders, sum(final_amount_fen) + 0e0 as fen,
    (select sum(amount_fen) + 0e0 from order_payments where pay_type = 3) as cash from orders`);
  expect(business).toEqual(orders);
  return { items: new Map(rows.map(({ name, n, fen }) => [name, `${n} ${fen}`])), ...orders };
}

/** The same from the file, which has no quotation marks. */
function byHand() {
  const prices = new Map(bakeryGoods.map((sku) => [sku.name, sku.prices[0]?.priceFen ?? 0]));
  const items = new Map<string, { n: number; fen: number }>();
  const transactions = new Set<string>();
  let fen = 0;
  for (const line of readFileSync(ticketsFile, "utf8").trim().split(/\r?\n/).slice(1)) {
    const [, , transaction = "", item = ""] = line.split(",");
    const name = item.trim() === "NONE" ? "未知商品" : item.trim();
    const sum = items.get(name) ?? { n: 0, fen: 0 };
    items.set(name, { n: sum.n + 1, fen: sum.fen + (prices.get(name) ?? 0) });
    fen += prices.get(name) ?? 0;
    transactions.add(transaction);
  }
  const texts = new Map([...items].map(([name, sum]) => [name, `${sum.n} ${sum.fen}`]));
  return { items: texts, orders: transactions.size, fen, cash: fen };
}
