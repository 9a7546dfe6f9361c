import { and, eq, gt, gte, inArray, isNull, lte, or, type SQL, sql } from "drizzle-orm";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { firstScopeDay, storeScope } from "@/lib/core/store-scope";
import { addDays, type BusinessDay, type DayRange, earlier, later } from "@/lib/core/time";
import { inStores, type StatsFilter, type StoreDayColumns } from "./stats-filter";

/** Groupings whose key follows from the store, or from who owned or managed it on the day. */
export type StoreGrouping = "store" | "branch" | "franchisee" | "region";

/** Days of a store without a gap; `key`: id of store, merchant or region by the grouping, "" where there is none. */
export type Segment = DayRange & { storeId: number; key: string };

type Row = {
  storeId: number;
  regionId: number | null;
  firstOn: BusinessDay | null;
  fromOn: BusinessDay | null;
  toOn: BusinessDay | null;
  ownerId: number | null;
  managerId: number | null;
};

/** The store-days of `inStoreDays`, as segments; two of one store and key never touch. */
export async function listSegments(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  grouping: StoreGrouping | null,
): Promise<Segment[]> {
  const isByMerchant = grouping === "branch" || grouping === "franchisee";
  const rows =
    isByMerchant || filter.branchIds || filter.franchiseeIds
      ? await listOwned(ctx, filter, range)
      : await listStores(ctx, filter);
  const segments: Segment[] = [];
  for (const [storeId, ofStore] of groupBy(rows, (row) => row.storeId)) {
    const first = ofStore[0]?.firstOn ?? range.from;
    const visible = { from: later(first, range.from), to: range.to };
    const wanted = withGaps(ofStore, visible).filter((row) => isWanted(filter, row));
    for (const row of wanted) {
      append(segments, { storeId, from: row.from, to: row.to, key: keyOf(grouping, row) });
    }
  }
  return segments;
}

/** Adds a segment, or makes the last one longer where it goes on. */
function append(segments: Segment[], segment: Segment): void {
  const last = segments.at(-1);
  const continues = last?.storeId === segment.storeId && last.key === segment.key;
  if (continues && addDays(last.to, 1) === segment.from) last.to = segment.to;
  else segments.push(segment);
}

const none = sql<null>`null`;

function firstOn(ctx: Ctx): SQL<string | null> {
  const day = firstScopeDay(ctx, stores.id);
  return day === null ? none : sql<string | null>`coalesce(${day}, '9999-12-31')`;
}

/** Stores of which all days in sight are wanted. */
async function listStores(ctx: Ctx, filter: StatsFilter): Promise<Row[]> {
  const rows = await ctx.db
    .select({ storeId: stores.id, regionId: stores.regionId, firstOn: firstOn(ctx) })
    .from(stores)
    .where(and(storeScope(ctx, stores.id), inStores(ctx, filter, stores.id)));
  return rows.map((row) => ({ ...row, fromOn: null, toOn: null, ownerId: null, managerId: null }));
}

/** Stores with those of their ownerships that touch the range; without one where none does and no merchant is asked for. */
async function listOwned(ctx: Ctx, filter: StatsFilter, range: DayRange): Promise<Row[]> {
  const { fromOn, toOn, ownerId, managerId, storeId } = storeOwnerships;
  return ctx.db
    .select({
      storeId: stores.id,
      regionId: stores.regionId,
      firstOn: firstOn(ctx),
      fromOn,
      toOn,
      ownerId,
      managerId,
    })
    .from(stores)
    .leftJoin(storeOwnerships, and(eq(storeId, stores.id), touches(range)))
    .where(
      and(
        storeScope(ctx, stores.id),
        inStores(ctx, filter, stores.id),
        filter.branchIds ? inArray(managerId, filter.branchIds) : undefined,
        filter.franchiseeIds ? inArray(ownerId, filter.franchiseeIds) : undefined,
      ),
    )
    .orderBy(stores.id, fromOn);
}

export function touches(range: DayRange): SQL | undefined {
  const { fromOn, toOn } = storeOwnerships;
  return and(lte(fromOn, range.to), or(isNull(toOn), gt(toOn, range.from)));
}

type Owned = DayRange & Pick<Row, "storeId" | "regionId" | "ownerId" | "managerId">;

/** The rows of a store, in order, cut to what is visible; the days between them belong to nobody. */
function withGaps(rows: readonly Row[], visible: DayRange): Owned[] {
  const found: Owned[] = [];
  let next = visible.from;
  for (const row of rows) {
    const { storeId, regionId, ownerId, managerId } = row;
    const from = later(row.fromOn ?? next, next);
    const end = row.toOn === null ? visible.to : addDays(row.toOn, -1);
    const to = earlier(end, visible.to);
    if (to < from) continue;
    if (from > next) found.push({ ...nobodys(row), from: next, to: addDays(from, -1) });
    found.push({ storeId, regionId, ownerId, managerId, from, to });
    next = addDays(to, 1);
  }
  const [first] = rows;
  if (first && next <= visible.to) found.push({ ...nobodys(first), from: next, to: visible.to });
  return found;
}

function nobodys({ storeId, regionId }: Row): Omit<Owned, "from" | "to"> {
  return { storeId, regionId, ownerId: null, managerId: null };
}

function isWanted({ branchIds, franchiseeIds }: StatsFilter, { ownerId, managerId }: Owned): boolean {
  if (branchIds && (managerId === null || !branchIds.includes(managerId))) return false;
  return !franchiseeIds || (ownerId !== null && franchiseeIds.includes(ownerId));
}

function keyOf(grouping: StoreGrouping | null, { storeId, ownerId, managerId, regionId }: Owned): string {
  const keys = { store: storeId, franchisee: ownerId, branch: managerId, region: regionId };
  return grouping === null ? "" : String(keys[grouping] ?? "");
}

/** Segments of the same days, together: their stores share one query. `stores` null: all stores of the chain. */
export type Span = DayRange & { stores: ReadonlyMap<number, string> | null };

/** The longest list of stores first. */
export function spansOf(segments: readonly Segment[]): Span[] {
  const spans = [...groupBy(segments, ({ from, to }) => `${from} ${to}`).values()].map((same) => ({
    from: same[0]?.from ?? "",
    to: same[0]?.to ?? "",
    stores: new Map(same.map(({ storeId, key }) => [storeId, key])),
  }));
  return spans.sort((a, b) => b.stores.size - a.stores.size);
}

/** The days of spans as a condition on any table of facts; the spans were listed within the caller's scope. */
export function inSpans(spans: readonly Span[], { storeId, businessOn }: StoreDayColumns): SQL {
  const parts = spans.map((span) =>
    and(
      gte(businessOn, span.from),
      lte(businessOn, span.to),
      span.stores ? inArray(storeId, [...span.stores.keys()]) : undefined,
    ),
  );
  return or(...parts) ?? sql`false`;
}
