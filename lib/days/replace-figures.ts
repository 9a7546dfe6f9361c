import { and, eq, inArray } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { businessDaily, businessSlots, salesDaily } from "@/db/schema/days";
import { chunks, groupBy } from "@/lib/core/collections";
import { halfHourSlot } from "@/lib/core/time";
import { businessMeasures, salesMeasures, slotMeasures } from "./model";
import { type BusinessRow, rawBusiness, rawSales, rawSlots, type StoreDaysCondition } from "./raw-figures";
import { replaced } from "./sums";

type Keyed = { storeId: number; businessOn: string };
type SalesRow = typeof salesDaily.$inferSelect;
type SlotRow = typeof businessSlots.$inferSelect;

/** A row that reads differently now; null where there was, or is, none. */
export type Change<T> = { old: T | null; now: T | null };
export type Changes = {
  business: Change<BusinessRow>[];
  sales: Change<SalesRow>[];
  slots: Change<SlotRow>[];
};

/** "storeId day" of the days whose figures changed. */
export function changedDays({ business, sales, slots }: Changes): Set<string> {
  const rows: (Keyed | null)[] = [...business, ...sales, ...slots].map(({ old, now }) => now ?? old);
  return new Set(rows.flatMap((row) => (row ? [`${row.storeId} ${row.businessOn}`] : [])));
}

/**
 * Makes the stored figures of the store-days equal to the raw rows and answers what changed. The caller holds the locks of
 * the store-days.
 */
export async function replaceFigures(db: Db, which: StoreDaysCondition): Promise<Changes> {
  return changesOf(db, which, replaceRows);
}

/** What `replaceFigures` would change. */
export async function compareFigures(db: Db, which: StoreDaysCondition): Promise<Changes> {
  return changesOf(db, which, async (raw, stored, target) => differ(raw, stored, target).changes);
}

type Deal = <T extends Keyed, K>(
  raw: readonly T[],
  stored: readonly T[],
  target: Target<T, K>,
) => Promise<Change<T>[]>;

async function changesOf(db: Db, which: StoreDaysCondition, deal: Deal): Promise<Changes> {
  return {
    sales: await dealWithSales(db, which, deal),
    business: await dealWithBusiness(db, which, deal),
    slots: await dealWithSlots(db, which, deal),
  };
}

async function dealWithSales(db: Db, which: StoreDaysCondition, deal: Deal): Promise<Change<SalesRow>[]> {
  // unscoped: the condition names the store-days.
  const stored = await db.select().from(salesDaily).where(which(salesDaily.storeId, salesDaily.businessOn));
  return deal(await rawSales(db, which), stored, {
    keyOf: ({ skuId }) => skuId,
    measures: salesMeasures,
    // unscoped: as above.
    remove: (day, skuIds) => db.delete(salesDaily).where(these(salesDaily, salesDaily.skuId, day, skuIds)),
    write: (rows) =>
      db
        .insert(salesDaily)
        .values(rows)
        .onDuplicateKeyUpdate({ set: replaced(salesDaily, salesMeasures) }),
  });
}

async function dealWithBusiness(
  db: Db,
  which: StoreDaysCondition,
  deal: Deal,
): Promise<Change<BusinessRow>[]> {
  // unscoped: the condition names the store-days.
  const stored = await db
    .select()
    .from(businessDaily)
    .where(which(businessDaily.storeId, businessDaily.businessOn));
  return deal(await rawBusiness(db, which), stored, {
    keyOf: ({ channel }) => channel,
    measures: businessMeasures,
    // unscoped: as above.
    remove: (day, channels) =>
      db.delete(businessDaily).where(these(businessDaily, businessDaily.channel, day, channels)),
    write: (rows) =>
      db
        .insert(businessDaily)
        .values(rows)
        .onDuplicateKeyUpdate({ set: replaced(businessDaily, businessMeasures) }),
  });
}

async function dealWithSlots(db: Db, which: StoreDaysCondition, deal: Deal): Promise<Change<SlotRow>[]> {
  // unscoped: the condition names the store-days.
  const stored = await db
    .select()
    .from(businessSlots)
    .where(which(businessSlots.storeId, businessSlots.businessOn));
  return deal(await sumSlots(db, which), stored, {
    keyOf: ({ slot }) => slot,
    measures: slotMeasures,
    // unscoped: as above.
    remove: (day, slots) =>
      db.delete(businessSlots).where(these(businessSlots, businessSlots.slot, day, slots)),
    write: (rows) =>
      db
        .insert(businessSlots)
        .values(rows)
        .onDuplicateKeyUpdate({ set: replaced(businessSlots, slotMeasures) }),
  });
}

async function sumSlots(db: Db, which: StoreDaysCondition): Promise<SlotRow[]> {
  const sums = new Map<string, SlotRow>();
  for (const { storeId, businessOn, orderedAt, finalAmountFen } of await rawSlots(db, which)) {
    const slot = halfHourSlot(orderedAt);
    const key = `${storeId} ${businessOn} ${slot}`;
    const row = sums.get(key) ?? { storeId, businessOn, slot, orders: 0, finalAmountFen: 0 };
    row.orders += 1;
    row.finalAmountFen += finalAmountFen;
    sums.set(key, row);
  }
  return [...sums.values()];
}

type Target<T, K> = {
  /** What tells the rows of a store-day apart. */
  keyOf: (row: T) => K;
  measures: readonly (keyof T)[];
  remove: (day: Keyed, keys: K[]) => PromiseLike<unknown>;
  write: (rows: T[]) => PromiseLike<unknown>;
};

/** Writes what is new or different and removes what the raw rows no longer know. */
async function replaceRows<T extends Keyed, K>(
  raw: readonly T[],
  stored: readonly T[],
  target: Target<T, K>,
): Promise<Change<T>[]> {
  const { changes, written, vanished } = differ(raw, stored, target);
  for (const rows of groupBy(vanished, (row) => `${row.storeId} ${row.businessOn}`).values()) {
    if (rows[0]) await target.remove(rows[0], rows.map(target.keyOf));
  }
  for (const rows of chunks(written)) await target.write(rows);
  return changes;
}

/** A stored row in which everything has cancelled out vanishes without being a change. */
function differ<T extends Keyed, K>(
  raw: readonly T[],
  stored: readonly T[],
  { keyOf, measures }: Target<T, K>,
) {
  const nameOf = (row: T) => `${row.storeId} ${row.businessOn} ${keyOf(row)}`;
  const olds = new Map(stored.map((row) => [nameOf(row), row]));
  const changes: Change<T>[] = [];
  const written: T[] = [];
  for (const now of raw) {
    const old = olds.get(nameOf(now)) ?? null;
    olds.delete(nameOf(now));
    if (old && measures.every((measure) => old[measure] === now[measure])) continue;
    changes.push({ old, now });
    written.push(now);
  }
  const vanished = [...olds.values()];
  const meant = vanished.filter((row) => measures.some((measure) => row[measure] !== 0));
  return { changes: [...changes, ...meant.map((old) => ({ old, now: null }))], written, vanished };
}

function these<K extends number | string>(
  table: { storeId: MySqlColumn; businessOn: MySqlColumn },
  column: MySqlColumn,
  { storeId, businessOn }: Keyed,
  keys: K[],
) {
  return and(eq(table.storeId, storeId), eq(table.businessOn, businessOn), inArray(column, keys));
}
