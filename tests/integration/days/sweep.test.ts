import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { storeDays } from "@/db/schema/days";
import { headingMoves } from "@/db/schema/rollups";
import { takeLease } from "@/lib/core/lease";
import { daysLease } from "@/lib/days/lease-step";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { sweepDays } from "@/lib/jobs/sweep-days";
import { changeOwnerships } from "@/lib/masterdata/change-ownerships";
import { mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { type MintedStore, mintStore } from "../../support/factories/stores";
import { killWhen, type OwnDatabase, ownDatabase } from "../../support/own-database";
import {
  closingOf,
  type DaysContext,
  daysContext,
  differences,
  picture,
  rowsOf,
  sell,
  sellOn,
  settleAll,
  storeSlice,
  wipe,
} from "./scene";

const never = new AbortController().signal;

let own: OwnDatabase;
let ctx: DaysContext;
let sku: MintedSku;
let store: MintedStore;
let ownerId: number;

beforeAll(async () => {
  own = await ownDatabase("sweep");
  ctx = daysContext(own.db);
});
afterAll(() => own.close());

beforeEach(async () => {
  await wipe(own.db);
  sku = await mintSku(own.db, "weight");
  ({ id: ownerId } = await mintMerchant(own.db));
  store = await mintStore(own.db, { ownerId });
});

const building = () => rowsOf(own.db, sql`select year from rollup_years where state = 'building'`);

test("a sweep leaves nothing to do: days are closed, added, restated, moved, and headings have slices", async () => {
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  await settleAll(ctx, closingOf("2026-03-08"));
  const managerId = (await mintMerchant(own.db, "branch")).id;
  await changeOwnerships(ctx, [{ storeId: store.id, fromOn: "2026-03-01", ownerId, managerId }]);
  await sell(ctx, store, sku, "2026-03-08", 10);
  await sellOn(ctx, store, sku, "2026-03-10", 1);
  ctx.clock.set(closingOf("2026-03-10"));
  await sweepDays(ctx, never);
  const left = await rowsOf(
    own.db,
    sql`select business_on from store_days where state = 'open' or dirty_at is not null or rolled_manager_id is null`,
  );
  expect(left).toEqual([]);
  expect(await own.db.$count(storeDays)).toBe(3);
  expect(await own.db.$count(headingMoves)).toBe(0);
  expect(await storeSlice(own.db, store, "2026-03-10")).toBe(1_011);
  expect(await rowsOf(own.db, sql`select state from rollup_headings where ref_id = ${managerId}`)).toEqual([
    { state: "ready" },
  ]);
  expect(await differences(ctx)).toEqual([]);
});

test("a sweep returns at once while another process sweeps", async () => {
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  ctx.clock.set(closingOf("2026-03-08"));
  expect(await takeLease(ctx, daysLease)).not.toBeNull();
  await sweepDays(ctx, never);
  expect(await rowsOf(own.db, sql`select state from store_days`)).toEqual([{ state: "open" }]);
});

test("a rebuild that is killed in the middle is finished by the next run", async () => {
  await sell(ctx, store, sku, "2026-01-01", 1_000);
  await sellOn(ctx, store, sku, "2026-11-10", 1);
  await settleAll(ctx, closingOf("2026-11-10"));
  const right = await picture(own.db);
  const rebuilding = own.start("scripts/stats-rebuild.ts");
  await killWhen(rebuilding, async () => (await building()).length > 0);
  expect(await building()).toEqual([{ year: 2026 }]);
  // Later than the dead process's lease, which was taken by the clock on the wall.
  ctx.clock.set("2030-01-01T00:00:00.000Z");
  // The server takes a moment to notice that the process is gone, and keeps its lock until then.
  const finish = () => rebuildSlices(ctx, { onlyUnfinished: true });
  await expect.poll(finish, { timeout: 20_000, interval: 50 }).toEqual([2026]);
  expect(await picture(own.db)).toEqual(right);
  expect(await differences(ctx)).toEqual([]);
});

test("the commands rebuild and check, and a difference ends the check with a failure", async () => {
  await sellOn(ctx, store, sku, "2026-03-08", 1_000);
  await settleAll(ctx, closingOf("2026-03-08"));
  expect(await own.run("scripts/stats-rebuild.ts")).toMatchObject({
    code: 0,
    out: "Roll-ups rebuilt: 2026.\n",
  });
  expect(await own.run("scripts/stats-check.ts", "--raw")).toMatchObject({
    code: 0,
    out: "Every level agrees.\n",
  });
  await own.db.execute(sql`update heading_sku_cum set amount_fen = amount_fen + 1`);
  await own.db.execute(sql`update sales_daily set tickets = tickets + 1`);
  const failed = await own.run("scripts/stats-check.ts", "--raw");
  expect(failed.code).toBe(1);
  expect(failed.out).toContain("heading_sku_cum (chain) against sales_daily");
  expect(failed.out).toContain("daily rows against raw rows");
});
