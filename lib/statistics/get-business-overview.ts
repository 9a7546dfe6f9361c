import type { Ctx } from "@/lib/core/context";
import { shareBps } from "@/lib/core/money";
import { type DayRange, daysIn } from "@/lib/core/time";
import { query } from "@/lib/core/verb";
import {
  type BusinessPeriods,
  type ComparedSide,
  comparisonOf,
  findPeriods,
  onlySameStores,
  readSide,
} from "./business-comparison";
import { figuresOf, sumMeasures } from "./business-figures";
import type { BusinessOverview, ChannelRow, RefundDay } from "./business-model";
import { payRows, slotRows, slotsFrom } from "./business-parts";
import { GetBusinessOverviewInput } from "./business-schemas";
import { type BusinessGroup, sumBusiness } from "./business-sums";
import { trendOf } from "./business-trend";
import { readCancelled } from "./cancelled-orders";
import { countStores, listRevisedDays } from "./internal";
import { findFilter, type StatsFilter } from "./stats-filter";
import { readUploads } from "./store-uploads";

/**
 * What the business page shows above its table: totals, comparison, trend, channels, pay kinds, half hours, cancelled orders,
 * and stores that do not upload. The same figures as the list's totals; errors as of the list.
 */
export const getBusinessOverview = query({
  name: "statistics.getBusinessOverview",
  permission: "stats.business",
  input: GetBusinessOverviewInput,
  snapshot: true,
  report: true,
  run: async (ctx: Ctx, input): Promise<BusinessOverview> => {
    const { by } = input;
    const asked = await findFilter(ctx, input);
    const range = { from: input.from, to: input.to };
    const periods = await findPeriods(ctx, input, asked);
    const filter = input.sameStore ? await onlySameStores(ctx, asked, periods) : asked;
    const days = await sumBusiness(ctx, filter, range, "day");
    const comparedDays = periods ? await sumBusiness(ctx, filter, periods.compare, "day") : [];
    const totals = figuresOf(sumMeasures(days), by);
    const sides = periods ? await sidesOf(ctx, { filter, by }, periods, { days, comparedDays }) : null;
    const stores = await countStores(ctx, filter);
    return {
      by,
      totals,
      comparison: periods && sides ? comparisonOf(periods, sides.current, sides.compare) : null,
      ...trendOf({ range, by, days, comparedDays, periods }),
      channels: await channelRows(ctx, filter, { range, by, periods }),
      payTypes: payRows(totals, sides?.current.totals, sides?.compare.totals),
      ...(await readCurve(ctx, filter, { range, periods, stores })),
      slotsFrom: slotsFrom(ctx, range),
      ...(await readCancelled(ctx, filter, range, stores)),
      stores,
      ...(await readUploads(ctx, filter)),
      asOf: ctx.clock.now().toISOString(),
      range,
      revisedDays: await listRevisedDays(ctx, filter, range),
    };
  },
});

/** Half hours are summed from daily rows: a few dozen per store-day. */
const curveStoreDaysMax = 20_000;

type Curve = Pick<BusinessOverview, "slots" | "slotsMissing">;

async function readCurve(
  ctx: Ctx,
  filter: StatsFilter,
  { range, periods, stores }: { range: DayRange; periods: BusinessPeriods | null; stores: number },
): Promise<Curve> {
  if (filter.channels) return { slots: null, slotsMissing: "channels" };
  if (stores * daysIn(range) > curveStoreDaysMax) return { slots: null, slotsMissing: "too_many" };
  return { slots: await slotRows(ctx, filter, range, periods), slotsMissing: null };
}

type Days = { days: readonly BusinessGroup[]; comparedDays: readonly BusinessGroup[] };
type Sides = { current: ComparedSide; compare: ComparedSide };

/** Totals of both sides: from the days that were read, or by the half hours that are over. */
async function sidesOf(
  ctx: Ctx,
  { filter, by }: { filter: StatsFilter; by: RefundDay },
  periods: BusinessPeriods,
  { days, comparedDays }: Days,
): Promise<Sides> {
  if (periods.running) {
    const question = { filter, groupBy: "total" as const, by };
    return {
      current: await readSide(ctx, question, periods, periods.current),
      compare: await readSide(ctx, question, periods, periods.compare),
    };
  }
  const current = days.filter(({ key }) => key <= periods.current.to);
  return { current: sideOf(current, by), compare: sideOf(comparedDays, by) };
}

function sideOf(days: readonly BusinessGroup[], by: RefundDay): ComparedSide {
  return { byKey: new Map(), totals: figuresOf(sumMeasures(days), by) };
}

type Asked = { range: { from: string; to: string }; by: RefundDay; periods: BusinessPeriods | null };

async function channelRows(
  ctx: Ctx,
  filter: StatsFilter,
  { range, by, periods }: Asked,
): Promise<ChannelRow[]> {
  const channels = await sumBusiness(ctx, filter, range, "channel");
  const question = { filter, groupBy: "channel" as const, by };
  const days = periods && !periods.running ? periods : null;
  const current = days ? await readSide(ctx, question, days, days.current) : null;
  const compare = days ? await readSide(ctx, question, days, days.compare) : null;
  const { finalAmountFen: all } = sumMeasures(channels);
  const rows = channels.map(({ key, orders, finalAmountFen }) => ({
    channel: key,
    orders,
    finalAmountFen,
    shareBps: shareBps(finalAmountFen, all),
    current: amountOf(current, key),
    compare: amountOf(compare, key),
  }));
  return rows.sort((a, b) => b.finalAmountFen - a.finalAmountFen || (a.channel < b.channel ? -1 : 1));
}

function amountOf(side: ComparedSide | null, channel: string) {
  const figures = side?.byKey.get(channel);
  return figures ? { orders: figures.orders, finalAmountFen: figures.finalAmountFen } : null;
}
