import { inArray, sql } from "drizzle-orm";
import { orderEvents, orderRefs, orders } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";

/**
 * Brings the rows of orders that have come in line with what was told of them: instants and state follow from the orders'
 * references and events, so the order of arrival leaves no trace. One statement for the whole batch; an update over a join
 * has no builder. It goes from the references to the orders by key: a scan of the store's orders would lock those of others
 * on its way. The caller holds the orders' locks.
 */
export async function showInstants(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<void> {
  if (orderNos.length === 0) return;
  const isTold = (type: string) =>
    // unscoped: events of the one store of the authorized upload.
    sql`exists (select 1 from ${orderEvents} where ${orderEvents.storeId} = ${orders.storeId}
      and ${orderEvents.orderNo} = ${orders.orderNo} and ${orderEvents.type} = ${type})`;
  const { paidAt, completedAt, cancelledAt } = orderRefs;
  const state = sql`case
    when ${cancelledAt} is not null and (${completedAt} is null or ${completedAt} > ${cancelledAt}) then 'cancelled'
    when ${completedAt} is not null then 'completed'
    when ${isTold("ready")} then 'ready'
    when ${isTold("accepted")} then 'accepted'
    when ${paidAt} is null then 'created'
    else 'paid' end`;
  // unscoped: orders of the one store of the authorized upload.
  await ctx.db.execute(
    sql`update ${orders} join ${orderRefs}
      on ${orders.storeId} = ${orderRefs.storeId} and ${orders.businessOn} = ${orderRefs.orderOn}
        and ${orders.id} = ${orderRefs.orderId}
      set ${orders.paidAt} = ${paidAt}, ${orders.completedAt} = ${completedAt},
        ${orders.cancelledAt} = ${cancelledAt}, ${orders.state} = ${state}
      where ${orderRefs.storeId} = ${storeId} and ${inArray(orderRefs.orderNo, [...new Set(orderNos)])}`,
  );
}
