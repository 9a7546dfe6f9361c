import { and, eq, or, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import { salesDaily, storeDays } from "@/db/schema/days";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { type DayRange, overlap } from "@/lib/core/time";
import { addRows, type MeasureSums, readSums } from "./measure-sums";
import type { SalesFigure } from "./model";
import { buildingDays, openDays, type Plan } from "./planner";
import { inSpans, type Span, type StoreGrouping } from "./segments";
import { holdsOn, type StoreDayColumns } from "./stats-filter";

/** A table of daily rows, and what is summed of it. */
export type Facts<M extends string> = {
  table: MySqlTable & StoreDayColumns;
  columns: Readonly<Record<M, MySqlColumn | SQL>>;
  /** The part of the filter that is neither store nor day. */
  where: SQL | undefined;
};

export const salesColumns: Record<SalesFigure, MySqlColumn | SQL> = {
  tickets: salesDaily.tickets,
  weightGrams: salesDaily.weightGrams,
  quantity: salesDaily.quantity,
  amountFen: salesDaily.amountFen,
  weighedAmountFen: sql`if(${salesDaily.weightGrams} > 0, ${salesDaily.amountFen}, 0)`,
};

export type DailyGrouping = "total" | "day" | StoreGrouping | { column: MySqlColumn };

type DailyRead<M extends string> = {
  facts: Facts<M>;
  spans: readonly Span[];
  /** Days outside of which nothing is read. */
  parts: readonly DayRange[];
  states: "all" | "open" | "closed";
  groupBy: DailyGrouping;
};

/** Adds what stands in no slice: open store-days, and all of years whose slices are being built. */
export async function addUnsliced<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  { wanted, coverage }: Plan,
  facts: Facts<M>,
  range: DayRange,
  groupBy: DailyGrouping,
): Promise<void> {
  const read = { facts, spans: wanted, groupBy };
  await addDaily(ctx, sums, { ...read, parts: openDays(range, coverage), states: "open" });
  await addDaily(ctx, sums, { ...read, parts: buildingDays(range, coverage), states: "all" });
}

/** Adds daily rows of spans. */
export async function addDaily<M extends string>(
  ctx: Ctx,
  sums: MeasureSums<M>,
  { facts, spans, parts, states, groupBy }: DailyRead<M>,
): Promise<void> {
  const cut = spans.flatMap((span) => parts.flatMap((part) => cutTo(span, part)));
  if (cut.length === 0) return;
  const { table, columns, where } = facts;
  const { key, join } = keyOf(groupBy, table);
  // unscoped: the spans were listed within the caller's scope
  const rows = await readSums(ctx, {
    measures: sums.measures,
    columns,
    key,
    from: sql`${sourceOf(table, states)} ${join ?? sql``}`,
    where: and(inSpans(cut, states === "all" ? table : storeDays), inState(states), where),
  });
  addRows(sums, rows);
}

function cutTo(span: Span, part: DayRange): Span[] {
  const days = overlap(span, part);
  return days ? [{ ...days, stores: span.stores }] : [];
}

/** The state of a day stands in store_days, from which the few open ones are found first. */
function sourceOf(table: Facts<string>["table"], states: "all" | "open" | "closed"): SQL {
  if (states === "all") return sql`${table}`;
  const on = and(eq(table.storeId, storeDays.storeId), eq(table.businessOn, storeDays.businessOn));
  // unscoped: the source of a statement whose condition names the store-days
  return sql`${storeDays} straight_join ${table} on ${on}`;
}

function inState(states: "all" | "open" | "closed"): SQL | undefined {
  if (states === "all") return undefined;
  return states === "open" ? sql`${storeDays.closedAt} is null` : sql`${storeDays.closedAt} is not null`;
}

/** What the rows are told apart by, and what must be joined to know it. */
function keyOf(groupBy: DailyGrouping, table: StoreDayColumns): { key: SQL | null; join?: SQL } {
  const { storeId, businessOn } = table;
  if (typeof groupBy === "object") return { key: sql`${groupBy.column}` };
  // unscoped: a join to rows that the condition of the statement has chosen
  const owned = sql`left join ${storeOwnerships} on ${and(eq(storeOwnerships.storeId, storeId), holdsOn(businessOn))}`;
  // unscoped: a join to rows that the condition of the statement has chosen
  const located = sql`left join ${stores} on ${eq(stores.id, storeId)}`;
  const keys = {
    total: { key: null },
    day: { key: sql`${businessOn}` },
    store: { key: sql`${storeId}` },
    branch: { key: sql`coalesce(${storeOwnerships.managerId}, '')`, join: owned },
    franchisee: { key: sql`coalesce(${storeOwnerships.ownerId}, '')`, join: owned },
    region: { key: sql`coalesce(${stores.regionId}, '')`, join: located },
  };
  return keys[groupBy];
}

/** The condition that a row lies in one of the parts. */
export function inParts(column: MySqlColumn, parts: readonly DayRange[]): SQL | undefined {
  return or(...parts.map(({ from, to }) => sql`${column} between ${from} and ${to}`));
}
