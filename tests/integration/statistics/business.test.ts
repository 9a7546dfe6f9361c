import { parse } from "csv-parse/sync";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { orderChannels } from "@/db/enums/orders";
import type { Ctx } from "@/lib/core/context";
import { addDays, type DayRange } from "@/lib/core/time";
import { BusinessListAnswer } from "@/lib/statistics/answer-schemas";
import { type BusinessFigures, businessGroupings, businessSortKeys } from "@/lib/statistics/business-model";
import { downloadBusiness } from "@/lib/statistics/download-business";
import { getBusinessOverview } from "@/lib/statistics/get-business-overview";
import { listBusiness } from "@/lib/statistics/list-business";
import { comparedPeriods } from "@/lib/statistics/model";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { checkProperty } from "../../support/property";
import { rowsOf } from "../orders/histories";
import { figuresByHand, mintBusiness } from "./business-organisation";
import { dayCount, firstDay, type Organisation } from "./organisation";

let organisation: Organisation;
beforeAll(async () => {
  organisation = await mintBusiness();
}, 120_000);

const rights = ["stats.business", "stats.businessDownload"] as const;

function callerOf(index: number): { ctx: Ctx; stores: number[]; since: ReadonlyMap<number, string> } {
  const caller = [...organisation.callers.values()][index];
  if (!caller) throw new Error("no such caller");
  const idOf = (at: number) => organisation.stores[at]?.id ?? 0;
  const since = new Map([...(caller.since ?? [])].map(([at, day]) => [idOf(at), day]));
  const { actor } = caller.account;
  const permissions = new Set([...actor.permissions, ...rights]);
  return { ctx: testContext({ actor: { ...actor, permissions } }), stores: caller.stores, since };
}

const cases = fc.record({
  caller: fc.nat(5),
  start: fc.integer({ min: -5, max: dayCount + 2 }),
  length: fc.integer({ min: 0, max: dayCount + 10 }),
  isYearBefore: fc.boolean(),
  stores: fc.subarray([0, 1, 2, 3, 4, 5]),
  channels: fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([]) },
    fc.subarray<string>([...orderChannels]),
  ),
  by: fc.constantFrom("order" as const, "refund" as const),
  groupBy: fc.constantFrom(...businessGroupings),
  sortKey: fc.nat(40),
  isDescending: fc.boolean(),
  compare: fc.constantFrom(undefined, "previous" as const, "lastYear" as const, "weekday" as const),
  pageSize: fc.integer({ min: 5, max: 50 }),
});
type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never;

/** What a case asks, and the stores it comes down to. */
function questionOf(one: Case) {
  const { ctx, stores, since } = callerOf(one.caller);
  const first = addDays(firstDay, one.isYearBefore ? -365 : 0);
  const days = { from: addDays(first, one.start), to: addDays(first, one.start + one.length) };
  const own = one.stores.filter((index) => stores.includes(index));
  // Head office sees the stores of every other test too, so it always names those of this one.
  const chosen = own.length === 0 && stores.length === organisation.stores.length ? stores : own;
  const codes = chosen.map((index) => organisation.stores[index]?.code ?? "");
  const storeIds = (chosen.length > 0 ? chosen : stores).map((index) => organisation.stores[index]?.id ?? 0);
  const channels = one.groupBy === "slot" ? [] : one.channels;
  const filter = {
    ...days,
    ...(codes.length > 0 ? { stores: codes.join(",") } : {}),
    ...(channels.length > 0 ? { channels: channels.join(",") } : {}),
    ...(one.compare ? { compare: one.compare } : {}),
    by: one.by,
  };
  const figures = (part: DayRange) => figuresByHand({ storeIds, since, channels }, part, one.by);
  return { ctx, days, filter, figures };
}

async function allRows(ctx: Ctx, input: Readonly<Record<string, unknown>>) {
  const first = await listBusiness(ctx, input);
  const rows = [...first.items];
  for (let page = 2; rows.length < first.total; page += 1) {
    rows.push(...(await listBusiness(ctx, { ...input, page })).items);
  }
  return { first, rows };
}

function sumOf(rows: readonly object[], key: string): number {
  return rows.reduce((sum, row) => sum + Number(Reflect.get(row, key) ?? 0), 0);
}

function identityOf(row: object): unknown {
  const keys = [
    "day",
    "storeCode",
    "branchCode",
    "franchiseeCode",
    "regionCode",
    "channel",
    "payType",
    "slot",
  ];
  const key = keys.find((name) => name in row);
  return key === undefined ? undefined : Reflect.get(row, key);
}

function checkRows(groupBy: Case["groupBy"], rows: readonly object[], totals: BusinessFigures): void {
  expect(new Set(rows.map(identityOf)).size).toBe(rows.length);
  if (groupBy === "payType") {
    const { wechatFen, alipayFen, cashFen, platformFen, otherFen } = totals;
    expect(sumOf(rows, "amountFen")).toBe(wechatFen + alipayFen + cashFen + platformFen + otherFen);
    return;
  }
  const keys =
    groupBy === "slot"
      ? ["orders", "finalAmountFen"]
      : ["orders", "finalAmountFen", "refunds", "netAmountFen"];
  for (const key of keys) expect([key, sumOf(rows, key)]).toEqual([key, Reflect.get(totals, key)]);
}

test("totals, rows, comparison and trend equal an independent sum over the raw rows, for any range, scope and day of refunds", async () => {
  await checkProperty(
    "business",
    fc.asyncProperty(cases, async (one) => {
      const { ctx, days, filter, figures } = questionOf(one);
      const keys = businessSortKeys(one.groupBy);
      const sort = `${one.isDescending ? "-" : ""}${keys[one.sortKey % keys.length]}`;
      const list = { ...filter, groupBy: one.groupBy, sort, pageSize: one.pageSize };
      const { first, rows } = await allRows(ctx, list);
      BusinessListAnswer.parse(first);
      expect(first.totals).toEqual(await figures(days));
      checkRows(one.groupBy, rows, first.totals);
      const overview = await getBusinessOverview(ctx, filter);
      expect(overview.totals).toEqual(first.totals);
      expect(overview.comparison).toEqual(first.comparison);
      expect(sumOf(overview.trend, "finalAmountFen")).toBe(first.totals.finalAmountFen);
      expect(sumOf(overview.trend, "refundAmountFen")).toBe(first.totals.refundAmountFen);
      expect(sumOf(overview.channels, "finalAmountFen")).toBe(first.totals.finalAmountFen);
      const periods = one.compare ? comparedPeriods(days, one.compare, "2026-11-20") : null;
      expect(first.comparison === null).toBe(periods === null);
      if (periods === null) return;
      expect(first.comparison?.currentTotals).toEqual(await figures(periods.current));
      expect(first.comparison?.compareTotals).toEqual(await figures(periods.compare));
    }),
    300,
  );
}, 400_000);

test("rows are in the order that was asked for, missing values last, and rank by the amount received", async () => {
  const { ctx, stores } = callerOf(0);
  const codes = stores.map((index) => organisation.stores[index]?.code).join(",");
  const range = { from: firstDay, to: addDays(firstDay, dayCount), stores: codes };
  const { items } = await listBusiness(ctx, { ...range, groupBy: "branch", sort: "-branchCode" });
  expect(items.map((row) => ("branchCode" in row ? row.branchCode : "")).at(-1)).toBeNull();
  const ranked = await listBusiness(ctx, { ...range, groupBy: "store", sort: "rank" }).catch(
    (error) => error,
  );
  expect(ranked).toMatchObject({ kind: "invalid" });
  const byAmount = await listBusiness(ctx, { ...range, groupBy: "store" });
  const amounts = byAmount.items.map((row) => ("finalAmountFen" in row ? row.finalAmountFen : 0));
  expect(amounts).toEqual([...amounts].sort((a, b) => b - a));
  expect(byAmount.items.map((row) => ("rank" in row ? row.rank : 0))).toEqual([1, 2, 3, 4, 5, 6]);
});

test("cancelled orders and what was refunded of them count nowhere and are told apart", async () => {
  const { ctx, stores } = callerOf(1);
  const ids = stores.map((index) => organisation.stores[index]?.id ?? 0);
  const range = { from: firstDay, to: addDays(firstDay, dayCount) };
  const [raw] = await rowsOf(
    testDatabase().db,
    sql`select count(*) as orders, sum(final_amount_fen) + 0e0 as amountFen from orders o
      where o.store_id in (${sql.join(ids, sql`, `)}) and o.cancelled_at is not null and o.completed_at is null
        and o.business_on between ${range.from} and ${range.to}`,
  );
  const { cancelled } = await getBusinessOverview(ctx, range);
  expect(cancelled).toMatchObject({ orders: Number(raw?.orders), amountFen: Number(raw?.amountFen) });
  expect(cancelled?.orders).toBeGreaterThan(0);
  expect(cancelled?.refunds).toBeGreaterThan(0);
  const wide = await getBusinessOverview(ctx, { from: "2025-01-01", to: "2026-11-01" });
  expect([wide.cancelled, wide.cancelledMissing, wide.bucket]).toEqual([null, "too_many", "week"]);
  expect(wide.trend.length).toBeLessThanOrEqual(400);
  expect(sumOf(wide.trend, "orders")).toBe(wide.totals.orders);
});

async function textOf(body: ReadableStream<Uint8Array> | Uint8Array): Promise<string> {
  return new Response(body as BodyInit).text();
}

test.each(businessGroupings)(
  "a file by %s holds all rows and the totals of the list, and is noted",
  async (groupBy) => {
    const { ctx } = callerOf(2);
    const input = { from: firstDay, to: addDays(firstDay, 40), groupBy, compare: "previous", by: "refund" };
    const list = await listBusiness(ctx, { ...input, pageSize: 200 });
    const file = await downloadBusiness(ctx, { ...input, format: "csv" });
    const rows: string[][] = parse(await textOf(file.body), { bom: true });
    expect(rows).toHaveLength(list.total + 2);
    const at = (title: string) => rows.at(-1)?.[rows[0]?.indexOf(title) ?? -1];
    if (groupBy === "payType") expect(at("金额(元)")).toBe(yuan(sumOf(list.items, "amountFen")));
    else
      expect([at("实收(元)"), at("订单数")]).toEqual([
        yuan(list.totals.finalAmountFen),
        `${list.totals.orders}`,
      ]);
    const xlsx = await downloadBusiness(ctx, { ...input, format: "xlsx" });
    expect(xlsx.name).toBe(`经营统计_${input.from}_${input.to}.xlsx`);
    const accountId = ctx.actor.type === "user" ? ctx.actor.accountId : 0;
    const noted = await rowsOf(
      testDatabase().db,
      sql`select report, from_on as fromOn, \`rows\`, filter_hash as hash from downloads where account_id = ${accountId} order by id desc limit 2`,
    );
    expect(noted).toHaveLength(2);
    expect(noted[0]).toMatchObject({ report: "business", rows: list.total, hash: noted[1]?.hash });
  },
);

function yuan(fen: number): string {
  return (fen / 100).toFixed(2);
}

const range = { from: "2026-01-20", to: "2026-03-20" };

test("a foreign store and one that does not exist are told alike, and both are named", async () => {
  const { ctx } = callerOf(5);
  const foreign = organisation.stores[3]?.code ?? "";
  const own = organisation.stores[0]?.code ?? "";
  for (const verb of [listBusiness, getBusinessOverview]) {
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
  ["an unknown channel", { ...range, channels: "fax" }, "channels.0", "stats.channel_unknown"],
  [
    "half hours by channel",
    { ...range, groupBy: "slot", channels: "eleme" },
    "channels",
    "stats.slots_without_channels",
  ],
  ["an unknown day of refunds", { ...range, by: "moon" }, "by", null],
  ["page 0", { ...range, page: "0" }, "page", null],
  ["a page size over 200", { ...range, pageSize: "201" }, "pageSize", null],
  ["an unknown grouping", { ...range, groupBy: "planet" }, "groupBy", null],
  ["goods, which business does not have", { ...range, skus: "a" }, "skus", null],
])("%s is refused and the field is named", async (_what, input, path, message) => {
  const { ctx } = callerOf(0);
  const fields = [expect.objectContaining({ path, ...(message ? { message } : {}) })];
  await expect(listBusiness(ctx, input)).rejects.toMatchObject({ kind: "invalid", extras: { fields } });
});

test("without the right there are no figures and no files", async () => {
  const { ctx } = callerOf(1);
  if (ctx.actor.type !== "user") throw new Error("a user was expected");
  const without = { ...ctx, actor: { ...ctx.actor, permissions: new Set(["stats.sales" as const]) } };
  await expect(listBusiness(without, range)).rejects.toMatchObject({ kind: "forbidden" });
  await expect(getBusinessOverview(without, range)).rejects.toMatchObject({ kind: "forbidden" });
  const file = downloadBusiness(without, { ...range, format: "csv" });
  await expect(file).rejects.toMatchObject({ kind: "forbidden" });
  await expect(listBusiness({ ...ctx, actor: { type: "anonymous" } }, range)).rejects.toMatchObject({
    kind: "unauthenticated",
  });
});
