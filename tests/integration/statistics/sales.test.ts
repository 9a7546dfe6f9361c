import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/core/context";
import { addDays, type DayRange } from "@/lib/core/time";
import { getSalesOverview } from "@/lib/statistics/get-sales-overview";
import { listSales } from "@/lib/statistics/list-sales";
import { comparedPeriods, type SalesRow, salesGroupings, salesSortKeys } from "@/lib/statistics/model";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { checkProperty } from "../../support/property";
import { rowsOf } from "../orders/histories";
import { dayCount, firstDay, mintOrganisation, type Organisation } from "./organisation";

let organisation: Organisation;
beforeAll(async () => {
  organisation = await mintOrganisation();
});

type Sums = { tickets: number; weightGrams: number; quantity: number; amountFen: number };
type Restriction = { storeIds: number[]; since: ReadonlyMap<number, string> };

/** Sums over the raw rows in SQL that shares nothing with the product's. */
async function sumsByHand(
  { storeIds, since }: Restriction,
  range: DayRange,
  skuIds: number[],
): Promise<Sums> {
  const none = { tickets: 0, weightGrams: 0, quantity: 0, amountFen: 0 };
  if (storeIds.length === 0) return none;
  const perStore = storeIds.map(
    (id) => sql`(t.store_id = ${id} and t.business_on >= ${since.get(id) ?? "1000-01-01"})`,
  );
  const [row] = await rowsOf(
    testDatabase().db,
    sql`select count(*) as tickets, coalesce(sum(t.weight_grams), 0) + 0e0 as weightGrams,
        coalesce(sum(t.quantity), 0) + 0e0 as quantity, coalesce(sum(t.amount_fen), 0) + 0e0 as amountFen
      from weigh_tickets t join orders o on o.order_no = t.order_no and o.store_id = t.store_id
      where o.completed_at is not null and t.voided_at is null and (${sql.join(perStore, sql` or `)})
        and t.business_on >= ${range.from} and t.business_on <= ${range.to}
        and (${skuIds.length} = 0 or t.sku_id in (${sql.join([...skuIds, 0], sql`, `)}))`,
  );
  return { ...none, ...(row as Sums) };
}

const pick = ({ tickets, weightGrams, quantity, amountFen }: Sums): Sums => ({
  tickets,
  weightGrams,
  quantity,
  amountFen,
});

const cases = fc.record({
  caller: fc.nat(5),
  start: fc.integer({ min: -5, max: dayCount + 2 }),
  length: fc.integer({ min: 0, max: dayCount + 10 }),
  stores: fc.subarray([0, 1, 2, 3, 4, 5]),
  skus: fc.oneof({ weight: 3, arbitrary: fc.constant<number[]>([]) }, fc.subarray([0, 1, 2])),
  groupBy: fc.constantFrom(...salesGroupings),
  sortKey: fc.nat(5),
  isDescending: fc.boolean(),
  compare: fc.option(fc.constantFrom("previous" as const, "lastYear" as const, "weekday" as const), {
    nil: undefined,
  }),
  pageSize: fc.integer({ min: 1, max: 7 }),
});

function callerOf(index: number): { ctx: Ctx; stores: number[]; since: ReadonlyMap<number, string> } {
  const caller = [...organisation.callers.values()][index];
  if (!caller) throw new Error("no such caller");
  const since = new Map(
    [...(caller.since ?? [])].map(([at, day]) => [organisation.stores[at]?.id ?? 0, day]),
  );
  return { ctx: testContext({ actor: caller.account.actor }), stores: caller.stores, since };
}

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** What a case asks, and the stores and goods it comes down to. */
function questionOf(one: Case) {
  const { ctx, stores, since } = callerOf(one.caller);
  const days = { from: addDays(firstDay, one.start), to: addDays(firstDay, one.start + one.length) };
  const own = one.stores.filter((index) => stores.includes(index));
  // Head office sees the stores of every other test too, so it always names those of this one.
  const chosen = own.length === 0 && stores.length === organisation.stores.length ? stores : own;
  const codes = chosen.map((index) => organisation.stores[index]?.code ?? "");
  const storeIds = (chosen.length > 0 ? chosen : stores).map((index) => organisation.stores[index]?.id ?? 0);
  const skus = one.skus.map((index) => organisation.skus[index]);
  const filter = {
    ...days,
    ...(codes.length > 0 ? { stores: codes.join(",") } : {}),
    ...(skus.length > 0 ? { skus: skus.map((sku) => sku?.code).join(",") } : {}),
    ...(one.compare ? { compare: one.compare } : {}),
  };
  const skuIds = skus.map((sku) => sku?.id ?? 0);
  return { ctx, days, filter, sums: (part: DayRange) => sumsByHand({ storeIds, since }, part, skuIds) };
}

async function allRows(ctx: Ctx, input: Readonly<Record<string, unknown>>) {
  const first = await listSales(ctx, input);
  const rows = [...first.items];
  for (let page = 2; rows.length < first.total; page += 1) {
    rows.push(...(await listSales(ctx, { ...input, page })).items);
  }
  return { first, rows };
}

test("totals, rows, comparison and trend equal an independent sum over the raw rows, for any range and scope", async () => {
  await checkProperty(
    "sales",
    fc.asyncProperty(cases, async (one) => {
      const { ctx, days, filter, sums } = questionOf(one);
      const keys = salesSortKeys[one.groupBy];
      const sort = `${one.isDescending ? "-" : ""}${keys[one.sortKey % keys.length]}`;
      const { first, rows } = await allRows(ctx, {
        ...filter,
        groupBy: one.groupBy,
        sort,
        pageSize: one.pageSize,
      });
      expect(pick(first.totals)).toEqual(await sums(days));
      expect(sumRows(rows)).toEqual(pick(first.totals));
      expect(new Set(rows.map(identityOf)).size).toBe(rows.length);
      const overview = await getSalesOverview(ctx, filter);
      expect(overview.totals).toEqual(first.totals);
      expect(overview.trend.reduce((sum, point) => sum + point.amountFen, 0)).toBe(first.totals.amountFen);
      expect(overview.comparison).toEqual(first.comparison);
      const periods = one.compare ? comparedPeriods(days, one.compare, "2026-11-20") : null;
      if (periods === null) return;
      expect(pick(first.comparison?.compareTotals ?? sumRows([]))).toEqual(await sums(periods.compare));
      expect(pick(first.comparison?.currentTotals ?? sumRows([]))).toEqual(await sums(periods.current));
    }),
    300,
  );
});

/** The row's own name: what is set beside its figures. */
function identityOf({ skuCode, category, storeCode, branchCode, franchiseeCode, regionCode, day }: SalesRow) {
  return JSON.stringify({ skuCode, category, storeCode, branchCode, franchiseeCode, regionCode, day });
}

function sumRows(rows: readonly Sums[]): Sums {
  const sum = (key: keyof Sums) => rows.reduce((total, row) => total + row[key], 0);
  return {
    tickets: sum("tickets"),
    weightGrams: sum("weightGrams"),
    quantity: sum("quantity"),
    amountFen: sum("amountFen"),
  };
}

const range = { from: "2026-01-20", to: "2026-03-20" };

test("a foreign store and one that does not exist are told alike, and both are named", async () => {
  const { ctx } = callerOf(5);
  const foreign = organisation.stores[3]?.code ?? "";
  const own = organisation.stores[0]?.code ?? "";
  for (const verb of [listSales, getSalesOverview]) {
    await expect(verb(ctx, { ...range, stores: [own, foreign, "absent-1"] })).rejects.toMatchObject({
      kind: "not_found",
      reason: "stores.not_found",
      extras: { details: { codes: [foreign, "absent-1"] } },
    });
  }
});

test.each([
  ["a day that does not exist", { from: "2026-02-30", to: "2026-03-01" }, "from", "stats.day_invalid"],
  ["a reversed range", { from: "2026-03-02", to: "2026-03-01" }, "to", "stats.range_reversed"],
  ["more than two years", { from: "2024-01-01", to: "2026-01-01" }, "to", "stats.range_too_long"],
  ["an unknown sort key", { ...range, sort: "-profit" }, "sort", "stats.sort_unknown"],
  ["page 0", { ...range, page: "0" }, "page", null],
  ["a page size over 200", { ...range, pageSize: "201" }, "pageSize", null],
  ["an unknown grouping", { ...range, groupBy: "planet" }, "groupBy", null],
  ["channels, which sales do not have", { ...range, channels: "terminal" }, "channels", null],
])("%s is refused and the field is named", async (_what, input, path, message) => {
  const { ctx } = callerOf(0);
  const fields = [expect.objectContaining({ path, ...(message ? { message } : {}) })];
  await expect(listSales(ctx, input)).rejects.toMatchObject({ kind: "invalid", extras: { fields } });
});

test("731 days are a range", async () => {
  const { ctx } = callerOf(0);
  const long = await getSalesOverview(ctx, { from: "2024-11-20", to: addDays("2024-11-20", 730) });
  expect(long.bucket).toBe("week");
  expect(long.trend.length).toBeLessThanOrEqual(400);
});

test("without the right there are no figures", async () => {
  const { ctx } = callerOf(1);
  if (ctx.actor.type !== "user") throw new Error("a user was expected");
  const without = { ...ctx, actor: { ...ctx.actor, permissions: new Set<never>() } };
  await expect(listSales(without, range)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(getSalesOverview(without, range)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(listSales({ ...ctx, actor: { type: "anonymous" } }, range)).rejects.toMatchObject({
    kind: "unauthenticated",
  });
});
