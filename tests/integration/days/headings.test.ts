import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { addMissingDays } from "@/lib/days/add-missing-days";
import { followHeadingMoves } from "@/lib/days/follow-heading-moves";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { refreshHeadings } from "@/lib/days/refresh-headings";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { changeOwnerships } from "@/lib/masterdata/change-ownerships";
import { type MintedMerchant, mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { type MintedRegion, type MintedStore, mintRegion, mintStore } from "../../support/factories/stores";
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
  storeSlice,
  wipe,
} from "./scene";

let own: OwnDatabase;
let ctx: DaysContext;
let sku: MintedSku;
let area: MintedRegion;
let province: MintedRegion;
let owner: MintedMerchant;
let buyer: MintedMerchant;
let branch: MintedMerchant;
let otherBranch: MintedMerchant;
let shops: MintedStore[];

beforeAll(async () => {
  own = await ownDatabase("headings");
  ctx = daysContext(own.db);
});
afterAll(() => own.close());

/** Three stores of one owner, looked after by a branch, in a province; tests count two stores as many. */
beforeEach(async () => {
  await wipe(own.db);
  sku = await mintSku(own.db, "weight");
  owner = await mintMerchant(own.db);
  buyer = await mintMerchant(own.db);
  branch = await mintMerchant(own.db, "branch");
  otherBranch = await mintMerchant(own.db, "branch");
  area = await mintRegion(own.db);
  province = await mintRegion(own.db, area);
  const parts = { ownerId: owner.id, managerId: branch.id, regionId: province.id };
  shops = [await mintStore(own.db, parts), await mintStore(own.db, parts), await mintStore(own.db, parts)];
  ctx.clock.set(noonOf("2026-03-01"));
});

function shop(at: number): MintedStore {
  const found = shops[at];
  if (!found) throw new Error(`there is no shop ${at}`);
  return found;
}

/** Two days of all three stores: 111 fen on the first, 222 on the second. */
async function sellTwoDays() {
  for (const [day, factor] of [
    ["2026-03-08", 1],
    ["2026-03-09", 2],
  ] as const) {
    for (const [at, amount] of [1, 10, 100].entries()) {
      await sellOn(ctx, shop(at), sku, day, amount * factor);
    }
    await settleAll(ctx, closingOf(day));
  }
}

const branchOf = ({ id }: MintedMerchant) => ({ kind: "branch", refId: id });
const ownerOf = ({ id }: MintedMerchant) => ({ kind: "franchisee", refId: id });
const regionOf = ({ id }: MintedRegion) => ({ kind: "region", refId: id });
const slices = (heading: { kind: string; refId: number }, day = "2026-03-09") =>
  headingSlices(own.db, heading, day, sku);

async function headings() {
  const rows = await rowsOf(
    own.db,
    sql`select concat_ws(' ', kind, ref_id, state) as line from rollup_headings order by line`,
  );
  return rows.map(({ line }) => line);
}

async function follow() {
  const first = await followHeadingMoves(ctx, {});
  while ((await restateStoreDays(ctx, { limit: 2 })).restated > 0);
  const { followed } = await followHeadingMoves(ctx, {});
  return { marked: first.marked, followed: first.followed + followed };
}

test("a rebuild makes the same slices as closing and restating did", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  await sell(ctx, shop(0), sku, "2026-03-08", 5);
  await sell(ctx, shop(1), sku, "2025-11-15", 7);
  await settleAll(ctx);
  const before = await picture(own.db);
  expect(await rebuildSlices(ctx, {})).toEqual([2025, 2026]);
  expect(await picture(own.db)).toEqual(before);
  expect(await differences(ctx)).toEqual([]);
});

test("a rebuild mends slices that were wrong, and headings that days stood under wrongly", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  const right = await picture(own.db);
  await own.db.execute(sql`update store_cum set final_amount_fen = 1`);
  await own.db.execute(sql`delete from heading_sku_cum where business_on = '2026-03-09'`);
  await own.db.execute(sql`update store_sku_cum set tickets = 7`);
  await own.db.execute(sql`update store_days set rolled_manager_id = null, rolled_region_id = 77`);
  expect((await differences(ctx)).length).toBeGreaterThan(5);
  expect(await rebuildSlices(ctx, { fromYear: 2026 })).toEqual([2026]);
  expect(await picture(own.db)).toEqual(right);
});

test("a rebuild that was cut off is finished by the next run", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  const right = await picture(own.db);
  await own.db.execute(sql`update rollup_years set state = 'building', through_on = null`);
  await own.db.execute(sql`delete from store_cum where store_id = ${shop(0).id}`);
  await sellOn(ctx, shop(0), sku, "2026-03-10", 1);
  await settleAll(ctx, closingOf("2026-03-10"));
  await own.db.execute(sql`delete from store_days where business_on = '2026-03-10'`);
  await own.db.execute(sql`delete from business_daily where business_on = '2026-03-10'`);
  await own.db.execute(sql`delete from sales_daily where business_on = '2026-03-10'`);
  expect(await rebuildSlices(ctx, { onlyUnfinished: true })).toEqual([2026]);
  expect(await picture(own.db)).toEqual(right);
  expect(await rebuildSlices(ctx, { onlyUnfinished: true })).toEqual([]);
});

test("branches have slices always, owners and regions with enough stores; a new one gets its whole past", async () => {
  await sellTwoDays();
  expect(await headings()).toEqual(["chain 0 ready"]);
  expect(await refreshHeadings(ctx, {})).toBe(5);
  expect(await headings()).toEqual(
    [
      `branch ${branch.id} ready`,
      `branch ${otherBranch.id} ready`,
      "chain 0 ready",
      `franchisee ${owner.id} ready`,
      `region ${area.id} ready`,
      `region ${province.id} ready`,
    ].sort(),
  );
  for (const heading of [branchOf(branch), ownerOf(owner), regionOf(area), regionOf(province)]) {
    expect(await slices(heading, "2026-03-08")).toEqual([111, 111, 111]);
    expect(await slices(heading)).toEqual([333, 333, 333]);
  }
  expect(await refreshHeadings(ctx, {})).toBe(0);
  expect(await differences(ctx)).toEqual([]);
});

test("a change of hands in the past takes the days since then from one heading to another", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  await changeOwnerships(ctx, [
    { storeId: shop(2).id, fromOn: "2026-03-09", ownerId: buyer.id, managerId: otherBranch.id },
  ]);
  const untouched = await slices(regionOf(province));
  expect(await follow()).toEqual({ marked: 1, followed: 1 });
  expect(await slices(branchOf(branch), "2026-03-08")).toEqual([111, 111, 111]);
  expect(await slices(branchOf(branch))).toEqual([133, 133, 133]);
  expect(await slices(branchOf(otherBranch))).toEqual([200, 200, 200]);
  expect(await slices(ownerOf(owner))).toEqual([133, 133, 133]);
  expect(await slices(regionOf(province))).toEqual(untouched);
  expect(await slices(chain)).toEqual([333, 333, 333]);
  expect(await rowsOf(own.db, sql`select id from heading_moves`)).toEqual([]);
  expect(await rowsOf(own.db, sql`select id from day_revisions`)).toEqual([]);
  expect(await differences(ctx)).toEqual([]);
});

test("figures and headings that change together are both right, also on sealed days", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  await own.db.execute(
    sql`update store_days set state = 'sealed' where store_id = ${shop(1).id} and business_on = '2026-03-09'`,
  );
  await own.db.execute(sql`delete from orders where store_id = ${shop(1).id} and business_on = '2026-03-09'`);
  for (const at of [1, 2]) {
    await changeOwnerships(ctx, [
      { storeId: shop(at).id, fromOn: "2026-03-09", ownerId: owner.id, managerId: otherBranch.id },
    ]);
  }
  await sell(ctx, shop(2), sku, "2026-03-09", 4);
  expect(await follow()).toEqual({ marked: 1, followed: 2 });
  expect(await slices(branchOf(branch))).toEqual([113, 113, 113]);
  expect(await slices(branchOf(otherBranch))).toEqual([224, 224, 224]);
  expect(await slices(chain)).toEqual([337, 337, 337]);
  expect(await differences(ctx)).toEqual([]);
});

test("when the region tree changes, the slices of regions are built anew", async () => {
  await refreshHeadings(ctx, {});
  await sellTwoDays();
  const other = await mintRegion(own.db);
  await own.db.execute(
    sql`insert into rollup_headings (kind, ref_id, state) values ('region', ${other.id}, 'ready')`,
  );
  const codes = await rowsOf(own.db, sql`select id, code, name from regions`);
  const codeOf = (id: number) => String(codes.find((row) => row.id === id)?.code);
  await applyRegions(ctx, {
    items: [
      {
        code: codeOf(province.id),
        name: "moved",
        level: "province" as const,
        parentCode: codeOf(other.id),
      },
    ],
  });
  expect(await rowsOf(own.db, sql`select store_id from heading_moves`)).toEqual([{ store_id: null }]);
  expect(await follow()).toEqual({ marked: 0, followed: 1 });
  expect(await slices(regionOf(other))).toEqual([333, 333, 333]);
  expect(await slices(regionOf(area))).toEqual([0, null, null]);
  expect(await slices(regionOf(province))).toEqual([333, 333, 333]);
  expect(await differences(ctx)).toEqual([]);
});

test("days on which nothing came are closed without figures, for stores whose life cycle is open", async () => {
  await own.db.execute(
    sql`insert into store_statuses (store_id, from_on, life_cycle, created_at)
      values (${shop(1).id}, '2026-03-10', 'closed', '2026-03-10')`,
  );
  await sellOn(ctx, shop(0), sku, "2026-03-08", 10);
  await sellOn(ctx, shop(1), sku, "2026-03-08", 20);
  ctx.clock.set(closingOf("2026-03-11"));
  const range = { from: 1, to: 1_000_000 };
  expect(await addMissingDays(ctx, range)).toEqual({ added: 4 });
  expect(await addMissingDays(ctx, range)).toEqual({ added: 0 });
  await settleAll(ctx);
  const days = await rowsOf(
    own.db,
    sql`select store_id, date_format(business_on, '%m-%d') as day, state, trading_status from store_days
      order by store_id, business_on`,
  );
  const closed = { state: "closed", trading_status: "open" };
  expect(days).toEqual([
    ...["03-08", "03-09", "03-10", "03-11"].map((day) => ({ store_id: shop(0).id, day, ...closed })),
    ...["03-08", "03-09"].map((day) => ({ store_id: shop(1).id, day, ...closed })),
  ]);
  expect(await storeSlice(own.db, shop(0), "2026-03-11")).toBe(10);
  expect(await differences(ctx)).toEqual([]);
});
