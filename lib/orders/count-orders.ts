import { and, eq, inArray } from "drizzle-orm";
import { pendingTickets } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { addToStoreDays } from "@/lib/days/add-to-store-days";
import type { BusinessDelta, SalesDelta, SlotDelta } from "@/lib/days/model";
import { recallOrders } from "@/lib/days/recall-orders";
import type { StoreForUpload } from "@/lib/masterdata/find-store-for-upload";
import { type Contributions, type OrderPicture, pictureOrders } from "./contributions";
import { lockOrderRefs } from "./internal";

/**
 * Runs `write` between two pictures of the orders it touches and counts the difference on the days concerned. `stored` are the
 * business days of the raw rows that are written, one entry per row. Archived orders come back into the tables
 * first. Locks: the orders by number, then the days.
 */
export async function countOrders(
  ctx: Ctx,
  store: StoreForUpload,
  touched: { orderNos: readonly string[]; stored: readonly BusinessDay[] },
  write: () => Promise<void>,
): Promise<void> {
  const orderNos = [...new Set(touched.orderNos)];
  await lockOrderRefs(ctx, store.id, orderNos);
  await recallOrders(ctx, { storeId: store.id, orderNos });
  const before = await pictureOrders(ctx, store.id, orderNos);
  await write();
  const after = await pictureOrders(ctx, store.id, orderNos);
  await keepPending(ctx, store.id, orderNos, after);
  const difference = differenceOf(before.contributions, after.contributions);
  await addToStoreDays(ctx, {
    storeId: store.id,
    cutOffs: store.cutOffs,
    days: touchedDays(touched.stored, difference),
    ...difference,
  });
}

async function keepPending(
  ctx: Ctx,
  storeId: number,
  orderNos: readonly string[],
  { pending }: OrderPicture,
) {
  if (orderNos.length === 0) return;
  // unscoped: the one store of the authorized upload.
  await ctx.db
    .delete(pendingTickets)
    .where(and(eq(pendingTickets.storeId, storeId), inArray(pendingTickets.orderNo, [...orderNos])));
  if (pending.length > 0)
    await ctx.db.insert(pendingTickets).values(pending.map((row) => ({ storeId, ...row })));
}

/** After minus before, row by row; what is in both is left out. */
function differenceOf(before: Contributions, after: Contributions): Contributions {
  return {
    business: subtract(before.business, after.business, ({ businessOn, channel }) => ({
      businessOn,
      channel,
    })),
    slots: subtract<SlotDelta>(before.slots, after.slots, ({ businessOn, slot }) => ({ businessOn, slot })),
    sales: subtract<SalesDelta>(before.sales, after.sales, ({ businessOn, skuId }) => ({
      businessOn,
      skuId,
    })),
  };
}

function subtract<T extends BusinessDelta | SlotDelta | SalesDelta>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (row: T) => Partial<T>,
): T[] {
  const sums = new Map<string, { key: Partial<T>; measures: Map<string, number> }>();
  const add = (row: T, sign: 1 | -1) => {
    const key = keyOf(row);
    const name = JSON.stringify(key);
    const sum = sums.get(name) ?? { key, measures: new Map<string, number>() };
    sums.set(name, sum);
    for (const [measure, value] of Object.entries(row)) {
      if (measure in key || typeof value !== "number") continue;
      sum.measures.set(measure, (sum.measures.get(measure) ?? 0) + sign * value);
    }
  };
  for (const row of before) add(row, -1);
  for (const row of after) add(row, 1);
  return [...sums.values()]
    .filter(({ measures }) => [...measures.values()].some((value) => value !== 0))
    .map(({ key, measures }) => rowOf<T>(key, measures));
}

/** Key columns and measures together are a whole row again, whichever kind it is. */
function rowOf<T>(key: Partial<T>, measures: ReadonlyMap<string, number>): T {
  return { ...key, ...Object.fromEntries(measures) } as unknown as T;
}

function touchedDays(stored: readonly BusinessDay[], difference: Contributions) {
  const changed = [...difference.business, ...difference.slots, ...difference.sales];
  const counts = new Map<BusinessDay, number>(changed.map(({ businessOn }) => [businessOn, 0]));
  for (const day of stored) counts.set(day, (counts.get(day) ?? 0) + 1);
  return [...counts].map(([businessOn, storedRows]) => ({ businessOn, storedRows }));
}
