import { max } from "drizzle-orm";
import type { Db } from "@/db/client";
import { stores } from "@/db/schema/masterdata";

/** Stores by id, both ends included. */
export type StoreRange = { from: number; to: number };

/** All stores, in parts of `size` ids. */
export async function storeRanges(db: Db, size: number): Promise<StoreRange[]> {
  // unscoped: the ids of all stores, for work that goes through them in parts.
  const [row] = await db.select({ last: max(stores.id) }).from(stores);
  const parts = Math.ceil((row?.last ?? 0) / size);
  return Array.from({ length: parts }, (_, at) => ({ from: at * size + 1, to: (at + 1) * size }));
}
