import {
  and,
  countDistinct,
  eq,
  isNotNull,
  isNull,
  not,
  notExists,
  type SQL,
  type SQLWrapper,
  sql,
} from "drizzle-orm";
import type { MySqlColumn } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { sumOf } from "@/db/columns";
import { orderPayments, orderRefs, orders, refundLines, refunds, weighTickets } from "@/db/schema/orders";
import { type BusinessMeasures, businessMeasures } from "./model";

/**
 * The figures of store-days as the raw rows say them: the definition that increments are compared with. Which store-days is
 * told by a condition over their two columns, so that one batch and a whole range read alike.
 */
export type StoreDaysCondition = (storeId: MySqlColumn, businessOn: MySqlColumn) => SQL;

/** A completion holds against a cancellation that came later, and the other way round. */
const isCancelled = (row: { completedAt: MySqlColumn; cancelledAt: MySqlColumn }) =>
  sql`(${row.cancelledAt} is not null and (${row.completedAt} is null or ${row.completedAt} > ${row.cancelledAt}))`;

const isCounted = and(isNotNull(orders.paidAt), not(isCancelled(orders)));

/**
 * Tickets that are not void and whose order is completed, per store, day and SKU, less what went back on the day of the
 * weighing: lines as they say, refunds without lines where those of the day give the whole order back.
 */
export function rawSales(db: Db, which: StoreDaysCondition) {
  const { storeId, businessOn, skuId, orderNo, ticketNo } = weighTickets;
  const lines = returnedLines(db, which);
  const whole = returnedAmounts(db, which);
  const left = (column: MySqlColumn, returned: SQLWrapper) => sql`${column} - coalesce(${returned}, 0)`;
  const weightGrams = left(weighTickets.weightGrams, lines.weightGrams);
  const quantity = left(weighTickets.quantity, lines.quantity);
  // The order references come by a left join whose condition coalesce() hides from the optimizer: it never begins with
  // them, which are not bound to days. With statistics that lag behind a load it once did, and read a store's whole
  // history per order.
  // unscoped: recomputed for every caller alike; the condition names the store-days.
  return db
    .select({
      storeId,
      businessOn,
      skuId,
      tickets: sql<number>`count(*)`.mapWith(Number).as("tickets"),
      weightGrams: sumOf(weightGrams).as("weight_grams"),
      quantity: sumOf(quantity).as("quantity"),
      amountFen: sumOf(left(weighTickets.amountFen, lines.amountFen)).as("amount_fen"),
    })
    .from(weighTickets)
    .leftJoin(orderRefs, and(eq(orderRefs.orderNo, orderNo), eq(orderRefs.storeId, storeId)))
    .leftJoin(
      lines,
      and(
        eq(lines.storeId, storeId),
        eq(lines.refundedOn, businessOn),
        eq(lines.orderNo, orderNo),
        eq(lines.ticketNo, ticketNo),
      ),
    )
    .leftJoin(
      whole,
      and(eq(whole.storeId, storeId), eq(whole.refundedOn, businessOn), eq(whole.orderNo, orderNo)),
    )
    .leftJoin(
      orders,
      and(
        eq(orders.storeId, storeId),
        eq(orders.businessOn, orderRefs.orderOn),
        eq(orders.id, orderRefs.orderId),
      ),
    )
    .where(
      and(
        which(storeId, businessOn),
        sql`coalesce(${orderRefs.completedAt}, null) is not null`,
        not(isCancelled(orderRefs)),
        isNull(weighTickets.voidedAt),
        sql`not coalesce(${whole.amountFen} >= ${orders.finalAmountFen}, false)`,
        sql`(${lines.ticketNo} is null or ${weightGrams} > 0 or ${quantity} > 0)`,
      ),
    )
    .groupBy(storeId, businessOn, skuId);
}

/** What refund lines give back, per order, ticket and day of the refund. */
function returnedLines(db: Db, which: StoreDaysCondition) {
  const { storeId, refundedOn, ticketNo } = refundLines;
  // unscoped: as above.
  return db
    .select({
      storeId,
      refundedOn,
      ticketNo,
      orderNo: refunds.orderNo,
      weightGrams: sumOf(refundLines.weightGrams).as("returned_grams"),
      quantity: sumOf(refundLines.quantity).as("returned_quantity"),
      amountFen: sumOf(refundLines.amountFen).as("returned_fen"),
    })
    .from(refundLines)
    .innerJoin(
      refunds,
      and(
        eq(refunds.storeId, storeId),
        eq(refunds.refundedOn, refundedOn),
        eq(refunds.id, refundLines.refundId),
      ),
    )
    .where(which(storeId, refundedOn))
    .groupBy(storeId, refundedOn, ticketNo, refunds.orderNo)
    .as("returned_lines");
}

/** What refunds without lines give back, per order and day of the refund. */
function returnedAmounts(db: Db, which: StoreDaysCondition) {
  const { storeId, refundedOn, orderNo } = refunds;
  // unscoped: as above.
  const linesOf = db
    .select({ one: sql`1` })
    .from(refundLines)
    .where(
      and(
        eq(refundLines.storeId, storeId),
        eq(refundLines.refundedOn, refundedOn),
        eq(refundLines.refundId, refunds.id),
      ),
    );
  // unscoped: as above.
  return db
    .select({ storeId, refundedOn, orderNo, amountFen: sumOf(refunds.amountFen).as("returned_whole_fen") })
    .from(refunds)
    .where(and(which(storeId, refundedOn), notExists(linesOf)))
    .groupBy(storeId, refundedOn, orderNo)
    .as("returned_amounts");
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
