import { hash } from "node:crypto";
import { BulkRows, type BulkTable, type BulkValue, instantText } from "@/db/bulk";
import { type BusinessDay, businessDayOf } from "@/lib/core/time";
import type { DemoStore } from "./chain";
import type { DemoOrder } from "./store-day";

/** What reaches the server at an instant: an order with its tickets, the parts of a late one, or a refund. */
export type DemoArrival = {
  at: number;
  part: "whole" | "ticketsOnly" | "orderOnly" | "refund";
  storeId: number;
  store: DemoStore;
  order: DemoOrder;
};

/** Store-day → raw rows stored and the last upload, as `store_days` keeps them. */
export type TouchedDay = {
  storeId: number;
  store: DemoStore;
  businessOn: BusinessDay;
  storedRows: number;
  lastAt: number;
};

export type FactRows = {
  tables: Record<BulkTable, BulkRows>;
  touched: Map<string, TouchedDay>;
  /** Orders that a load before this one knew by a ticket only. */
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

/** When the parts of an order arrive, in that order. */
export function arrivalsOf(storeId: number, store: DemoStore, order: DemoOrder): DemoArrival[] {
  const common = { storeId, store, order };
  const parts: DemoArrival[] = order.isLate
    ? [
        { ...common, at: order.completedAt, part: "ticketsOnly" },
        { ...common, at: order.receivedAt, part: "orderOnly" },
      ]
    : [{ ...common, at: order.receivedAt, part: "whole" }];
  return order.refund ? [...parts, { ...common, at: order.refund.refundedAt, part: "refund" }] : parts;
}

/** Turns arrivals into rows; ids of upload keys, and so of raw rows, are handed out from `ids.next` on. */
export function factWriter(
  rows: FactRows,
  skuIds: readonly number[],
  units: readonly string[],
  ids: { next: number },
) {
  const claim = (
    kind: string,
    number: string,
    arrival: DemoArrival,
    businessOn: BusinessDay,
    content: BulkValue[],
  ) => {
    const id = ids.next;
    ids.next += 1;
    const contentHash = hash("sha256", content.join("\t"), "hex");
    rows.tables.uploadKeys.add([id, kind, number, arrival.storeId, businessOn, contentHash]);
    touch(rows, arrival, businessOn);
    return id;
  };
  return (arrival: DemoArrival): void => {
    const { part } = arrival;
    if (part === "refund") writeRefund(rows, arrival, claim);
    if (part === "whole" || part === "orderOnly") writeOrder(rows, arrival, claim);
    if (part === "ticketsOnly") {
      rows.tables.orderRefs.add([arrival.order.orderNo, arrival.storeId, null, null, null, null]);
    }
    if (part === "whole" || part === "ticketsOnly") writeTickets(rows, arrival, claim, skuIds, units);
  };
}

type Claim = (
  kind: string,
  number: string,
  arrival: DemoArrival,
  businessOn: BusinessDay,
  content: BulkValue[],
) => number;

function touch(rows: FactRows, { storeId, store, at }: DemoArrival, businessOn: BusinessDay): void {
  const key = `${storeId} ${businessOn}`;
  const found = rows.touched.get(key);
  if (!found) {
    rows.touched.set(key, { storeId, store, businessOn, storedRows: 1, lastAt: at });
    return;
  }
  found.storedRows += 1;
  found.lastAt = Math.max(found.lastAt, at);
}

function dayOf(ms: number, { store }: DemoArrival): BusinessDay {
  return businessDayOf(new Date(ms), store.cutOffs);
}

function writeOrder(rows: FactRows, arrival: DemoArrival, claim: Claim): void {
  const { order, storeId, at, part } = arrival;
  const { tables } = rows;
  const businessOn = dayOf(order.orderedAt, arrival);
  const columns = [
    order.orderNo,
    order.channel,
    "completed",
    instantText(order.orderedAt),
    instantText(order.orderedAt),
    instantText(order.completedAt),
    order.goodsAmountFen,
    order.finalAmountFen,
    order.thresholdCouponFen,
    order.instantCouponFen,
    order.storeDiscountFen,
    order.packingFeeFen,
    order.deliveryFeeFen,
    order.subsidyFen,
    order.commissionFen,
  ];
  const id = claim("order", order.orderNo, arrival, businessOn, columns);
  tables.orders.add([storeId, businessOn, id, ...columns, instantText(at)]);
  for (const [index, { payType, amountFen, reduceFen }] of order.payments.entries()) {
    tables.orderPayments.add([storeId, businessOn, id, index + 1, payType, amountFen, reduceFen]);
  }
  const { orderNo } = order;
  if (part === "whole") {
    tables.orderRefs.add([
      orderNo,
      storeId,
      id,
      businessOn,
      instantText(order.orderedAt),
      instantText(order.completedAt),
    ]);
  } else {
    rows.lateRefs.push({
      orderNo,
      storeId,
      orderId: id,
      orderOn: businessOn,
      paidAt: new Date(order.orderedAt),
      completedAt: new Date(order.completedAt),
    });
    // Its tickets begin to count now, on the day of their weighing.
    touchOnly(rows, arrival, dayOf(order.tickets[0]?.weighedAt ?? order.orderedAt, arrival));
  }
}

function touchOnly(rows: FactRows, { storeId, store, at }: DemoArrival, businessOn: BusinessDay): void {
  const key = `${storeId} ${businessOn}`;
  if (!rows.touched.has(key))
    rows.touched.set(key, { storeId, store, businessOn, storedRows: 0, lastAt: at });
}

function writeTickets(
  rows: FactRows,
  arrival: DemoArrival,
  claim: Claim,
  skuIds: readonly number[],
  units: readonly string[],
): void {
  const { order, storeId, at } = arrival;
  for (const ticket of order.tickets) {
    const businessOn = dayOf(ticket.weighedAt, arrival);
    const columns = [
      ticket.ticketNo,
      skuIds[ticket.skuIndex] ?? 0,
      units[ticket.skuIndex] ?? "weight",
      ticket.weightGrams,
      ticket.quantity,
      ticket.unitPriceFen,
      ticket.amountFen,
      order.channel,
      order.orderNo,
      instantText(ticket.weighedAt),
    ];
    const id = claim("weigh_ticket", ticket.ticketNo, arrival, businessOn, columns);
    const voided = ticket.voidedAt === null ? [null, null] : [instantText(ticket.voidedAt), "重称"];
    rows.tables.weighTickets.add([storeId, businessOn, id, ...columns, ...voided, instantText(at)]);
    if (arrival.part === "ticketsOnly" && ticket.voidedAt === null) {
      rows.tables.pendingTickets.add([storeId, businessOn, id, order.orderNo, ticket.amountFen]);
    }
  }
}

function writeRefund(rows: FactRows, arrival: DemoArrival, claim: Claim): void {
  const { order, storeId, at } = arrival;
  const { refund } = order;
  if (!refund) return;
  const refundedOn = dayOf(refund.refundedAt, arrival);
  const orderOn = dayOf(order.orderedAt, arrival);
  const columns = [
    refund.refundNo,
    order.orderNo,
    orderOn,
    refund.amountFen,
    "original",
    instantText(refund.refundedAt),
  ];
  const id = claim("refund", refund.refundNo, arrival, refundedOn, columns);
  rows.tables.refunds.add([storeId, refundedOn, id, ...columns, "店长", "顾客退货", instantText(at)]);
  for (const [index, line] of refund.lines.entries()) {
    const { ticketNo, weightGrams, quantity, amountFen } = line;
    rows.tables.refundLines.add([
      storeId,
      refundedOn,
      id,
      index + 1,
      ticketNo,
      weightGrams,
      quantity,
      amountFen,
    ]);
  }
  touchOnly(rows, arrival, orderOn);
  rows.refunded[refund.amountFen >= order.finalAmountFen ? "whole" : "partly"].push(order.orderNo);
}
