import { and, eq, inArray } from "drizzle-orm";
import type { OrderChannel } from "@/db/enums/orders";
import { orderPayments, orderRefs, orders, refundLines, refunds, weighTickets } from "@/db/schema/orders";
import { groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { type BusinessDay, halfHourSlot } from "@/lib/core/time";
import type { BusinessDelta, SalesDelta, SlotDelta } from "@/lib/days/model";
import { businessOf, isCancelled, isCompleted, ticketsLeft } from "./model";

/** What orders add to the figures of their days: to business, half hours and sales. */
export type Contributions = { business: BusinessDelta[]; slots: SlotDelta[]; sales: SalesDelta[] };

/** A live ticket that does not count: its order is not completed, or cancelled. */
type PendingTicket = {
  ticketId: number;
  businessOn: BusinessDay;
  orderNo: string | null;
  amountFen: number;
};

export type OrderPicture = { contributions: Contributions; pending: PendingTicket[] };

/**
 * Everything that the orders of these numbers add to figures at this moment, computed from their raw rows alone. Verbs take
 * the picture before and after what they store and count the difference, so that nothing depends on what came first.
 * The caller holds the orders' locks.
 */
export async function pictureOrders(
  ctx: Ctx,
  storeId: number,
  orderNos: readonly string[],
): Promise<OrderPicture> {
  const picture: OrderPicture = { contributions: { business: [], slots: [], sales: [] }, pending: [] };
  if (orderNos.length === 0) return picture;
  const raw = await readRaw(ctx, storeId, orderNos);
  for (const ref of raw.refs) addOrder(picture, ref, raw);
  return picture;
}

type Raw = Awaited<ReturnType<typeof readRaw>>;
type Ref = Raw["refs"][number];

async function readRaw(ctx: Ctx, storeId: number, orderNos: readonly string[]) {
  const numbers = [...orderNos];
  // unscoped: the raw rows of the store that the calling verb was authorized for.
  const refs = await ctx.db
    .select()
    .from(orderRefs)
    .where(and(inArray(orderRefs.orderNo, numbers), eq(orderRefs.storeId, storeId)));
  // unscoped: as above.
  const found = await ctx.db
    .select()
    .from(orders)
    .where(and(inArray(orders.orderNo, numbers), eq(orders.storeId, storeId)));
  // unscoped: as above, the one store of the authorized upload.
  const tickets = await ctx.db
    .select()
    .from(weighTickets)
    .where(and(inArray(weighTickets.orderNo, numbers), eq(weighTickets.storeId, storeId)));
  const paid = await readPayments(ctx, storeId, found);
  // unscoped: as above, the one store of the authorized upload.
  const returned = await ctx.db
    .select()
    .from(refunds)
    .where(and(inArray(refunds.orderNo, numbers), eq(refunds.storeId, storeId)));
  const lines = await readRefundLines(ctx, storeId, returned);
  return {
    refs,
    orders: new Map(found.map((order) => [order.orderNo, order])),
    payments: groupBy(paid, (payment) => payment.orderId),
    tickets: groupBy(tickets, (ticket) => ticket.orderNo ?? ""),
    refunds: groupBy(returned, (refund) => refund.orderNo),
    lines: groupBy(lines, (line) => line.refundId),
  };
}

async function readPayments(
  ctx: Ctx,
  storeId: number,
  found: readonly { id: number; businessOn: BusinessDay }[],
) {
  if (found.length === 0) return [];
  const days = [...new Set(found.map((order) => order.businessOn))];
  const ids = found.map((order) => order.id);
  // unscoped: as above.
  return ctx.db
    .select()
    .from(orderPayments)
    .where(
      and(
        eq(orderPayments.storeId, storeId),
        inArray(orderPayments.businessOn, days),
        inArray(orderPayments.orderId, ids),
      ),
    );
}

async function readRefundLines(
  ctx: Ctx,
  storeId: number,
  found: readonly { id: number; refundedOn: BusinessDay }[],
) {
  if (found.length === 0) return [];
  const days = [...new Set(found.map((refund) => refund.refundedOn))];
  const ids = found.map((refund) => refund.id);
  // unscoped: as above.
  return ctx.db
    .select()
    .from(refundLines)
    .where(
      and(
        eq(refundLines.storeId, storeId),
        inArray(refundLines.refundedOn, days),
        inArray(refundLines.refundId, ids),
      ),
    );
}

function addOrder({ contributions, pending }: OrderPicture, ref: Ref, raw: Raw): void {
  const order = raw.orders.get(ref.orderNo);
  const live = (raw.tickets.get(ref.orderNo) ?? []).filter((ticket) => ticket.voidedAt === null);
  const returned = raw.refunds.get(ref.orderNo) ?? [];
  if (isCompleted(ref)) {
    const lines = returned.flatMap((refund) =>
      (raw.lines.get(refund.id) ?? []).map((line) => ({ ...line, refundedOn: refund.refundedOn })),
    );
    const withoutLines = returned.filter((refund) => !raw.lines.has(refund.id));
    contributions.sales.push(
      ...ticketsLeft(live, { lines, withoutLines, finalAmountFen: order?.finalAmountFen ?? null }),
    );
  } else {
    pending.push(
      ...live.map(({ id, businessOn, orderNo, amountFen }) => ({
        ticketId: id,
        businessOn,
        orderNo,
        amountFen,
      })),
    );
  }
  if (!order || ref.paidAt === null || isCancelled(ref)) return;
  const { businessOn, channel } = order;
  contributions.business.push(
    businessOf({ ...order, payments: raw.payments.get(order.id) ?? [] }, businessOn),
  );
  contributions.slots.push({
    businessOn,
    slot: halfHourSlot(order.orderedAt),
    orders: 1,
    finalAmountFen: order.finalAmountFen,
  });
  for (const refund of returned) contributions.business.push(...refundDeltas(refund, businessOn, channel));
}

/** A refund stands on the day of its order and, apart from that, on its own. */
function refundDeltas(
  { refundedOn, amountFen }: { refundedOn: BusinessDay; amountFen: number },
  orderOn: BusinessDay,
  channel: OrderChannel,
): BusinessDelta[] {
  return [
    { businessOn: orderOn, channel, refunds: 1, refundAmountFen: amountFen },
    { businessOn: refundedOn, channel, refundedCount: 1, refundedAmountFen: amountFen },
  ];
}
