import { and, eq, inArray, sql } from "drizzle-orm";
import { orderRefs, orders, refunds } from "@/db/schema/orders";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { addFen } from "@/lib/core/money";

/** The day of its order stands in the refund as soon as the order is known; its sum decides the order's refund state. */
export async function showRefunds(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<void> {
  if (orderNos.length === 0) return;
  const byOrder = groupBy(await listRefunds(ctx, storeId, [...new Set(orderNos)]), (row) => row.orderNo);
  if (byOrder.size === 0) return;
  // unscoped: orders and refunds of the store that the calling verb was authorized for.
  const known = await ctx.db
    .select({ orderNo: orderRefs.orderNo, orderOn: orderRefs.orderOn, orderId: orderRefs.orderId })
    .from(orderRefs)
    .where(and(eq(orderRefs.storeId, storeId), inArray(orderRefs.orderNo, [...byOrder.keys()])));
  for (const { orderNo, orderOn, orderId } of known) {
    if (orderOn === null || orderId === null) continue;
    const rows = byOrder.get(orderNo) ?? [];
    for (const { id, refundedOn } of rows.filter((row) => row.orderOn !== orderOn)) {
      // unscoped: as above. By key, because a scan would lock the refunds of other orders on its way.
      await ctx.db
        .update(refunds)
        .set({ orderOn })
        .where(and(eq(refunds.storeId, storeId), eq(refunds.refundedOn, refundedOn), eq(refunds.id, id)));
    }
    const refunded = rows.reduce((sum, row) => addFen(sum, row.amountFen), 0);
    if (refunded === 0) continue;
    // unscoped: as above, the one store of the authorized upload.
    await ctx.db
      .update(orders)
      .set({ refundState: sql`if(${orders.finalAmountFen} <= ${refunded}, 'refunded', 'partly_refunded')` })
      .where(and(eq(orders.storeId, storeId), eq(orders.businessOn, orderOn), eq(orders.id, orderId)));
  }
}

/** Few orders have refunds; the others need nothing. */
async function listRefunds(ctx: Ctx, storeId: number, orderNos: string[]) {
  const { orderNo, refundedOn, id, orderOn, amountFen } = refunds;
  // unscoped: refunds of the one store of the authorized upload.
  return ctx.db
    .select({ orderNo, refundedOn, id, orderOn, amountFen })
    .from(refunds)
    .where(and(eq(refunds.storeId, storeId), inArray(orderNo, orderNos)));
}
