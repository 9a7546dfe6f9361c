import { and, eq, inArray, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { businessDaily, businessSlots, salesDaily } from "@/db/schema/days";
import { chunks, groupBy } from "@/lib/core/collections";
import { halfHourSlot } from "@/lib/core/time";
import { businessMeasures, salesMeasures } from "./model";
import { rawBusiness, rawSales, rawSlots, type StoreDaysCondition } from "./raw-figures";

type Keyed = { storeId: number; businessOn: string };
type Difference<T> = { written: T[]; vanished: T[]; differing: T[] };

/**
 * Makes the stored figures of the store-days equal to the raw rows and answers which days ("storeId day") changed. The caller
 * holds the locks of the store-days.
 */
export async function replaceFigures(db: Db, which: StoreDaysCondition): Promise<Set<string>> {
  const changed = new Set<string>();
  const note = <T extends Keyed>(difference: Difference<T>): Difference<T> => {
    for (const row of difference.differing) changed.add(`${row.storeId} ${row.businessOn}`);
    return difference;
  };
  await replaceSales(db, which, note);
  await replaceBusiness(db, which, note);
  await replaceSlots(db, which, note);
  return changed;
}

type Note = <T extends Keyed>(difference: Difference<T>) => Difference<T>;

async function replaceSales(db: Db, which: StoreDaysCondition, note: Note): Promise<void> {
  const key = (row: { skuId: number } & Keyed) => `${row.storeId} ${row.businessOn} ${row.skuId}`;
  // unscoped: the condition names the store-days.
  const stored = await db.select().from(salesDaily).where(which(salesDaily.storeId, salesDaily.businessOn));
  const { written, vanished } = note(differ(await rawSales(db, which), stored, key, salesMeasures));
  for (const [row, rows] of perDay(vanished)) {
    await db.delete(salesDaily).where(
      and(
        eq(salesDaily.storeId, row.storeId),
        eq(salesDaily.businessOn, row.businessOn),
        inArray(
          salesDaily.skuId,
          rows.map(({ skuId }) => skuId),
        ),
      ),
    );
  }
  for (const rows of chunks(written)) {
    await db
      .insert(salesDaily)
      .values(rows)
      .onDuplicateKeyUpdate({ set: replaced(salesDaily, salesMeasures) });
  }
}

async function replaceBusiness(db: Db, which: StoreDaysCondition, note: Note): Promise<void> {
  const key = (row: { channel: string } & Keyed) => `${row.storeId} ${row.businessOn} ${row.channel}`;
  // unscoped: the condition names the store-days.
  const stored = await db
    .select()
    .from(businessDaily)
    .where(which(businessDaily.storeId, businessDaily.businessOn));
  const { written, vanished } = note(differ(await rawBusiness(db, which), stored, key, businessMeasures));
  for (const [row, rows] of perDay(vanished)) {
    await db.delete(businessDaily).where(
      and(
        eq(businessDaily.storeId, row.storeId),
        eq(businessDaily.businessOn, row.businessOn),
        inArray(
          businessDaily.channel,
          rows.map(({ channel }) => channel),
        ),
      ),
    );
  }
  for (const rows of chunks(written)) {
    await db
      .insert(businessDaily)
      .values(rows)
      .onDuplicateKeyUpdate({ set: replaced(businessDaily, businessMeasures) });
  }
}

async function replaceSlots(db: Db, which: StoreDaysCondition, note: Note): Promise<void> {
  const measures = ["orders", "finalAmountFen"] as const;
  const key = (row: { slot: number } & Keyed) => `${row.storeId} ${row.businessOn} ${row.slot}`;
  const raw = new Map<string, typeof businessSlots.$inferSelect>();
  for (const order of await rawSlots(db, which)) {
    const { storeId, businessOn, orderedAt, finalAmountFen } = order;
    const slot = halfHourSlot(orderedAt);
    const row = raw.get(key({ storeId, businessOn, slot })) ?? {
      storeId,
      businessOn,
      slot,
      orders: 0,
      finalAmountFen: 0,
    };
    row.orders += 1;
    row.finalAmountFen += finalAmountFen;
    raw.set(key(row), row);
  }
  // unscoped: the condition names the store-days.
  const stored = await db
    .select()
    .from(businessSlots)
    .where(which(businessSlots.storeId, businessSlots.businessOn));
  const { written, vanished } = note(differ([...raw.values()], stored, key, measures));
  for (const [row, rows] of perDay(vanished)) {
    await db.delete(businessSlots).where(
      and(
        eq(businessSlots.storeId, row.storeId),
        eq(businessSlots.businessOn, row.businessOn),
        inArray(
          businessSlots.slot,
          rows.map(({ slot }) => slot),
        ),
      ),
    );
  }
  for (const rows of chunks(written)) {
    await db
      .insert(businessSlots)
      .values(rows)
      .onDuplicateKeyUpdate({ set: replaced(businessSlots, measures) });
  }
}

/**
 * Rows to write (new or different) and stored rows that the raw rows no longer know. A stored row in which everything has
 * cancelled out vanishes without being a difference.
 */
function differ<T extends Keyed, S extends T>(
  raw: readonly T[],
  stored: readonly S[],
  keyOf: (row: T) => string,
  measures: readonly (keyof T & keyof S)[],
): Difference<T> {
  const byKey = new Map(stored.map((row) => [keyOf(row), row]));
  const written = raw.filter((row) => {
    const old = byKey.get(keyOf(row));
    byKey.delete(keyOf(row));
    return !old || measures.some((measure) => old[measure] !== row[measure]);
  });
  const vanished = [...byKey.values()];
  const meant = vanished.filter((row) => measures.some((measure) => row[measure] !== 0));
  return { written, vanished, differing: [...written, ...meant] };
}

function perDay<T extends Keyed>(rows: readonly T[]): [T, T[]][] {
  return [...groupBy(rows, (row) => `${row.storeId} ${row.businessOn}`).values()].flatMap((group) => {
    const [first] = group;
    return first ? [[first, group] as [T, T[]]] : [];
  });
}

function replaced<K extends string>(table: Record<K, SQLWrapper>, keys: readonly K[]): Record<K, SQL> {
  return Object.fromEntries(keys.map((key) => [key, sql`values(${table[key]})`])) as Record<K, SQL>;
}
