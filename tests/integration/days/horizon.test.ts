import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { holdLease, releaseLease, takeLease } from "@/lib/core/lease";
import { withTx } from "@/lib/core/transaction";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { extendSlices } from "@/lib/days/extend-slices";
import { daysLease } from "@/lib/days/lease-step";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { type MintedStore, mintStore } from "../../support/factories/stores";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";
import {
  chain,
  closingOf,
  type DaysContext,
  daysContext,
  differences,
  headingSlices,
  rowsOf,
  sell,
  sellOn,
  settleAll,
  storeSkuSlice,
  storeSlice,
  wipe,
} from "./scene";

let own: OwnDatabase;
let ctx: DaysContext;
let sku: MintedSku;
let store: MintedStore;

beforeAll(async () => {
  own = await ownDatabase("horizon");
  ctx = daysContext(own.db);
});
afterAll(() => own.close());

beforeEach(async () => {
  await wipe(own.db);
  sku = await mintSku(own.db, "weight");
  store = await mintStore(own.db);
});

async function years() {
  const rows = await rowsOf(
    own.db,
    sql`select concat_ws(' ', year, state, through_on) as line from rollup_years order by year`,
  );
  return rows.map(({ line }) => line);
}

async function closeOn(day: string, amountFen: number) {
  await sellOn(ctx, store, sku, day, amountFen);
  await settleAll(ctx, closingOf(day));
}

test("sums begin anew on 1 January, and the year before ends at 31 December", async () => {
  await closeOn("2025-12-30", 1_000);
  expect(await years()).toEqual(["2025 ready 2025-12-30"]);
  await closeOn("2026-01-02", 10);
  expect(await years()).toEqual(["2025 ready 2025-12-31", "2026 ready 2026-01-02"]);
  expect(await storeSlice(own.db, store, "2025-12-31")).toBe(1_000);
  expect(await storeSlice(own.db, store, "2026-01-01")).toBeNull();
  expect(await storeSlice(own.db, store, "2026-01-02")).toBe(10);
  expect(await storeSkuSlice(own.db, store, sku, "2025-12-31")).toBe(1_000);
  expect(await storeSkuSlice(own.db, store, sku, "2026-01-10")).toBe(10);
  expect(await differences(ctx)).toEqual([]);
});

test("a late day of an earlier year without slices makes that year to its end", async () => {
  await closeOn("2026-03-08", 1_000);
  await sell(ctx, store, sku, "2024-02-29", 40);
  await settleAll(ctx);
  expect(await years()).toEqual(["2024 ready 2024-12-31", "2026 ready 2026-03-08"]);
  expect(await storeSlice(own.db, store, "2024-02-28")).toBeNull();
  expect(await storeSlice(own.db, store, "2024-02-29")).toBe(40);
  expect(await storeSlice(own.db, store, "2024-12-31")).toBe(40);
  expect(await storeSlice(own.db, store, "2025-01-01")).toBeNull();
  expect(await storeSkuSlice(own.db, store, sku, "2024-02-29")).toBe(40);
  expect(await storeSkuSlice(own.db, store, sku, "2024-12-31")).toBe(40);
  expect(await headingSlices(own.db, chain, "2026-03-08", sku)).toEqual([1_000, 1_000, 1_000]);
  expect(await differences(ctx)).toEqual([]);
});

test("a new third of a month takes over what the one before holds, also of goods that are sold no more", async () => {
  await closeOn("2026-02-20", 1_000);
  const other = await mintSku(own.db, "weight");
  await sellOn(ctx, store, other, "2026-02-21", 7);
  await settleAll(ctx, closingOf("2026-02-21"));
  expect(await storeSkuSlice(own.db, store, sku, "2026-02-28")).toBe(1_000);
  expect(await storeSkuSlice(own.db, store, other, "2026-02-28")).toBe(7);
  await sellOn(ctx, store, other, "2026-04-05", 1);
  await settleAll(ctx, closingOf("2026-04-05"));
  for (const third of ["2026-03-10", "2026-03-20", "2026-03-31", "2026-04-10"]) {
    expect(await storeSkuSlice(own.db, store, sku, third)).toBe(1_000);
  }
  expect(await storeSkuSlice(own.db, store, sku, "2026-04-20")).toBeNull();
  expect(await years()).toEqual(["2026 ready 2026-04-05"]);
  expect(await differences(ctx)).toEqual([]);
});

test("a crash between extending and settling leaves slices that say the same, and the next run goes on", async () => {
  await closeOn("2026-03-08", 1_000);
  await sellOn(ctx, store, sku, "2026-03-12", 5);
  ctx.clock.set(closingOf("2026-03-12"));
  const lease = await takeLease(ctx, daysLease);
  if (!lease) throw new Error("nobody else holds it");
  for (let isDone = false; !isDone; ) {
    ({ isDone } = await extendSlices(ctx, { lease, days: ["2026-03-12"] }));
  }
  expect(await years()).toEqual(["2026 ready 2026-03-12"]);
  expect(await storeSlice(own.db, store, "2026-03-12")).toBe(1_000);
  expect(await differences(ctx)).toEqual([]);
  await releaseLease(ctx, lease);
  expect(await closeStoreDays(ctx, { limit: 10 })).toEqual({ closed: 1, differing: 0 });
  expect(await storeSlice(own.db, store, "2026-03-12")).toBe(1_005);
  expect(await differences(ctx)).toEqual([]);
});

test("days of a year that is being built wait", async () => {
  await closeOn("2026-03-08", 1_000);
  await own.db.execute(sql`update rollup_years set state = 'building'`);
  await sellOn(ctx, store, sku, "2026-03-09", 5);
  await sell(ctx, store, sku, "2026-03-08", 5);
  await settleAll(ctx, closingOf("2026-03-09"));
  const days = await rowsOf(
    own.db,
    sql`select state, dirty_at is not null as is_dirty from store_days order by business_on`,
  );
  expect(days).toEqual([
    { state: "closed", is_dirty: 1 },
    { state: "open", is_dirty: 0 },
  ]);
  await own.db.execute(sql`update rollup_years set state = 'ready'`);
  await settleAll(ctx);
  expect(await storeSlice(own.db, store, "2026-03-09")).toBe(1_010);
  expect(await differences(ctx)).toEqual([]);
});

test("only one process settles at a time; a holder that died is followed when its lease has run out", async () => {
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  ctx.clock.set(closingOf("2026-03-08"));
  const dead = await takeLease(ctx, daysLease);
  expect(dead).not.toBeNull();
  expect(await takeLease(ctx, daysLease)).toBeNull();
  expect(await closeStoreDays(ctx, { limit: 10 })).toEqual({ closed: 0, differing: 0 });
  ctx.clock.advance(30_001);
  expect(await closeStoreDays(ctx, { limit: 10 })).toEqual({ closed: 1, differing: 0 });
});

test("who lost the lease writes nothing", async () => {
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  ctx.clock.set(closingOf("2026-03-08"));
  const lost = await takeLease(ctx, daysLease);
  ctx.clock.advance(30_001);
  const next = await takeLease(ctx, daysLease);
  if (!lost || !next) throw new Error("the lease had run out");
  expect(next.token).toBe(lost.token + 1);
  expect(await closeStoreDays(ctx, { limit: 10, lease: lost })).toEqual({ closed: 0, differing: 0 });
  expect(await years()).toEqual([]);
  expect(await rowsOf(own.db, sql`select state from store_days`)).toEqual([{ state: "open" }]);
  expect(await closeStoreDays(ctx, { limit: 10, lease: next })).toEqual({ closed: 1, differing: 0 });
});

test("a lease is not taken from a transaction that is running, however long it takes", async () => {
  const lease = await takeLease(ctx, daysLease);
  if (!lease) throw new Error("nobody else holds it");
  await withTx(own.db, async (tx) => {
    await holdLease({ ...ctx, db: tx }, lease);
    ctx.clock.advance(3_600_000);
    expect(await takeLease(ctx, daysLease)).toBeNull();
  });
});

test("two restaters at once settle every day once", async () => {
  for (const day of ["2026-03-08", "2026-03-09"]) await closeOn(day, 1_000);
  for (let count = 0; count < 4; count += 1) await sell(ctx, store, sku, "2026-03-08", 10);
  await Promise.all([settleAll(ctx), settleAll(ctx), settleAll(ctx)]);
  await settleAll(ctx);
  expect(await storeSlice(own.db, store, "2026-03-09")).toBe(2_040);
  expect(await differences(ctx)).toEqual([]);
});
