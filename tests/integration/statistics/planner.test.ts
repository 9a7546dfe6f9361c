import { between, eq } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { headingSkuCum, rollupYears, storeCum, storeSkuCum } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import { addDays, type DayRange, listDays } from "@/lib/core/time";
import { type BusinessGrouping, sumBusiness } from "@/lib/statistics/business-sums";
import { listSales } from "@/lib/statistics/list-sales";
import { salesGroupings, salesSortKeys } from "@/lib/statistics/model";
import { type SalesSumGrouping, sumSales } from "@/lib/statistics/sales-sums";
import { findFilter } from "@/lib/statistics/stats-filter";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";
import { checkProperty } from "../../support/property";
import { type Asked, naiveSums } from "./naive-sums";
import { type Caller, type Chain, mintChain, type PlannedStore } from "./planned-chain";
import { firstDay, lastDay } from "./planned-facts";

let own: OwnDatabase;
let chain: Chain;
beforeAll(async () => {
  own = await ownDatabase("planner");
  chain = await mintChain(own.db);
}, 120_000);
afterAll(() => own.close());

/** Where slices begin and end, and where they are cut. */
const turns = [
  ...["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2024-12-31", "2025-01-01", "2025-12-31"],
  ...["2024-05-10", "2024-05-20", "2024-06-30", "2024-07-01", "2025-02-28", "2026-01-01", "2026-01-10"],
  ...["2026-02-07", "2026-02-08", "2026-02-10", lastDay],
];
const dayCount = listDays({ from: firstDay, to: lastDay }).length;
const anyDay = fc.integer({ min: -3, max: dayCount + 3 }).map((at) => addDays(firstDay, at));
const day = fc.oneof(anyDay, fc.constantFrom(...turns));
const range = fc.oneof(
  fc.tuple(day, day).map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a })),
  fc.tuple(day, fc.nat(40)).map(([from, length]) => ({ from, to: addDays(from, length) })),
);
/** Mostly no restriction: several at once leave nothing. */
const some = (max: number) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.uniqueArray(fc.nat(60), { minLength: 1, maxLength: max }) },
  );
const groupings = [
  ...["total", "day", "store", "branch", "franchisee", "region"].flatMap((groupBy) => [
    { facts: "sales" as const, groupBy },
    { facts: "business" as const, groupBy },
  ]),
  { facts: "sales" as const, groupBy: "sku" },
  { facts: "sales" as const, groupBy: "sku" },
  { facts: "sales" as const, groupBy: "category" },
  { facts: "business" as const, groupBy: "channel" },
];
const cases = fc.record({
  // Who sees all asks most: there a filter alone decides whether a heading serves.
  caller: fc.oneof(fc.nat(14), fc.constant(0)),
  range,
  stores: some(44),
  branches: some(2),
  franchisees: some(3),
  regions: some(2),
  skus: some(3),
  categories: some(2),
  channels: some(2),
  kind: fc.constantFrom(...groupings),
  sort: fc.nat(20),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** Codes that the caller may name: foreign ones are another test's matter. */
function choose<T extends { code: string }>(from: readonly T[], at: readonly number[] | null): T[] | null {
  if (at === null || from.length === 0) return null;
  return [...new Set(at.map((index) => from[index % from.length]).filter((one) => one !== undefined))];
}

function codesOf(chosen: readonly { code: string }[] | null): string[] | undefined {
  return chosen?.map(({ code }) => code);
}

function isBelow({ region }: PlannedStore, regions: readonly { path: string }[] | null): boolean {
  return regions === null || regions.some(({ path }) => region?.path.startsWith(path));
}

/** The question in the product's words and in plain ones. */
function questionOf(one: Case, caller: Caller) {
  const seen = chain.stores.filter((store) => caller.since(store) !== null);
  const owned = seen.flatMap((store) => store.owned);
  const stores = choose(seen, one.stores);
  const branches = choose(
    chain.branches.filter(({ id }) => owned.some((row) => row.manager === id)),
    one.branches,
  );
  const owners = [...chain.franchisees, ...chain.branches].filter(({ id }) =>
    owned.some((row) => row.owner === id),
  );
  const franchisees = choose(owners, one.franchisees);
  const regions = choose(
    chain.regions.filter((region) => seen.some((store) => isBelow(store, [region]))),
    one.regions,
  );
  const isSales = one.kind.facts === "sales";
  const skus = isSales ? choose(chain.skus, one.skus) : null;
  const categories = isSales && one.categories ? ["糕点", "面包"].slice(one.categories.length - 1) : null;
  const goods = (skus ?? chain.skus).filter(({ category }) => categories?.includes(category) ?? true);
  const allChannels = ["terminal", "meituan", "eleme"].map((code) => ({ code }));
  const channels = isSales ? null : (codesOf(choose(allChannels, one.channels)) ?? null);
  const wanted = (stores ?? seen).filter((store) => isBelow(store, regions));
  const ids = (rows: readonly { id: number }[] | null) => rows?.map(({ id }) => id) ?? null;
  const asked: Asked = {
    ...one.range,
    since: new Map(wanted.map((store) => [store.id, caller.since(store) ?? ""])),
    branchIds: ids(branches),
    franchiseeIds: ids(franchisees),
    skuIds: skus || categories ? ids(goods) : null,
    channels,
  };
  const input = {
    stores: codesOf(stores),
    branches: codesOf(branches),
    franchisees: codesOf(franchisees),
    regions: codesOf(regions),
    skus: codesOf(skus),
    categories: categories ?? undefined,
  };
  return { asked, input, channels };
}

function callerOf(one: Case): { caller: Caller; ctx: Ctx } {
  const caller = chain.callers[one.caller % chain.callers.length];
  if (!caller) throw new Error("no such caller");
  const clock = testClock(`${lastDay}T04:00:00.000Z`);
  const parts = { db: own.db, reportDb: own.db, clock };
  return { caller, ctx: testContext(caller.actor ? { ...parts, actor: caller.actor } : parts) };
}

async function checkCase(one: Case): Promise<void> {
  const { caller, ctx } = callerOf(one);
  const { asked, input, channels } = questionOf(one, caller);
  const filter = { ...(await findFilter(ctx, input)), channels };
  const { facts, groupBy } = one.kind;
  const groups =
    facts === "sales"
      ? await sumSales(ctx, filter, one.range, groupBy as SalesSumGrouping)
      : await sumBusiness(ctx, filter, one.range, groupBy as BusinessGrouping);
  const found = new Map(groups.map(({ key, ...sums }) => [key, sums]));
  expect(found).toEqual(await naiveSums(own.db, facts, asked, groupBy));
}

test("slices, edge days, headings and open days together give what the daily rows give, for any question", async () => {
  await checkProperty("planner", fc.asyncProperty(cases, checkCase), 2_000);
}, 300_000);

test("a list is sorted by any key over all of its pages, and its totals are those of the daily rows", async () => {
  const one = fc.record({
    ...{ base: cases },
    groupBy: fc.constantFrom(...salesGroupings),
    isDescending: fc.boolean(),
  });
  await checkProperty(
    "planned lists",
    fc.asyncProperty(one, async ({ base, groupBy, isDescending }) => {
      const { caller, ctx } = callerOf(base);
      const kind = { facts: "sales" as const, groupBy };
      const { asked, input } = questionOf({ ...base, kind }, caller);
      if (listDays(base.range).length > 731) return;
      const keys = salesSortKeys[groupBy];
      const key = keys[base.sort % keys.length] ?? "amountFen";
      const sort = `${isDescending ? "-" : ""}${key}`;
      const question = { ...input, ...base.range, groupBy, sort, pageSize: 20 };
      const first = await listSales(ctx, { ...question, page: 1 });
      const second = await listSales(ctx, { ...question, page: 2 });
      const naive = await naiveSums(own.db, "sales", asked, groupBy);
      expect(first.total).toBe(naive.size);
      const values = [...first.items, ...second.items].map((row) => Reflect.get(row, key));
      expect(values.length).toBe(Math.min(40, naive.size));
      if (values.every((value) => typeof value === "number")) {
        const all = [...naive.values()].map((sums) => sums[key] ?? 0).sort((a, b) => a - b);
        expect(values).toEqual((isDescending ? all.reverse() : all).slice(0, 40));
      }
      const amount = [...naive.values()].reduce((sum, row) => sum + (row.amountFen ?? 0), 0);
      expect(first.totals.amountFen).toBe(amount);
    }),
    200,
  );
}, 300_000);

test("every level of a drill-down adds up to its row above", async () => {
  await checkProperty(
    "drill-down",
    fc.asyncProperty(cases, fc.nat(20), async (base, at) => {
      if (listDays(base.range).length > 731) return;
      const { caller, ctx } = callerOf(base);
      const none = { stores: null, branches: null, franchisees: null, regions: null };
      const { input } = questionOf({ ...base, ...none, kind: { facts: "sales", groupBy: "sku" } }, caller);
      const levels = [
        ["branch", "branches", "branchCode"],
        ["franchisee", "franchisees", "franchiseeCode"],
        ["store", "stores", "storeCode"],
        ["sku", "skus", "skuCode"],
        ["day", null, null],
      ] as const;
      let question: Record<string, unknown> = { ...input, ...base.range, pageSize: 200 };
      let above: { tickets: number; amountFen: number; weightGrams: number } | null = null;
      for (const [groupBy, filter, code] of levels) {
        const { items, totals } = await listSales(ctx, { ...question, groupBy });
        if (above) expect(totals).toMatchObject(pick(above));
        const named = items.filter((row) => code === null || row[code] !== null);
        const row = named[at % Math.max(1, named.length)];
        if (!row || filter === null || code === null) return;
        question = { ...question, [filter]: [row[code]] };
        above = row;
      }
    }),
    60,
  );
}, 300_000);

function pick({
  tickets,
  amountFen,
  weightGrams,
}: {
  tickets: number;
  amountFen: number;
  weightGrams: number;
}) {
  return { tickets, amountFen, weightGrams };
}

test("same-store figures are those of the stores that had an order or a ticket in both periods", async () => {
  await checkProperty(
    "same stores",
    fc.asyncProperty(cases, fc.nat(10), async (base, length) => {
      const range = { from: base.range.from, to: addDays(base.range.from, length) };
      const { caller, ctx } = callerOf(base);
      const one = { ...base, range, kind: { facts: "sales" as const, groupBy: "store" } };
      const { asked, input } = questionOf(one, caller);
      const question = { ...input, ...range, groupBy: "store", pageSize: 200 };
      const list = await listSales(ctx, { ...question, compare: "weekday", sameStore: "1" });
      const { comparison } = list;
      if (comparison === null) return;
      const trading = async (days: DayRange) => {
        const all = { ...asked, ...days, skuIds: null, channels: null };
        const sales = await naiveSums(own.db, "sales", all, "store");
        const business = await naiveSums(own.db, "business", all, "store");
        const has = (sums: Map<string, Record<string, number>>, measure: string) =>
          [...sums].filter(([, figures]) => (figures[measure] ?? 0) > 0).map(([key]) => Number(key));
        return new Set([...has(sales, "tickets"), ...has(business, "orders")]);
      };
      const [now, before] = [await trading(comparison.current), await trading(comparison.compare)];
      const since = new Map([...asked.since].filter(([id]) => now.has(id) && before.has(id)));
      const rows = await naiveSums(own.db, "sales", { ...asked, since }, "store");
      expect(list.total).toBe(rows.size);
      expect(list.totals.amountFen).toBe(
        [...rows.values()].reduce((sum, row) => sum + (row.amountFen ?? 0), 0),
      );
      const old = await naiveSums(own.db, "sales", { ...asked, ...comparison.compare, since }, "total");
      expect(comparison.compareTotals.tickets).toBe(old.get("")?.tickets ?? 0);
    }),
    100,
  );
}, 300_000);

test("while the slices of a year are being built, its daily rows are read instead", async () => {
  await own.db
    .update(rollupYears)
    .set({ state: "building", throughOn: null })
    .where(eq(rollupYears.year, 2024));
  const inYear = (column: MySqlColumn) => between(column, "2024-01-01", "2024-12-31");
  await own.db.delete(storeCum).where(inYear(storeCum.businessOn));
  await own.db.delete(storeSkuCum).where(inYear(storeSkuCum.tenDayEndOn));
  await own.db.delete(headingSkuCum).where(inYear(headingSkuCum.businessOn));
  await checkProperty("planner while building", fc.asyncProperty(cases, checkCase), 200);
}, 300_000);
