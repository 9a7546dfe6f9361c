import { and, eq, inArray } from "drizzle-orm";
import type { OrderState } from "@/db/enums/orders";
import { orderEvents, orderRefs, orders } from "@/db/schema/orders";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { isCancelled, isCompleted, type OrderInstants } from "./model";

/**
 * Brings the rows of orders that have come in line with what was told of them: instants and state follow from the orders'
 * references and events, so the order of arrival leaves no trace. The caller holds the orders' locks.
 */
export async function showInstants(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<void> {
  if (orderNos.length === 0) return;
  const numbers = [...new Set(orderNos)];
  // unscoped: the orders of the store that the calling verb was authorized for.
  const refs = await ctx.db
    .select()
    .from(orderRefs)
    .where(and(eq(orderRefs.storeId, storeId), inArray(orderRefs.orderNo, numbers)));
  // unscoped: as above, the one store of the authorized upload.
  const events = await ctx.db
    .select({ orderNo: orderEvents.orderNo, type: orderEvents.type })
    .from(orderEvents)
    .where(and(eq(orderEvents.storeId, storeId), inArray(orderEvents.orderNo, numbers)));
  const types = groupBy(events, (event) => event.orderNo);
  for (const ref of refs) {
    if (ref.orderId === null || ref.orderOn === null) continue;
    const { paidAt, completedAt, cancelledAt } = ref;
    const told = new Set((types.get(ref.orderNo) ?? []).map(({ type }) => type));
    // unscoped: as above, the one store of the authorized upload.
    await ctx.db
      .update(orders)
      .set({ paidAt, completedAt, cancelledAt, state: stateOf(ref, told) })
      .where(
        and(eq(orders.storeId, storeId), eq(orders.businessOn, ref.orderOn), eq(orders.id, ref.orderId)),
      );
  }
}

function stateOf(instants: OrderInstants, told: ReadonlySet<string>): OrderState {
  if (isCancelled(instants)) return "cancelled";
  if (isCompleted(instants)) return "completed";
  if (told.has("ready")) return "ready";
  if (told.has("accepted")) return "accepted";
  return instants.paidAt === null ? "created" : "paid";
}
