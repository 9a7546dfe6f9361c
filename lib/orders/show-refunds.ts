import { and, eq, inArray, sql } from "drizzle-orm";
import { orderRefs, orders, refunds } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";

/** The day of its order stands in the refund as soon as the order is known; its sum decides the order's refund state. */
export async function showRefunds(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<void> {
  if (orderNos.length === 0) return;
  const numbers = await refundedAmong(ctx, storeId, [...new Set(orderNos)]);
  if (numbers.length === 0) return;
  // unscoped: orders and refunds of the store that the calling verb was authorized for.
  const known = await ctx.db
    .select({ orderNo: orderRefs.orderNo, orderOn: orderRefs.orderOn, orderId: orderRefs.orderId })
    .from(orderRefs)
    .where(and(eq(orderRefs.storeId, storeId), inArray(orderRefs.orderNo, numbers)));
  for (const { orderNo, orderOn, orderId } of known) {
    if (orderOn === null || orderId === null) continue;
    const ofOrder = and(eq(refunds.storeId, storeId), eq(refunds.orderNo, orderNo));
    await ctx.db.update(refunds).set({ orderOn }).where(ofOrder);
    // unscoped: as above.
    const [sum] = await ctx.db
      .select({ amountFen: sql<number>`coalesce(sum(${refunds.amountFen}), 0) + 0e0`.mapWith(Number) })
      .from(refunds)
      .where(ofOrder);
    const refunded = sum?.amountFen ?? 0;
    if (refunded === 0) continue;
    // unscoped: as above, the one store of the authorized upload.
    await ctx.db
      .update(orders)
      .set({ refundState: sql`if(${orders.finalAmountFen} <= ${refunded}, 'refunded', 'partly_refunded')` })
      .where(and(eq(orders.storeId, storeId), eq(orders.businessOn, orderOn), eq(orders.id, orderId)));
  }
}

/** Few orders have refunds; the others need nothing. */
async function refundedAmong(ctx: Ctx, storeId: number, orderNos: string[]): Promise<string[]> {
  // unscoped: refunds of the one store of the authorized upload.
  const rows = await ctx.db
    .selectDistinct({ orderNo: refunds.orderNo })
    .from(refunds)
    .where(and(eq(refunds.storeId, storeId), inArray(refunds.orderNo, orderNos)));
  return rows.map((row) => row.orderNo);
}
