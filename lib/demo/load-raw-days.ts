import { setImmediate as breathe } from "node:timers/promises";
import { inArray, max } from "drizzle-orm";
import type { Bulk } from "@/db/bulk";
import type { Database } from "@/db/client";
import { inserted } from "@/db/columns";
import { orderRefs, orders, pendingTickets, uploadKeys } from "@/db/schema/orders";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { type BusinessDay, daysIn, shanghaiDate } from "@/lib/core/time";
import { arrivalsIn, type DemoArrival, type Window } from "./arrivals";
import type { DemoPlan } from "./chain";
import { closeTime } from "./close-time";
import { addArrival, type FiguresByDay } from "./daily-figures";
import { type DayRows, dayTables, emptyDayRows, writeDays, writeFreshDays } from "./day-rows";
import { emptyFactRows, type FactRows, rawTables, writeArrival } from "./fact-rows";
import { markLoaded, markLoading } from "./marks";
import { type DemoProgress, loadParts } from "./parts";
import type { StoredChain, StoreWithId } from "./stored-chain";
import { dayKey, findKnownDays, type KnownDays, touchStoreDays } from "./touch-store-days";

export type RawLoad = {
  plan: DemoPlan;
  chain: StoredChain;
  window: Window;
  /** Id of the last store that has the window already. */
  through: number;
  /**
   * The first load finds no days: it brings store-days and daily rows along. A later one finds them and leaves the figures of
   * days that are over to the restater.
   */
  isFirst: boolean;
};

/** Store-days of one transaction. */
const storeDaysPerPart = 400;

/** Loads the raw rows of a window, store by store. Nobody may upload meanwhile. */
export async function loadRawDays(
  ctx: Ctx,
  database: Database,
  load: RawLoad,
  progress: DemoProgress,
): Promise<void> {
  const { chain, window, through, isFirst } = load;
  const days = daysIn({ from: shanghaiDate(window.after), to: shanghaiDate(window.until) });
  // unscoped: only the last id of all; nobody else hands any out meanwhile
  const [last] = await ctx.db.select({ id: max(uploadKeys.id) }).from(uploadKeys);
  const ids = { next: (last?.id ?? 0) + 1 };
  await loadParts(
    ctx,
    database,
    {
      stores: chain.stores.filter(({ id }) => id > through),
      size: Math.max(1, Math.floor(storeDaysPerPart / days)),
      draw: (part) => drawPart(ctx, load, part, ids),
      write: async (inner, bulk, rows, done) => {
        await loadRows(inner, bulk, rows.facts);
        for (const table of dayTables) await bulk.load(table, rows.days[table]);
        if (!isFirst) await touchStoreDays(inner, [...rows.facts.touched.values()], rows.known);
        await markLoading(inner, { until: window.until, through: done });
      },
    },
    progress,
  );
  await markLoaded(ctx, window.until);
}

type PartRows = { facts: FactRows; days: DayRows; known: KnownDays };

async function drawPart(
  ctx: Ctx,
  { plan, chain, window, isFirst }: RawLoad,
  part: readonly StoreWithId[],
  ids: { next: number },
): Promise<PartRows> {
  const known = isFirst ? new Set<string>() : await findKnownDays(ctx, part);
  const rows = { facts: emptyFactRows(), days: emptyDayRows(), known };
  const writer = { rows: rows.facts, chain, ids };
  for (const own of part) {
    const arrivals: DemoArrival[] = arrivalsIn(plan, own, chain.goods, window);
    const figures: FiguresByDay = new Map();
    for (const arrival of arrivals) {
      writeArrival(writer, own, arrival);
      addArrival(figures, own.store, arrival);
    }
    if (isFirst) writeDays(rows.days, chain, own, figures, { asOf: window.until });
    else writeFreshDays(rows.days, chain, own, figures, (day) => isFresh(own, day, known, ctx.clock.now()));
    // The load that is under way on the connection gets its turn between two stores.
    await breathe();
  }
  return rows;
}

/** A day that begins in this window and is still open; its arrivals are all that there is of it. */
function isFresh({ id, store }: StoreWithId, day: BusinessDay, known: KnownDays, now: Date): boolean {
  return !known.has(dayKey(id, day)) && closeTime(day, store.cutOffs) > now;
}

async function loadRows(ctx: Ctx, bulk: Bulk, rows: FactRows): Promise<void> {
  for (const table of rawTables) await bulk.load(table, rows.tables[table]);
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
    const numbers = refs.map(({ orderNo }) => orderNo);
    // unscoped: tickets of the demo's own stores, whose orders have come now
    await ctx.db.delete(pendingTickets).where(inArray(pendingTickets.orderNo, numbers));
  }
  await setRefundState(ctx, rows.refunded.whole, "refunded");
  await setRefundState(ctx, rows.refunded.partly, "partly_refunded");
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
