import { BulkRows, instantText } from "@/db/bulk";
import type { UploadKind } from "@/db/enums/orders";
import { type BusinessDay, businessDayOf } from "@/lib/core/time";
import { orderHash, refundHash, ticketHash } from "@/lib/orders/content-hash";
import type { DemoArrival } from "./arrivals";
import type { DemoStore } from "./chain";
import type { StoredChain, StoreWithId } from "./stored-chain";
import { toOrderItem, toRefundItem, toTicketItem, voidReason } from "./upload-items";

/** Store-day → raw rows stored and the last upload, as `store_days` keeps them. */
export type TouchedDay = {
  storeId: number;
  store: DemoStore;
  businessOn: BusinessDay;
  storedRows: number;
  lastAt: number;
};

/** In the order in which every writer takes its locks: keys, references, raw rows. */
export const rawTables = [
  "uploadKeys",
  "orderRefs",
  "orders",
  "orderLines",
  "orderPayments",
  "weighTickets",
  "pendingTickets",
  "refunds",
  "refundLines",
] as const;
type RawTable = (typeof rawTables)[number];

export type FactRows = {
  tables: Record<RawTable, BulkRows>;
  touched: Map<string, TouchedDay>;
  /** Orders whose number a ticket has told before them. */
  lateRefs: {
    orderNo: string;
    storeId: number;
    orderId: number;
    orderOn: BusinessDay;
    paidAt: Date;
    completedAt: Date;
  }[];
  /** Order numbers by what their refund makes of them. */
  refunded: { whole: string[]; partly: string[] };
};

export function emptyFactRows(): FactRows {
  return {
    tables: {
      uploadKeys: new BulkRows(),
      orderRefs: new BulkRows(),
      orders: new BulkRows(),
      orderLines: new BulkRows(),
      orderPayments: new BulkRows(),
      weighTickets: new BulkRows(),
      pendingTickets: new BulkRows(),
      refunds: new BulkRows(),
      refundLines: new BulkRows(),
    },
    touched: new Map(),
    lateRefs: [],
    refunded: { whole: [], partly: [] },
  };
}

/** Where rows go and what their numbers mean; ids of upload keys, and so of raw rows, are handed out from `ids.next` on. */
export type FactWriter = {
  rows: FactRows;
  chain: Pick<StoredChain, "goods" | "goodsIds">;
  ids: { next: number };
};

/** Turns what arrived of a store into rows. */
export function writeArrival(writer: FactWriter, own: StoreWithId, arrival: DemoArrival): void {
  const { part, order } = arrival;
  if (part === "refund") writeRefund(writer, own, arrival);
  if (part === "whole" || part === "orderOnly") writeOrder(writer, own, arrival);
  if (part === "ticketsOnly") {
    writer.rows.tables.orderRefs.add([order.orderNo, own.id, null, null, null, null]);
  }
  if (part === "whole" || part === "ticketsOnly") writeTickets(writer, own, arrival);
}

type Claim = { kind: UploadKind; number: string; businessOn: BusinessDay; hash: string };

function claim(
  { rows, ids }: FactWriter,
  own: StoreWithId,
  at: number,
  { kind, number, businessOn, hash }: Claim,
) {
  const id = ids.next;
  ids.next += 1;
  rows.tables.uploadKeys.add([id, kind, number, own.id, businessOn, hash]);
  touch(rows, own, businessOn, at).storedRows += 1;
  return id;
}

function touch({ touched }: FactRows, own: StoreWithId, businessOn: BusinessDay, at: number): TouchedDay {
  const key = `${own.id} ${businessOn}`;
  const found = touched.get(key) ?? {
    storeId: own.id,
    store: own.store,
    businessOn,
    storedRows: 0,
    lastAt: at,
  };
  found.lastAt = Math.max(found.lastAt, at);
  touched.set(key, found);
  return found;
}

function dayOf(ms: number, { store }: StoreWithId): BusinessDay {
  return businessDayOf(new Date(ms), store.cutOffs);
}

function writeOrder(writer: FactWriter, own: StoreWithId, { order, at, part }: DemoArrival): void {
  const { tables } = writer.rows;
  const { orderNo } = order;
  const businessOn = dayOf(order.orderedAt, own);
  const hash = orderHash(toOrderItem(order, writer.chain.goods));
  const id = claim(writer, own, at, { kind: "order", number: orderNo, businessOn, hash });
  const [orderedAt, completedAt] = [instantText(order.orderedAt), instantText(order.completedAt)];
  tables.orders.add([
    own.id,
    businessOn,
    id,
    orderNo,
    order.channel,
    "completed",
    orderedAt,
    orderedAt,
    completedAt,
    order.goodsAmountFen,
    order.finalAmountFen,
    order.thresholdCouponFen,
    order.instantCouponFen,
    order.storeDiscountFen,
    order.packingFeeFen,
    order.deliveryFeeFen,
    order.subsidyFen,
    order.commissionFen,
    instantText(at),
  ]);
  for (const [index, { payType, amountFen, reduceFen }] of order.payments.entries()) {
    tables.orderPayments.add([own.id, businessOn, id, index + 1, payType, amountFen, reduceFen]);
  }
  writeLines(writer, own, businessOn, id, order);
  if (part === "whole") tables.orderRefs.add([orderNo, own.id, id, businessOn, orderedAt, completedAt]);
  else tellLate(writer.rows, own, { order, at, part }, id);
}

/** Its tickets begin to count now, on the day of their weighing. */
function tellLate(rows: FactRows, own: StoreWithId, { order, at }: DemoArrival, orderId: number): void {
  rows.lateRefs.push({
    orderNo: order.orderNo,
    storeId: own.id,
    orderId,
    orderOn: dayOf(order.orderedAt, own),
    paidAt: new Date(order.orderedAt),
    completedAt: new Date(order.completedAt),
  });
  touch(rows, own, dayOf(order.tickets[0]?.weighedAt ?? order.orderedAt, own), at);
}

function writeLines(
  { rows, chain }: FactWriter,
  own: StoreWithId,
  businessOn: BusinessDay,
  orderId: number,
  { tickets }: DemoArrival["order"],
): void {
  const held = tickets.filter(({ voidedAt }) => voidedAt === null);
  for (const [index, ticket] of held.entries()) {
    const { skuIndex, weightGrams, quantity, unitPriceFen, amountFen, ticketNo } = ticket;
    const measures = [weightGrams, quantity, unitPriceFen, amountFen];
    const skuId = chain.goodsIds[skuIndex] ?? 0;
    rows.tables.orderLines.add([own.id, businessOn, orderId, index + 1, skuId, ...measures, ticketNo]);
  }
}

function writeTickets(writer: FactWriter, own: StoreWithId, { order, at, part }: DemoArrival): void {
  const { rows, chain } = writer;
  for (const ticket of order.tickets) {
    const { ticketNo, skuIndex } = ticket;
    const businessOn = dayOf(ticket.weighedAt, own);
    const item = toTicketItem(order, ticket, chain.goods);
    const hash = ticketHash(item);
    const id = claim(writer, own, at, { kind: "weigh_ticket", number: ticketNo, businessOn, hash });
    rows.tables.weighTickets.add([
      own.id,
      businessOn,
      id,
      ticketNo,
      chain.goodsIds[skuIndex] ?? 0,
      item.unit,
      ticket.weightGrams,
      ticket.quantity,
      ticket.unitPriceFen,
      ticket.amountFen,
      order.channel,
      order.orderNo,
      instantText(ticket.weighedAt),
      ...(ticket.voidedAt === null ? [null, null] : [instantText(ticket.voidedAt), voidReason]),
      instantText(at),
    ]);
    if (part === "ticketsOnly" && ticket.voidedAt === null) {
      rows.tables.pendingTickets.add([own.id, businessOn, id, order.orderNo, ticket.amountFen]);
    }
  }
}

function writeRefund(writer: FactWriter, own: StoreWithId, { order, at }: DemoArrival): void {
  const { rows } = writer;
  const item = toRefundItem(order);
  if (!item) return;
  const { refundNo, orderNo, amountFen, way, refundedAt, operator, reason, lines } = item;
  const businessOn = dayOf(refundedAt.getTime(), own);
  const orderOn = dayOf(order.orderedAt, own);
  const id = claim(writer, own, at, { kind: "refund", number: refundNo, businessOn, hash: refundHash(item) });
  const instants = [instantText(refundedAt.getTime()), operator, reason, instantText(at)];
  rows.tables.refunds.add([own.id, businessOn, id, refundNo, orderNo, orderOn, amountFen, way, ...instants]);
  for (const [index, line] of lines.entries()) {
    const measures = [line.weightGrams, line.quantity, line.amountFen];
    rows.tables.refundLines.add([own.id, businessOn, id, index + 1, line.ticketNo, ...measures]);
  }
  touch(rows, own, orderOn, at);
  rows.refunded[amountFen >= order.finalAmountFen ? "whole" : "partly"].push(orderNo);
}
