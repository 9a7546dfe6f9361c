import { orderEvents } from "@/db/schema/orders";
import { businessDayOf } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { countOrders } from "./count-orders";
import { claimNumbers, hashOf, type Keyed, tellOrderRefs, uploadStore } from "./internal";
import type { OrderInstants, Receipt } from "./model";
import { type OrderEventItem, RecordOrderEventsInput } from "./schemas";
import { showInstants } from "./show-instants";

/**
 * Stores up to 500 events of one store's orders, in any order and also before the orders themselves. Paid, completed and
 * cancelled move figures: the earliest instant of each kind holds, and of completed and cancelled the earlier one. Events of
 * refunds move no money; refunds do. Throws stores.not_found.
 */
export const recordOrderEvents = command({
  name: "orders.recordOrderEvents",
  permission: "orders.import",
  input: RecordOrderEventsInput,
  run: async (ctx, { storeCode, items }, audit): Promise<{ receipts: Receipt[] }> => {
    audit.none("an upload is its own record: every item has its number, content hash and receipt");
    const store = await uploadStore(ctx, storeCode);
    const receipts: Receipt[] = [];
    const keyed = items.map((item, index): Keyed<OrderEventItem> => {
      const hash = hashOf([item.orderNo, item.type, item.at, item.details]);
      return { item, index, number: item.eventNo, businessOn: businessDayOf(item.at, store.cutOffs), hash };
    });
    const claimed = await claimNumbers(ctx, {
      kind: "order_event",
      storeId: store.id,
      items: keyed,
      receipts,
    });
    const orderNos = claimed.map(({ item }) => item.orderNo);
    const stored = claimed.map(({ businessOn }) => businessOn);
    await countOrders(ctx, store, { orderNos, stored }, async () => {
      if (claimed.length === 0) return;
      const receivedAt = ctx.clock.now();
      await ctx.db.insert(orderEvents).values(
        claimed.map(({ item: { eventNo: _number, ...columns }, id, businessOn }) => ({
          ...columns,
          storeId: store.id,
          businessOn,
          id,
          receivedAt,
        })),
      );
      await tellOrderRefs(ctx, store.id, toldBy(claimed.map(({ item }) => item)));
      await showInstants(ctx, store.id, orderNos);
    });
    return { receipts };
  },
});

const instantOf = { paid: "paidAt", completed: "completedAt", cancelled: "cancelledAt" } as const;

/** Of several events of one kind on an order the earliest, one row per order. */
function toldBy(items: readonly OrderEventItem[]) {
  const told = new Map<string, { orderNo: string } & OrderInstants>();
  for (const { orderNo, type, at } of items) {
    if (type !== "paid" && type !== "completed" && type !== "cancelled") continue;
    const row = told.get(orderNo) ?? { orderNo, paidAt: null, completedAt: null, cancelledAt: null };
    const known = row[instantOf[type]];
    if (known === null || at < known) row[instantOf[type]] = at;
    told.set(orderNo, row);
  }
  return [...told.values()];
}
