import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { mintRegion, mintStore } from "../../support/factories/stores";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";
import {
  chain,
  closingOf,
  type DaysContext,
  daysContext,
  differences,
  headingSlices,
  noonOf,
  picture,
  rowsOf,
  sell,
  sellOn,
  settleAll,
  storeSkuSlice,
  storeSlice,
} from "./scene";

let own: OwnDatabase;
let ctx: DaysContext;
let sku: MintedSku;

beforeAll(async () => {
  own = await ownDatabase("settling");
  ctx = daysContext(own.db);
  sku = await mintSku(own.db, "weight");
});
afterAll(() => own.close());

/** Makes a heading known, as a rebuild would, while nothing stands under it yet. */
async function heading(kind: "branch" | "franchisee" | "region", refId: number) {
  await own.db.execute(
    sql`insert into rollup_headings (kind, ref_id, state) values (${kind}, ${refId}, 'ready')`,
  );
  return { kind, refId };
}

async function mintOwned() {
  const owner = await mintMerchant(own.db);
  const manager = await mintMerchant(own.db, "branch");
  const area = await mintRegion(own.db);
  const province = await mintRegion(own.db, area);
  const store = await mintStore(own.db, {
    ownerId: owner.id,
    managerId: manager.id,
    regionId: province.id,
  });
  return { store, owner, manager, area, province };
}

test("a day that closes counts once in every level, and from its own day on", async () => {
  const { store, owner, manager, area, province } = await mintOwned();
  const headings = [
    chain,
    await heading("branch", manager.id),
    await heading("franchisee", owner.id),
    await heading("region", area.id),
    await heading("region", province.id),
  ];
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  expect(await storeSlice(own.db, store, "2026-03-08")).toBeNull();
  await settleAll(ctx, closingOf("2026-03-08"));
  await sellOn(ctx, store, sku, "2026-03-09", 500);
  await settleAll(ctx, closingOf("2026-03-09"));
  expect(await storeSlice(own.db, store, "2026-03-07")).toBeNull();
  expect(await storeSlice(own.db, store, "2026-03-08")).toBe(1_000);
  expect(await storeSlice(own.db, store, "2026-03-09")).toBe(1_500);
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-10")).toBe(1_500);
  for (const one of headings) {
    expect(await headingSlices(own.db, one, "2026-03-08", sku)).toEqual([1_000, 1_000, 1_000]);
    expect(await headingSlices(own.db, one, "2026-03-09", sku)).toEqual([1_500, 1_500, 1_500]);
  }
  expect(await differences(ctx)).toEqual([]);
});

test("settling again changes nothing, not even a mark", async () => {
  const { store } = await mintOwned();
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  await settleAll(ctx, closingOf("2026-03-08"));
  const before = await picture(own.db);
  await settleAll(ctx);
  await own.db.execute(sql`update store_days set dirty_at = close_at`);
  await settleAll(ctx);
  expect(await picture(own.db)).toEqual(before);
});

test("what comes for a closed day goes into every later slice, and the change is told", async () => {
  const { store } = await mintOwned();
  const days = ["2026-03-10", "2026-03-11", "2026-03-21"];
  for (const day of days) {
    await sellOn(ctx, store, sku, day, 1_000);
    await settleAll(ctx, closingOf(day));
  }
  const orderNo = await sell(ctx, store, sku, "2026-03-10", 70);
  expect(await storeSlice(own.db, store, "2026-03-10")).toBe(1_000);
  await settleAll(ctx);
  expect(await storeSlice(own.db, store, "2026-03-10")).toBe(1_070);
  expect(await storeSlice(own.db, store, "2026-03-15")).toBe(2_070);
  expect(await storeSlice(own.db, store, "2026-03-21")).toBe(3_070);
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-10")).toBe(1_070);
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-20")).toBe(2_070);
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-31")).toBe(3_070);
  await recordRefunds(ctx, {
    storeCode: store.code,
    items: [
      {
        refundNo: randomCode("R"),
        orderNo,
        amountFen: 70,
        way: "cash",
        refundedAt: noonOf("2026-03-10"),
        lines: [],
      },
    ],
  });
  await settleAll(ctx);
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-31")).toBe(3_000);
  const told = await rowsOf(
    own.db,
    sql`select orders, final_amount_fen, refund_amount_fen, tickets, sales_amount_fen from day_revisions
      where store_id = ${store.id} order by id`,
  );
  expect(told.map((row) => Object.values(row).map(Number))).toEqual([
    [1, 70, 0, 1, 70],
    [0, 0, 70, -1, -70],
  ]);
  expect(await differences(ctx)).toEqual([]);
});

test("the first figures of a day that was loaded late are no revision", async () => {
  const { store } = await mintOwned();
  await sell(ctx, store, sku, "2026-02-03", 300);
  await settleAll(ctx);
  const [day] = await rowsOf(own.db, sql`select revised_at from store_days where store_id = ${store.id}`);
  expect(day).toEqual({ revised_at: null });
  expect(await storeSlice(own.db, store, "2026-02-03")).toBe(300);
  expect(await storeSlice(own.db, store, "2026-03-21")).toBe(300);
  expect(await storeSkuSlice(own.db, store, sku, "2026-02-10")).toBe(300);
  expect(await differences(ctx)).toEqual([]);
});

test("raw rows win when a day closes whose kept sums were wrong", async () => {
  const { store } = await mintOwned();
  await sellOn(ctx, store, sku, "2026-03-22", 1_000);
  await own.db.execute(sql`update sales_daily set amount_fen = 999 where store_id = ${store.id}`);
  ctx.clock.set(closingOf("2026-03-22"));
  expect(await closeStoreDays(ctx, { limit: 500 })).toEqual({ closed: 1, differing: 1 });
  expect(await storeSkuSlice(own.db, store, sku, "2026-03-31")).toBe(1_000);
  expect(await rowsOf(own.db, sql`select * from day_revisions where store_id = ${store.id}`)).toEqual([]);
  expect(await differences(ctx)).toEqual([]);
});

test("the trading status of a day is fixed when it closes", async () => {
  const { store } = await mintOwned();
  await own.db.execute(sql`update stores set trading_status = 'closed_today' where id = ${store.id}`);
  await sellOn(ctx, store, sku, "2026-03-23", 100);
  await settleAll(ctx, closingOf("2026-03-23"));
  await own.db.execute(sql`update stores set trading_status = 'open' where id = ${store.id}`);
  await sell(ctx, store, sku, "2026-03-23", 100);
  await sell(ctx, store, sku, "2026-03-20", 100);
  await settleAll(ctx);
  const days = await rowsOf(
    own.db,
    sql`select trading_status from store_days where store_id = ${store.id} order by business_on`,
  );
  expect(days.map((row) => row.trading_status)).toEqual(["open", "closed_today"]);
});
