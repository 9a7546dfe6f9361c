import { setImmediate as breathe } from "node:timers/promises";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import type { Receipt } from "@/lib/orders/model";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { uploadItemsMax } from "@/lib/orders/schemas";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { arrivalsIn, type DemoArrival } from "./arrivals";
import type { DemoPlan } from "./chain";
import { markLiving, markLoaded, readMarks } from "./marks";
import type { StoredChain } from "./stored-chain";
import { toOrderItem, toRefundItem, toTicketItem, voidReason } from "./upload-items";

/**
 * Sends what arrives between the last mark and an instant through the verbs that tills use, store by store, and moves the mark.
 * Sending it again, from here or from another process, changes nothing. Ends between two stores when `signal` is given; the mark
 * then stays.
 */
export async function sendArrivals(
  ctx: Ctx,
  plan: DemoPlan,
  { stores, goods }: Pick<StoredChain, "stores" | "goods">,
  until: Date,
  signal?: AbortSignal,
): Promise<number> {
  const after = (await readMarks(ctx.db))?.loadedUntil;
  if (!after || after >= until) return 0;
  await markLiving(ctx, until);
  let sent = 0;
  for (const own of stores) {
    if (signal?.aborted) return sent;
    const arrivals = arrivalsIn(plan, own, goods, { after, until });
    sent += arrivals.length;
    if (arrivals.length > 0) await sendStore(ctx, own.store.item.code, arrivals, goods);
    // Drawing is work of this process; others in it get their turn.
    await breathe();
  }
  await markLoaded(ctx, until);
  return sent;
}

type Goods = StoredChain["goods"];

/** Tickets go before their orders, as they do in a shop. */
async function sendStore(
  ctx: Ctx,
  storeCode: string,
  arrivals: readonly DemoArrival[],
  goods: Goods,
): Promise<void> {
  const weighed = arrivals.filter(({ part }) => part === "whole" || part === "ticketsOnly");
  const ordered = arrivals.filter(({ part }) => part === "whole" || part === "orderOnly");
  const tickets = weighed.flatMap(({ order }) => order.tickets.map((ticket) => ({ order, ticket })));
  await inBatches(
    tickets.map(({ order, ticket }) => toTicketItem(order, ticket, goods)),
    (items) => recordWeighTickets(ctx, { storeCode, items }),
  );
  await inBatches(tickets.flatMap(toVoid), (items) => voidWeighTickets(ctx, { storeCode, items }));
  await inBatches(
    ordered.map((arrival) => toOpenOrder(arrival, goods)),
    (items) => recordOrders(ctx, { storeCode, items }),
  );
  await inBatches(ordered.flatMap(toEvents), (items) => recordOrderEvents(ctx, { storeCode, items }));
  const refunds = arrivals.filter(({ part }) => part === "refund");
  await inBatches(
    refunds.flatMap(({ order }) => toRefundItem(order) ?? []),
    (items) => recordRefunds(ctx, { storeCode, items }),
  );
}

async function inBatches<T>(
  items: readonly T[],
  send: (items: T[]) => Promise<{ receipts: Receipt[] }>,
): Promise<void> {
  for (const batch of chunks(items, uploadItemsMax)) {
    const { receipts } = await send(batch);
    const fault = receipts.find(({ status }) => status === "rejected" || status === "changed");
    if (fault) throw new Error(`the demo's ${fault.number} was ${fault.status}`);
  }
}

function toVoid({ ticket: { ticketNo, voidedAt } }: { ticket: DemoArrival["order"]["tickets"][number] }) {
  return voidedAt === null ? [] : [{ ticketNo, reason: voidReason, at: new Date(voidedAt) }];
}

/** At the till an order is completed when it is paid; others are told to be by an event. */
function toOpenOrder({ order }: DemoArrival, goods: Goods) {
  const item = toOrderItem(order, goods);
  return order.channel === "terminal" ? item : { ...item, completedAt: null };
}

function toEvents({ order }: DemoArrival) {
  if (order.channel === "terminal") return [];
  const { orderNo, orderedAt, completedAt } = order;
  return [
    { eventNo: `${orderNo}-e1`, orderNo, type: "accepted" as const, at: new Date(orderedAt), details: null },
    {
      eventNo: `${orderNo}-e2`,
      orderNo,
      type: "completed" as const,
      at: new Date(completedAt),
      details: null,
    },
  ];
}
