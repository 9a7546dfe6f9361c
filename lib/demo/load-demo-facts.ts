import { asc, inArray, max, sql } from "drizzle-orm";
import { type Bulk, type BulkTable, withBulk } from "@/db/bulk";
import type { Database } from "@/db/client";
import { inserted } from "@/db/columns";
import { skus } from "@/db/schema/catalog";
import { storeDays } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import { orderRefs, orders, pendingTickets, uploadKeys } from "@/db/schema/orders";
import { chunks, groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { addDays, businessDayEnd, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { rebuildDailyRows } from "@/lib/days/rebuild-daily-rows";
import { type DemoPlan, demoChain } from "./chain";
import { emptyFactRows, type FactRows, factWriter, type TouchedDay } from "./fact-rows";
import { openFactSource, type StoreWithId } from "./fact-source";
import { demoGoods } from "./goods";
import { markLoaded } from "./marks";

export type DemoProgress = (done: number, all: number) => void;

/** Everything that reached the server after one instant and up to another. */
type Window = { after: Date; until: Date };

/** Store-days of one transaction: large enough to be quick, small enough to be held in memory. */
const storeDaysPerSlice = 400;
const hourMs = 3_600_000;

/**
 * Loads a window a few days to a transaction, each with its daily rows and the mark how far it got: a run that was killed is
 * finished by the next. Nobody may upload meanwhile.
 */
export async function loadDemoFacts(
  ctx: Ctx,
  database: Database,
  plan: DemoPlan,
  window: Window,
  progress: DemoProgress,
): Promise<void> {
  const draw = await openDrawing(ctx, plan, window.after);
  const ends = sliceEnds(window, Math.max(1, Math.floor(storeDaysPerSlice / plan.stores)));
  let rows = await draw(ends[0]);
  for (const [index, until] of ends.entries()) {
    const current = rows;
    // The next window is drawn while the database is busy with this one.
    const [next] = await Promise.all([
      draw(ends[index + 1]),
      withBulk(database, async (bulk) => {
        const inner = { ...ctx, db: bulk.db, isInTransaction: true };
        await loadRows(inner, bulk, current);
        await rebuild(inner, current);
        await markLoaded(inner, until);
      }),
    ]);
    rows = next;
    progress(index + 1, ends.length);
  }
}

/** Answers the rows of one window after the other. Ids go on from the last upload key: nobody else hands any out. */
async function openDrawing(
  ctx: Ctx,
  plan: DemoPlan,
  after: Date,
): Promise<(until: Date | undefined) => Promise<FactRows>> {
  const goods = demoGoods();
  const goodsIds = await findGoodsIds(
    ctx,
    goods.map(({ code }) => code),
  );
  const units = goods.map(({ unit }) => unit);
  const source = openFactSource(plan.seed, await findStores(ctx, plan), goods, after);
  // unscoped: only the last id of all
  const [last] = await ctx.db.select({ id: max(uploadKeys.id) }).from(uploadKeys);
  const ids = { next: (last?.id ?? 0) + 1 };
  return async (until) => {
    const rows = emptyFactRows();
    if (until) await source.drawUntil(until, factWriter(rows, goodsIds, units, ids));
    return rows;
  };
}

function sliceEnds({ after, until }: Window, days: number): Date[] {
  const ends: Date[] = [];
  for (;;) {
    const last = ends.at(-1) ?? after;
    if (last >= until) return ends;
    const next = shanghaiMidnight(addDays(shanghaiDate(last), days));
    ends.push(next < until ? next : until);
  }
}

async function findStores(ctx: Ctx, plan: DemoPlan): Promise<StoreWithId[]> {
  const chain = demoChain(plan);
  // unscoped: the demo fills all of its stores
  const rows = await ctx.db.select({ id: stores.id, code: stores.code }).from(stores).orderBy(asc(stores.id));
  const byCode = new Map(chain.stores.map((store) => [store.item.code, store]));
  return rows.flatMap(({ id, code }) => {
    const store = byCode.get(code);
    return store ? [{ id, store }] : [];
  });
}

async function findGoodsIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: skus.id, code: skus.code })
    .from(skus)
    .where(inArray(skus.code, codes));
  const ids = new Map(rows.map(({ id, code }) => [code, id]));
  return codes.map((code) => {
    const id = ids.get(code);
    if (id === undefined) throw new Error(`the demo's goods ${code} are missing in the database`);
    return id;
  });
}

/** In the order in which every writer takes its locks: keys, references, raw rows, days. */
const loadOrder: readonly BulkTable[] = [
  "uploadKeys",
  "orderRefs",
  "orders",
  "orderPayments",
  "weighTickets",
  "pendingTickets",
  "refunds",
  "refundLines",
];

async function loadRows(ctx: Ctx, bulk: Bulk, rows: FactRows): Promise<void> {
  for (const table of loadOrder) await bulk.load(table, rows.tables[table]);
  for (const refs of chunks(rows.lateRefs)) {
    await ctx.db
      .insert(orderRefs)
      .values(refs)
      .onDuplicateKeyUpdate({
        set: {
          orderId: inserted(orderRefs.orderId),
          orderOn: inserted(orderRefs.orderOn),
          paidAt: inserted(orderRefs.paidAt),
          completedAt: inserted(orderRefs.completedAt),
        },
      });
  }
  for (const refs of chunks(rows.lateRefs)) {
    // unscoped: tickets of the demo's own stores, whose orders have come now
    await ctx.db.delete(pendingTickets).where(
      inArray(
        pendingTickets.orderNo,
        refs.map(({ orderNo }) => orderNo),
      ),
    );
  }
  await setRefundState(ctx, rows.refunded.whole, "refunded");
  await setRefundState(ctx, rows.refunded.partly, "partly_refunded");
  for (const days of chunks([...rows.touched.values()])) await writeStoreDays(ctx, days);
}

async function setRefundState(
  ctx: Ctx,
  orderNos: string[],
  refundState: "refunded" | "partly_refunded",
): Promise<void> {
  for (const numbers of chunks(orderNos)) {
    // unscoped: orders of the demo's own stores
    await ctx.db.update(orders).set({ refundState }).where(inArray(orders.orderNo, numbers));
  }
}

async function writeStoreDays(ctx: Ctx, days: TouchedDay[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insert(storeDays)
    .values(days.map((day) => toStoreDay(day, now)))
    .onDuplicateKeyUpdate({
      set: {
        storedRows: sql`${storeDays.storedRows} + values(${storeDays.storedRows})`,
        lastUploadAt: sql`greatest(coalesce(${storeDays.lastUploadAt}, 0), values(${storeDays.lastUploadAt}))`,
        state: sql`if(${storeDays.state} = 'open', values(${storeDays.state}), ${storeDays.state})`,
        closedAt: sql`coalesce(${storeDays.closedAt}, values(${storeDays.closedAt}))`,
      },
    });
}

/** A day whose time has come is closed with its figures right, so it is not dirty. */
function toStoreDay({ storeId, store, businessOn, storedRows, lastAt }: TouchedDay, now: Date) {
  const closeAt = new Date(
    businessDayEnd(businessOn, store.cutOffs).getTime() + env().DAY_CLOSE_HOURS * hourMs,
  );
  const isClosed = closeAt <= now;
  return {
    storeId,
    businessOn,
    state: isClosed ? ("closed" as const) : ("open" as const),
    closeAt,
    closedAt: isClosed ? closeAt : null,
    storedRows,
    lastUploadAt: new Date(lastAt),
  };
}

async function rebuild(ctx: Ctx, rows: FactRows): Promise<void> {
  for (const [storeId, days] of groupBy([...rows.touched.values()], (day) => day.storeId)) {
    const touched = days.map(({ businessOn }) => businessOn).sort();
    const [from] = touched;
    const to = touched.at(-1);
    if (from !== undefined && to !== undefined) await rebuildDailyRows(ctx, { storeId, from, to });
  }
}
