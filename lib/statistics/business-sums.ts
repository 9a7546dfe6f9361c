import { inArray, notInArray } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { businessDaily, businessSlots, salesDaily } from "@/db/schema/days";
import { headingBusinessCum, storeCum } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import type { DayRange } from "@/lib/core/time";
import { type BusinessMeasure, businessMeasures } from "@/lib/days/model";
import { addDaily, addUnsliced, type DailyGrouping, type Facts } from "./daily-sums";
import { groupsOf, noSums } from "./measure-sums";
import { planRead, slicedDays } from "./planner";
import type { StoreGrouping } from "./segments";
import { addHeadingDays, addHeadings, addStoreDays, addStores } from "./slice-sums";
import { inStoreDays, type StatsFilter } from "./stats-filter";

export type BusinessGrouping = "total" | "day" | "channel" | StoreGrouping;
/** `key`: "" (total), the day, id of store, merchant or region ("" where there is none), or the channel. */
export type BusinessGroup<M extends BusinessMeasure = BusinessMeasure> = { key: string } & Record<M, number>;

/**
 * Sums of a range per group, in no order, without groups in which all is zero; refunds both on the day of their order and on
 * their own. Fewer `measures` are read faster.
 */
export async function sumBusiness<M extends BusinessMeasure = BusinessMeasure>(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  groupBy: BusinessGrouping,
  measures: readonly M[] = allMeasures(),
): Promise<BusinessGroup<M>[]> {
  const grouping = groupBy === "total" || groupBy === "day" || groupBy === "channel" ? null : groupBy;
  const plan = await planRead(ctx, filter, range, grouping);
  const { coverage, headings, spans } = plan;
  const sums = noSums(measures);
  const where = filter.channels ? inArray(businessDaily.channel, filter.channels) : undefined;
  const facts: Facts<M> = { table: businessDaily, columns: businessDaily, where };
  const daily: DailyGrouping = groupBy === "channel" ? { column: businessDaily.channel } : groupBy;
  const parts = slicedDays(range, coverage);
  const ofHeadings = {
    table: headingBusinessCum,
    headings,
    parts,
    where: filter.channels ? inArray(headingBusinessCum.channel, filter.channels) : undefined,
  };
  if (groupBy === "day") await addHeadingDays(ctx, sums, ofHeadings);
  else {
    const key = groupBy === "channel" ? headingBusinessCum.channel : null;
    await addHeadings(ctx, sums, { ...ofHeadings, key });
  }
  // Slices of stores know no channels.
  if (filter.channels || groupBy === "channel") {
    await addDaily(ctx, sums, { facts, spans, parts, states: "closed", groupBy: daily });
  } else if (groupBy === "day") {
    for (const span of spans.slice(0, daySpansMax)) await addStoreDays(ctx, sums, storeCum, span, coverage);
    const rest = spans.slice(daySpansMax);
    await addDaily(ctx, sums, { facts, spans: rest, parts, states: "closed", groupBy: "day" });
  } else {
    await addStores(ctx, sums, storeCum, { spans, coverage, isByStore: grouping !== null });
  }
  await addUnsliced(ctx, sums, plan, facts, range, daily);
  return groupsOf(sums);
}

/** Spans whose days are told apart by slices; those of more are read from daily rows. */
const daySpansMax = 10;

/** Without a choice the type parameter is all measures. */
function allMeasures<M extends BusinessMeasure>(): readonly M[] {
  return businessMeasures as readonly BusinessMeasure[] as readonly M[];
}

/** Orders and 实收 per half hour (0–47) of the Shanghai clock; half hours without orders are missing. No channels. */
export async function sumSlots(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
): Promise<{ slot: number; orders: number; finalAmountFen: number }[]> {
  const { storeId, businessOn, slot } = businessSlots;
  return ctx.db
    .select({
      slot,
      orders: sumOf(businessSlots.orders),
      finalAmountFen: sumOf(businessSlots.finalAmountFen),
    })
    .from(businessSlots)
    .where(inStoreDays(ctx, filter, range, { storeId, businessOn }))
    .groupBy(slot)
    .orderBy(slot);
}

/** Ids of the stores that traded (had an order or a ticket) in both periods, whatever the channel or the goods. */
export async function sameStoreIds(
  ctx: Ctx,
  filter: StatsFilter,
  current: DayRange,
  compare: DayRange,
): Promise<number[]> {
  const before = new Set(await listTradingStores(ctx, filter, compare));
  return (await listTradingStores(ctx, filter, current)).filter((id) => before.has(id));
}

async function listTradingStores(ctx: Ctx, filter: StatsFilter, range: DayRange): Promise<number[]> {
  const plan = await planRead(ctx, filter, range, "store");
  const { spans, coverage } = plan;
  const sums = noSums(["orders", "tickets"] as const);
  await addStores(ctx, sums, storeCum, { spans, coverage, isByStore: true });
  const orders = noSums(["orders"] as const);
  const business: Facts<"orders"> = { table: businessDaily, columns: businessDaily, where: undefined };
  await addUnsliced(ctx, orders, plan, business, range, "store");
  const known = [...groupsOf(sums), ...groupsOf(orders)].map(({ key }) => Number(key));
  // Tickets without any order are few; only stores that are not known yet are asked for them.
  const where = known.length > 0 ? notInArray(salesDaily.storeId, known) : undefined;
  const tickets = noSums(["tickets"] as const);
  const sales: Facts<"tickets"> = { table: salesDaily, columns: salesDaily, where };
  await addUnsliced(ctx, tickets, plan, sales, range, "store");
  return [...new Set([...known, ...groupsOf(tickets).map(({ key }) => Number(key))])];
}
