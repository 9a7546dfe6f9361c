import { and, countDistinct, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { sumOf } from "@/db/columns";
import { orderPayments, orderRefs, orders, refunds, weighTickets } from "@/db/schema/orders";
import { type BusinessMeasures, businessMeasures } from "./model";

/**
 * The figures of store-days as the raw rows say them: the definition that increments are compared with. Which store-days is
 * told by a condition over their two columns, so that one batch and a whole range read alike.
 */
export type StoreDaysCondition = (storeId: MySqlColumn, businessOn: MySqlColumn) => SQL;

const isCounted = and(isNotNull(orders.paidAt), isNull(orders.cancelledAt));

/** Tickets that are not void and whose order is completed, per store, day and SKU. */
export function rawSales(db: Db, which: StoreDaysCondition) {
  const { storeId, businessOn, skuId } = weighTickets;
  // unscoped: recomputed for every caller alike; the condition names the store-days.
  return db
    .select({
      storeId,
      businessOn,
      skuId,
      tickets: sql<number>`count(*)`.mapWith(Number).as("tickets"),
      weightGrams: sumOf(weighTickets.weightGrams).as("weight_grams"),
      quantity: sumOf(weighTickets.quantity).as("quantity"),
      amountFen: sumOf(weighTickets.amountFen).as("amount_fen"),
    })
    .from(weighTickets)
    .innerJoin(
      orderRefs,
      and(
        eq(orderRefs.orderNo, weighTickets.orderNo),
        eq(orderRefs.storeId, storeId),
        isNotNull(orderRefs.completedAt),
      ),
    )
    .where(and(which(storeId, businessOn), isNull(weighTickets.voidedAt)))
    .groupBy(storeId, businessOn, skuId);
}

/** Half hours of the Shanghai clock; since 1992 that clock is UTC+8, before it the time zone's history applies. */
export function rawSlots(db: Db, which: StoreDaysCondition) {
  // unscoped: as above.
  return db
    .select({
      storeId: orders.storeId,
      businessOn: orders.businessOn,
      orderedAt: orders.orderedAt,
      finalAmountFen: orders.finalAmountFen,
    })
    .from(orders)
    .where(and(which(orders.storeId, orders.businessOn), isCounted));
}

export type BusinessRow = { storeId: number; businessOn: string; channel: string } & BusinessMeasures;

/** Business rows per store, day and channel: orders, their payments, refunds by day of order and by day of refund. */
export async function rawBusiness(db: Db, which: StoreDaysCondition): Promise<BusinessRow[]> {
  const rows = new Map<string, BusinessRow>();
  const add = (
    part: { storeId: number; businessOn: string | null; channel: string } & Partial<BusinessMeasures>,
  ) => {
    if (part.businessOn === null) return;
    const { storeId, businessOn, channel, ...measures } = part;
    const key = `${storeId} ${businessOn} ${channel}`;
    const row = rows.get(key) ?? { storeId, businessOn, channel, ...noBusiness() };
    for (const measure of businessMeasures) row[measure] += measures[measure] ?? 0;
    rows.set(key, row);
  };
  for (const part of await orderSums(db, which)) add(part);
  for (const part of await paymentSums(db, which)) add(paymentColumns(part));
  for (const part of await refundSums(db, refunds.orderOn, which)) {
    add({ ...part, refunds: part.count, refundAmountFen: part.amountFen });
  }
  for (const part of await refundSums(db, refunds.refundedOn, which)) {
    add({ ...part, refundedCount: part.count, refundedAmountFen: part.amountFen });
  }
  return [...rows.values()];
}

function noBusiness(): BusinessMeasures {
  return Object.fromEntries(businessMeasures.map((measure) => [measure, 0])) as BusinessMeasures;
}

function orderSums(db: Db, which: StoreDaysCondition) {
  const { storeId, businessOn, channel } = orders;
  // unscoped: as above.
  return db
    .select({
      storeId,
      businessOn,
      channel,
      orders: sql<number>`count(*)`.mapWith(Number),
      memberOrders: sql<number>`count(${orders.memberId})`.mapWith(Number),
      goodsAmountFen: sumOf(orders.goodsAmountFen),
      finalAmountFen: sumOf(orders.finalAmountFen),
      thresholdCouponFen: sumOf(orders.thresholdCouponFen),
      instantCouponFen: sumOf(orders.instantCouponFen),
      storeDiscountFen: sumOf(orders.storeDiscountFen),
      packingFeeFen: sumOf(orders.packingFeeFen),
      deliveryFeeFen: sumOf(orders.deliveryFeeFen),
      subsidyFen: sumOf(orders.subsidyFen),
      commissionFen: sumOf(orders.commissionFen),
    })
    .from(orders)
    .where(and(which(storeId, businessOn), isCounted))
    .groupBy(storeId, businessOn, channel);
}

/** Pay types without columns of their own (stored value, other, unknown) stand together as 9. */
const payGroup = sql<number>`case when ${orderPayments.payType} in (1, 2, 3, 4) then ${orderPayments.payType} else 9 end`;

function paymentSums(db: Db, which: StoreDaysCondition) {
  const { storeId, businessOn, channel } = orders;
  // unscoped: as above.
  return db
    .select({
      storeId,
      businessOn,
      channel,
      payGroup: payGroup.mapWith(Number),
      count: countDistinct(orderPayments.orderId),
      amountFen: sumOf(orderPayments.amountFen),
      reduceFen: sumOf(orderPayments.reduceFen),
    })
    .from(orders)
    .innerJoin(
      orderPayments,
      and(
        eq(orderPayments.storeId, storeId),
        eq(orderPayments.businessOn, businessOn),
        eq(orderPayments.orderId, orders.id),
      ),
    )
    .where(and(which(storeId, businessOn), isCounted))
    .groupBy(storeId, businessOn, channel, payGroup);
}

function paymentColumns(part: Awaited<ReturnType<typeof paymentSums>>[number]) {
  const { payGroup: group, count, amountFen, reduceFen, ...key } = part;
  if (group === 1) return { ...key, wechatOrders: count, wechatFen: amountFen, wechatDiscountFen: reduceFen };
  if (group === 2) return { ...key, alipayOrders: count, alipayFen: amountFen, alipayDiscountFen: reduceFen };
  if (group === 3) return { ...key, cashOrders: count, cashFen: amountFen };
  if (group === 4) return { ...key, platformOrders: count, platformFen: amountFen };
  return { ...key, otherOrders: count, otherFen: amountFen };
}

function refundSums(db: Db, day: MySqlColumn, which: StoreDaysCondition) {
  // unscoped: as above.
  return db
    .select({
      storeId: refunds.storeId,
      businessOn: sql<string | null>`${day}`.mapWith(String),
      channel: orders.channel,
      count: sql<number>`count(*)`.mapWith(Number),
      amountFen: sumOf(refunds.amountFen),
    })
    .from(refunds)
    .innerJoin(
      orders,
      and(
        eq(orders.storeId, refunds.storeId),
        eq(orders.businessOn, refunds.orderOn),
        eq(orders.orderNo, refunds.orderNo),
      ),
    )
    .where(and(which(refunds.storeId, day), isCounted))
    .groupBy(refunds.storeId, day, orders.channel);
}
