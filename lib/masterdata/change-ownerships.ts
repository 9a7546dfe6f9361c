import { and, eq, gte, inArray } from "drizzle-orm";
import { storeOwnerships } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { type HeadingMove, noteMoves } from "./note-moves";

export type Ownership = {
  fromOn: BusinessDay;
  toOn: BusinessDay | null;
  ownerId: number;
  managerId: number | null;
};
type Change = { fromOn: BusinessDay; ownerId: number; managerId: number | null };

/**
 * Lets stores belong to an owner and a manager from a business day on, until further notice. What was known for that day
 * and later gives way; the days before keep their rows. A change that says nothing new writes nothing.
 */
export async function changeOwnerships(
  ctx: Ctx,
  changes: readonly (Change & { storeId: number })[],
): Promise<void> {
  if (changes.length === 0) return;
  const known = await listOwnerships(
    ctx,
    changes.map(({ storeId }) => storeId),
  );
  const moves: HeadingMove[] = [];
  for (const change of changes) {
    const next = withChange(known.get(change.storeId) ?? [], change);
    if (next === null) continue;
    await replace(ctx, change.storeId, next);
    moves.push({ storeId: change.storeId, fromOn: change.fromOn });
  }
  await noteMoves(ctx, moves);
}

/** Rewrites a store's last two rows; a change never reaches further back. */
async function replace(ctx: Ctx, storeId: number, next: Ownership[]): Promise<void> {
  const [kept, last] = next.length > 1 ? next.slice(-2) : [undefined, next[0]];
  if (!last) return;
  const ofStore = eq(storeOwnerships.storeId, storeId);
  // unscoped: writers of master data deal with every store
  await ctx.db.delete(storeOwnerships).where(and(ofStore, gte(storeOwnerships.fromOn, last.fromOn)));
  if (kept) {
    await ctx.db
      .update(storeOwnerships)
      .set({ toOn: kept.toOn })
      .where(and(ofStore, eq(storeOwnerships.fromOn, kept.fromOn)));
  }
  const { fromOn, toOn, ownerId, managerId } = last;
  await ctx.db
    .insert(storeOwnerships)
    .values({ storeId, fromOn, toOn, ownerId, managerId, createdAt: ctx.clock.now() });
}

async function listOwnerships(ctx: Ctx, storeIds: number[]): Promise<Map<number, Ownership[]>> {
  // unscoped: writers of master data deal with every store
  const rows = await ctx.db
    .select()
    .from(storeOwnerships)
    .where(inArray(storeOwnerships.storeId, storeIds))
    .orderBy(storeOwnerships.storeId, storeOwnerships.fromOn)
    .for("update");
  const byStore = new Map<number, Ownership[]>();
  for (const row of rows) byStore.set(row.storeId, [...(byStore.get(row.storeId) ?? []), row]);
  return byStore;
}

/** The rows after a change, in order and without overlap; null where the change says nothing new. */
export function withChange(rows: readonly Ownership[], change: Change): Ownership[] | null {
  const before = rows.filter((row) => row.fromOn < change.fromOn);
  const held = rows.find(
    (row) => row.fromOn <= change.fromOn && (row.toOn === null || row.toOn > change.fromOn),
  );
  const isNews =
    held?.toOn !== null || held.ownerId !== change.ownerId || held.managerId !== change.managerId;
  if (!isNews) return null;
  const last = before.at(-1);
  const continues = last && last.ownerId === change.ownerId && last.managerId === change.managerId;
  const touches = last && (last.toOn === null || last.toOn >= change.fromOn);
  if (continues && touches) return [...before.slice(0, -1), { ...last, toOn: null }];
  const kept = before.map((row) =>
    row.toOn === null || row.toOn > change.fromOn ? { ...row, toOn: change.fromOn } : row,
  );
  const { fromOn, ownerId, managerId } = change;
  return [...kept, { fromOn, toOn: null, ownerId, managerId }];
}
