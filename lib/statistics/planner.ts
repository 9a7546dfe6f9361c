import { type SQL, sql } from "drizzle-orm";
import { storeDays } from "@/db/schema/days";
import { rollupHeadings, rollupYears } from "@/db/schema/rollups";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { scopeShape } from "@/lib/core/store-scope";
import {
  addDays,
  type BusinessDay,
  type DayRange,
  daysIn,
  earlier,
  overlap,
  startOfMonth,
  tenDayEnd,
  yearOf,
} from "@/lib/core/time";
import { type HeadingDays, type HeadingRef, listReadyHeadings } from "./heading-days";
import { readRows } from "./measure-sums";
import { listSegments, type Segment, type Span, type StoreGrouping, spansOf } from "./segments";
import type { StatsFilter } from "./stats-filter";

/**
 * How the figures of a range are read. Closed days stand in slices: those of `headings` hold the whole range, `spans` are
 * read store by store. `wanted` are all store-days of scope and filter, for what stands in daily rows only.
 */
export type Plan = { headings: number[]; spans: Span[]; wanted: Span[]; coverage: Coverage };

/** Fewer stores are read one by one as quickly. */
const headingStoresMin = 20;

/** `grouping`: where a key follows from the store-day, no heading serves. */
export async function planRead(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  grouping: StoreGrouping | null,
): Promise<Plan> {
  const coverage = await readCoverage(ctx, range);
  const whole: Span[] = [{ ...range, stores: null }];
  if (isWholeChain(ctx, filter) && (grouping === null || grouping === "store")) {
    const chain = grouping === null ? coverage.chainId : null;
    return { headings: chain ? [chain] : [], spans: chain ? [] : whole, wanted: whole, coverage };
  }
  const segments = await segmentsOf(ctx, filter, range, grouping);
  const wanted = spansOf(segments);
  const isTried = grouping === null && segments.length > headingStoresMin && coverage.years.size > 0;
  const headings = isTried ? await listReadyHeadings(ctx, headingsNamed(ctx, filter), range) : [];
  if (headings.length === 0) return { headings: [], spans: wanted, wanted, coverage };
  const served = serve(segments, headings);
  return { headings: served.headings, spans: spansOf(served.rest), wanted, coverage };
}

function isWholeChain(ctx: Ctx, { storeIds, branchIds, franchiseeIds, regionIds }: StatsFilter): boolean {
  return scopeShape(ctx) === "all" && !storeIds && !branchIds && !franchiseeIds && !regionIds;
}

async function segmentsOf(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  grouping: StoreGrouping | null,
): Promise<Segment[]> {
  const { storeIds, branchIds, franchiseeIds, regionIds } = filter;
  const isKnown = scopeShape(ctx) === "all" && !branchIds && !franchiseeIds && !regionIds;
  if (!storeIds || !isKnown || (grouping !== null && grouping !== "store")) {
    return listSegments(ctx, filter, range, grouping);
  }
  return storeIds.map((storeId) => ({ storeId, ...range, key: grouping === null ? "" : String(storeId) }));
}

function headingsNamed(ctx: Ctx, filter: StatsFilter): HeadingRef[] {
  const refs = (kind: HeadingRef["kind"], ids: readonly number[] | null) =>
    (ids ?? []).map((refId) => ({ kind, refId }));
  const { actor } = ctx;
  const own = actor.type === "user" ? actor : null;
  const { regionIds = [], branchIds = [] } = own?.limits ?? {};
  const all = [
    ...refs("branch", filter.branchIds),
    ...refs("franchisee", filter.franchiseeIds),
    ...refs("region", filter.regionIds),
    ...refs("region", regionIds),
    ...refs("branch", branchIds),
    ...refs("franchisee", branchIds),
    ...refs("branch", own ? [own.merchantId] : []),
    ...refs("franchisee", own ? [own.merchantId] : []),
  ];
  return [...new Map(all.map((ref) => [`${ref.kind} ${ref.refId}`, ref])).values()];
}

/**
 * A heading serves where every one of its store-days is wanted and not yet served by another: it adds exactly them. What is
 * left is read store by store.
 */
export function serve(
  segments: readonly Segment[],
  headings: readonly HeadingDays[],
): { headings: number[]; rest: Segment[] } {
  const left = groupBy(segments, ({ storeId }) => storeId);
  const taken: number[] = [];
  for (const { id, days } of headings) {
    const isWhole = days.every((one) =>
      left.get(one.storeId)?.some(({ from, to }) => from <= one.from && one.to <= to),
    );
    if (!isWhole || days.length === 0) continue;
    taken.push(id);
    for (const one of days) {
      left.set(
        one.storeId,
        (left.get(one.storeId) ?? []).flatMap((segment) => without(segment, one)),
      );
    }
  }
  return { headings: taken, rest: [...left.values()].flat() };
}

function without(segment: Segment, { from, to }: DayRange): Segment[] {
  if (overlap(segment, { from, to }) === null) return [segment];
  const before = { ...segment, to: addDays(from, -1) };
  const after = { ...segment, from: addDays(to, 1) };
  return [before, after].filter((part) => part.from <= part.to);
}

/** What slices there are: which years, to which day, and on which days store-days are still open. */
export type Coverage = {
  /** A year without an entry has no closed day. */
  years: ReadonlyMap<number, { isReady: boolean; throughOn: BusinessDay | null }>;
  /** From the first to the last day on which any store-day is open; null: none is. */
  open: DayRange | null;
  /** The heading of the whole chain; null while it cannot serve. */
  chainId: number | null;
};

async function readCoverage(ctx: Ctx, range: DayRange): Promise<Coverage> {
  const rows = await readRows<CoverageRow>(ctx, coverageOf(yearOf(range.from), yearOf(range.to)));
  const [first] = rows;
  const years = rows.flatMap(({ year, state, through_on: throughOn }) =>
    year === null ? [] : [[year, { isReady: state === "ready", throughOn }] as const],
  );
  const { open_from: from = null, open_to: to = null, chain_id: chainId = null } = first ?? {};
  return { years: new Map(years), open: from && to ? { from, to } : null, chainId };
}

type CoverageRow = {
  year: number | null;
  state: string | null;
  through_on: BusinessDay | null;
  open_from: BusinessDay | null;
  open_to: BusinessDay | null;
  chain_id: number | null;
};

function coverageOf(firstYear: number, lastYear: number): SQL {
  // unscoped: the days that are open anywhere, without saying where
  return sql`
    select y.year, y.state, y.through_on, o.open_from, o.open_to,
      (select id from ${rollupHeadings} where kind = 'chain' and ref_id = 0 and state = 'ready') as chain_id
    from (select (select min(business_on) from ${storeDays} where closed_at is null) as open_from,
        (select max(business_on) from ${storeDays} where closed_at is null) as open_to) o
      left join ${rollupYears} y on y.year between ${firstYear} and ${lastYear}`;
}

/** The parts of a range, one a calendar year, whose closed days stand in slices. */
export function slicedDays(range: DayRange, { years }: Coverage): DayRange[] {
  return perYear(range).flatMap(({ from, to }) => {
    const year = years.get(yearOf(from));
    if (!year?.isReady || year.throughOn === null || from > year.throughOn) return [];
    return [{ from, to: earlier(to, year.throughOn) }];
  });
}

/** The parts of a range in years whose slices are being built: all their daily rows are read. */
export function buildingDays(range: DayRange, { years }: Coverage): DayRange[] {
  return perYear(range).filter(({ from }) => years.get(yearOf(from))?.isReady === false);
}

/** The parts of a range in which open store-days may stand beside the slices. */
export function openDays(range: DayRange, { years, open }: Coverage): DayRange[] {
  const parts = open ? perYear(range).filter(({ from }) => years.get(yearOf(from))?.isReady !== false) : [];
  return parts.flatMap((part) => overlap(part, open) ?? []);
}

/** Slices to add and slices to take away, so that a difference of running sums is what lies between. */
export type Points = { plus: BusinessDay[]; minus: BusinessDay[] };

/** The slices at the ends of parts of years; before 1 January there is nothing to take away. */
export function pointsOf(parts: readonly DayRange[]): Points {
  return {
    plus: parts.map(({ to }) => to),
    minus: parts.map(({ from }) => addDays(from, -1)).filter((day, at) => isSameYear(day, parts[at]?.to)),
  };
}

/** Daily rows of closed store-days that are added to slices or taken away from them. */
export type Edge = DayRange & { sign: 1 | -1 };
export type TenDayRead = Points & { edges: Edge[] };

/**
 * The same with slices that exist at the thirds of a month only: each end is moved to the nearest slice, and the days between
 * are the edges. A part that is hardly longer than its edges is read from daily rows altogether.
 */
export function tenDayRead(parts: readonly DayRange[], coverage: Coverage): TenDayRead {
  const read: TenDayRead = { plus: [], minus: [], edges: [] };
  for (const { from, to } of parts) {
    const throughOn = coverage.years.get(yearOf(from))?.throughOn ?? to;
    const [low, high] = [nearest(addDays(from, -1), throughOn), nearest(to, throughOn)];
    const edges = [...edgeOf(low, addDays(from, -1), -1), ...edgeOf(high, to, 1)];
    const edgeDays = edges.reduce((days, edge) => days + daysIn(edge), 0);
    if (low === high || daysIn({ from, to }) <= edgeDays + directDaysMax) {
      read.edges.push({ from, to, sign: 1 });
      continue;
    }
    read.plus.push(tenDayEnd(high));
    if (isSameYear(low, to)) read.minus.push(tenDayEnd(low));
    read.edges.push(...edges);
  }
  return read;
}

/** Two slices cost about as much as these days. */
const directDaysMax = 3;

/** The day nearest to `day` at whose end a slice stands; it may be 31 December before, which stands for nothing. */
function nearest(day: BusinessDay, throughOn: BusinessDay): BusinessDay {
  const above = earlier(tenDayEnd(day), throughOn);
  const below = tenDayBefore(day);
  return daysIn({ from: day, to: above }) <= daysIn({ from: below, to: day }) ? above : below;
}

function tenDayBefore(day: BusinessDay): BusinessDay {
  const date = Number(day.slice(8));
  if (date <= 10) return addDays(startOfMonth(day), -1);
  return `${day.slice(0, 8)}${date > 20 ? "20" : "10"}`;
}

/** Daily rows that turn the running sum to the end of `slice` into the one to the end of `day`, with the sign of the latter. */
function edgeOf(slice: BusinessDay, day: BusinessDay, sign: 1 | -1): Edge[] {
  if (slice === day) return [];
  if (slice < day) return [{ from: addDays(slice, 1), to: day, sign }];
  return [{ from: addDays(day, 1), to: slice, sign: sign === 1 ? -1 : 1 }];
}

function perYear(range: DayRange): DayRange[] {
  const parts: DayRange[] = [];
  for (let year = yearOf(range.from); year <= yearOf(range.to); year += 1) {
    const part = overlap(range, { from: `${year}-01-01`, to: `${year}-12-31` });
    if (part) parts.push(part);
  }
  return parts;
}

function isSameYear(day: BusinessDay, other: BusinessDay | undefined): boolean {
  return day.slice(0, 4) === other?.slice(0, 4);
}
