import { createHash } from "node:crypto";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { inserted } from "@/db/columns";
import type { UploadKind } from "@/db/enums/orders";
import { orderRefs, uploadKeys } from "@/db/schema/orders";
import { findSkusByCode } from "@/lib/catalog/find-skus-by-code";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import type { BusinessDay } from "@/lib/core/time";
import { findStoreForUpload, type StoreForUpload } from "@/lib/masterdata/find-store-for-upload";
import type { OrderInstants, Receipt } from "./model";

/** The store an upload is for, or 1404. */
export async function uploadStore(ctx: Ctx, code: string): Promise<StoreForUpload> {
  const store = await findStoreForUpload(ctx, { code });
  if (store) return store;
  throw new AppError("not_found", "stores.not_found", {
    params: { codes: code },
    details: { codes: [code] },
  });
}

/** SHA-256 over values in a fixed order; dates by their instant. */
export function hashOf(values: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(values)).digest("hex");
}

/** An item with its number, business day and content hash; `index` is its place in the upload. */
export type Keyed<T> = { item: T; index: number; number: string; businessOn: BusinessDay; hash: string };
export type Claimed<T> = Keyed<T> & { id: number };

/**
 * Claims the numbers of a batch for ever, before anything else is written, in order of number. Items whose number was new
 * come back with the id of their key; every item gets its receipt at its index.
 */
export async function claimNumbers<T>(
  ctx: Ctx,
  upload: { kind: UploadKind; storeId: number; items: readonly Keyed<T>[]; receipts: Receipt[] },
): Promise<Claimed<T>[]> {
  const { kind, storeId, items, receipts } = upload;
  const ordered = [...items].sort((a, b) => compareText(a.number, b.number) || a.index - b.index);
  const firsts = ordered.filter((item, place) => ordered[place - 1]?.number !== item.number);
  const ids = await insertKeys(ctx, kind, storeId, firsts);
  const others = await knownHashes(
    ctx,
    kind,
    storeId,
    firsts.filter((item) => !ids.has(item.number)),
  );
  const hashes = new Map([...others, ...firsts.filter((item) => ids.has(item.number)).map(numberAndHash)]);
  const firstIndexes = new Set(firsts.map((item) => item.index));
  const claimed: Claimed<T>[] = [];
  for (const item of items) {
    const id = ids.get(item.number);
    if (id !== undefined && firstIndexes.has(item.index)) {
      claimed.push({ ...item, id });
      receipts[item.index] = { number: item.number, status: "stored" };
    } else if (hashes.get(item.number) === item.hash) {
      receipts[item.index] = { number: item.number, status: "duplicate" };
    } else {
      receipts[item.index] = { number: item.number, status: "changed", reason: "orders.number_taken" };
    }
  }
  return claimed;
}

function compareText(a: string, b: string): number {
  return Number(a > b) - Number(a < b);
}

function numberAndHash<T>(item: Keyed<T>): [string, string] {
  return [item.number, item.hash];
}

/** RETURNING is MariaDB's and has no builder; with IGNORE it names exactly the rows that were new. */
async function insertKeys<T>(ctx: Ctx, kind: UploadKind, storeId: number, items: readonly Keyed<T>[]) {
  if (items.length === 0) return new Map<string, number>();
  const rows = items.map(
    (item) => sql`(${kind}, ${item.number}, ${storeId}, ${item.businessOn}, ${item.hash})`,
  );
  const answer = await ctx.db.execute(
    sql`insert ignore into ${uploadKeys} (kind, number, store_id, business_on, content_hash)
      values ${sql.join(rows, sql`, `)} returning id, number`,
  );
  const [fresh] = answer as unknown as [{ id: number; number: string }[]];
  return new Map(fresh.map((row) => [row.number, row.id]));
}

async function knownHashes<T>(ctx: Ctx, kind: UploadKind, storeId: number, items: readonly Keyed<T>[]) {
  if (items.length === 0) return new Map<string, string>();
  const numbers = items.map((item) => item.number);
  // Another store's item of the same number is not found here, so it reads as `changed` and tells nothing.
  // unscoped: only hashes of numbers that the caller sent for its own store.
  const rows = await ctx.db
    .select({ number: uploadKeys.number, hash: uploadKeys.contentHash })
    .from(uploadKeys)
    .where(
      and(eq(uploadKeys.kind, kind), eq(uploadKeys.storeId, storeId), inArray(uploadKeys.number, numbers)),
    );
  return new Map(rows.map((row) => [row.number, row.hash]));
}

/** Makes and locks the rows in which orders, tickets, events and refunds meet, in order of number. */
export async function lockOrderRefs(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<void> {
  const ordered = [...new Set(orderNos)].sort();
  if (ordered.length === 0) return;
  await ctx.db
    .insert(orderRefs)
    .values(ordered.map((orderNo) => ({ orderNo, storeId })))
    .onDuplicateKeyUpdate({ set: { storeId: inserted(orderRefs.storeId) } });
}

type Told = { orderNo: string; orderId?: number; orderOn?: BusinessDay } & Partial<OrderInstants>;

/** Adds what was told of orders to their rows: of each instant the earliest holds, whichever came first. */
export async function tellOrderRefs(ctx: Ctx, storeId: number, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const earliest = (column: MySqlColumn) =>
    sql`least(coalesce(${column}, ${inserted(column)}), coalesce(${inserted(column)}, ${column}))`;
  await ctx.db
    .insert(orderRefs)
    .values([...told].sort((a, b) => compareText(a.orderNo, b.orderNo)).map((row) => ({ ...row, storeId })))
    .onDuplicateKeyUpdate({
      set: {
        orderId: sql`coalesce(${inserted(orderRefs.orderId)}, ${orderRefs.orderId})`,
        orderOn: sql`coalesce(${inserted(orderRefs.orderOn)}, ${orderRefs.orderOn})`,
        paidAt: earliest(orderRefs.paidAt),
        completedAt: earliest(orderRefs.completedAt),
        cancelledAt: earliest(orderRefs.cancelledAt),
      },
    });
}

/** SKU code → id and unit for the codes of a batch; an unknown one is absent. */
export async function findSkus(ctx: Ctx, codes: readonly string[]) {
  const found = await findSkusByCode(ctx, { codes: [...new Set(codes)] });
  return new Map(found.map((sku) => [sku.code, sku]));
}
