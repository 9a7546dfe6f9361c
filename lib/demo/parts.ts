import { type Bulk, withBulk } from "@/db/bulk";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import type { StoreWithId } from "./stored-chain";

export type DemoProgress = (done: number, all: number) => void;

export type Parts<T> = {
  stores: readonly StoreWithId[];
  /** Stores of one transaction. */
  size: number;
  draw(part: readonly StoreWithId[]): Promise<T>;
  /** Inside the part's transaction; `through`: the id of the part's last store, to be marked. */
  write(inner: Ctx, bulk: Bulk, rows: T, through: number): Promise<void>;
};

/**
 * Loads stores in order of id, a part to a transaction, so that memory does not grow with the chain and a run that was killed
 * is finished by the next. A part is drawn while the database is busy with the one before.
 */
export async function loadParts<T>(
  ctx: Ctx,
  database: Database,
  { stores, size, draw, write }: Parts<T>,
  progress: DemoProgress,
): Promise<void> {
  const count = Math.ceil(stores.length / size);
  const partAt = (index: number) => stores.slice(index * size, (index + 1) * size);
  let rows = await draw(partAt(0));
  for (let index = 0; index < count; index += 1) {
    const [current, through] = [rows, partAt(index).at(-1)?.id ?? 0];
    const [next] = await Promise.all([
      draw(partAt(index + 1)),
      withBulk(database, (bulk) =>
        write({ ...ctx, db: bulk.db, isInTransaction: true }, bulk, current, through),
      ),
    ]);
    rows = next;
    progress(index + 1, count);
  }
}
