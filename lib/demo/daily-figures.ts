import type { OrderChannel } from "@/db/enums/orders";
import { addFen } from "@/lib/core/money";
import {
  addDays,
  type BusinessDay,
  businessDayEnd,
  businessDayOf,
  type CutOff,
  halfHourSlot,
} from "@/lib/core/time";
import { type BusinessMeasures, businessMeasures } from "@/lib/days/model";
import type { DemoArrival } from "./arrivals";
import type { DemoStore } from "./chain";
import type { DemoOrder, DemoRefund, DemoTicket } from "./store-day";

type SalesSums = { tickets: number; weightGrams: number; quantity: number; amountFen: number };
type SlotSums = { orders: number; finalAmountFen: number };

/** What a store's business day adds up to: sales by index of the goods, business by channel, orders by half hour. */
export type DailyFigures = {
  sales: Map<number, SalesSums>;
  business: Map<OrderChannel, BusinessMeasures>;
  slots: Map<number, SlotSums>;
  storedRows: number;
  lastUploadAt: number;
};
export type FiguresByDay = Map<BusinessDay, DailyFigures>;

/** Adds what arrived of a store, as the rules of statistics have it: what the stored raw rows would add up to. */
export function addArrival(
  figures: FiguresByDay,
  { cutOffs }: DemoStore,
  { part, order, at }: DemoArrival,
): void {
  const on = (ms: number) => dayAt(ms, cutOffs);
  const ofOrder = dayOf(figures, on(order.orderedAt), at);
  if (part === "refund") {
    if (order.refund)
      addRefund(ofOrder, dayOf(figures, on(order.refund.refundedAt), at), order, order.refund);
    return;
  }
  if (part !== "ticketsOnly") {
    ofOrder.storedRows += 1;
    addToBusiness(channelOf(ofOrder, order.channel), order);
    addToSlot(ofOrder, order);
  }
  for (const ticket of order.tickets) {
    const ofTicket = dayOf(figures, on(ticket.weighedAt), at);
    if (part !== "orderOnly") ofTicket.storedRows += 1;
    // Without its order a ticket waits.
    if (part !== "ticketsOnly" && ticket.voidedAt === null) addToSales(ofTicket, ticket, ticket, 1);
  }
}

type Span = { from: number; to: number; day: BusinessDay };
const lastSpans = new WeakMap<readonly CutOff[], Span>();

/** The business day of an instant; most instants fall on the same day as the one before. */
function dayAt(ms: number, cutOffs: readonly CutOff[]): BusinessDay {
  const last = lastSpans.get(cutOffs);
  if (last && ms >= last.from && ms < last.to) return last.day;
  const day = businessDayOf(new Date(ms), cutOffs);
  const [from, to] = [addDays(day, -1), day].map((each) => businessDayEnd(each, cutOffs).getTime());
  lastSpans.set(cutOffs, { from: from ?? ms, to: to ?? ms, day });
  return day;
}

/** On the day of the order and on its own; where they are one, the goods go out of sales as well. */
function addRefund(
  ofOrder: DailyFigures,
  ofRefund: DailyFigures,
  order: DemoOrder,
  refund: DemoRefund,
): void {
  ofRefund.storedRows += 1;
  const row = channelOf(ofOrder, order.channel);
  row.refunds += 1;
  row.refundAmountFen = addFen(row.refundAmountFen, refund.amountFen);
  const refunded = channelOf(ofRefund, order.channel);
  refunded.refundedCount += 1;
  refunded.refundedAmountFen = addFen(refunded.refundedAmountFen, refund.amountFen);
  // Tickets of the demo are weighed on the day of their order.
  if (ofOrder !== ofRefund) return;
  for (const ticket of order.tickets) {
    if (ticket.voidedAt === null) takeBack(ofOrder, order, refund, ticket);
  }
}

function dayOf(figures: FiguresByDay, day: BusinessDay, at: number): DailyFigures {
  const found = figures.get(day) ?? {
    sales: new Map(),
    business: new Map(),
    slots: new Map(),
    storedRows: 0,
    lastUploadAt: 0,
  };
  found.lastUploadAt = Math.max(found.lastUploadAt, at);
  figures.set(day, found);
  return found;
}

function channelOf(day: DailyFigures, channel: OrderChannel): BusinessMeasures {
  const found = day.business.get(channel);
  if (found) return found;
  const fresh = { ...noBusiness };
  day.business.set(channel, fresh);
  return fresh;
}

const noBusiness = Object.fromEntries(businessMeasures.map((measure) => [measure, 0])) as BusinessMeasures;

const ownColumns = [
  "goodsAmountFen",
  "finalAmountFen",
  "thresholdCouponFen",
  "instantCouponFen",
  "storeDiscountFen",
  "packingFeeFen",
  "deliveryFeeFen",
  "subsidyFen",
  "commissionFen",
] as const;

function addToBusiness(row: BusinessMeasures, order: DemoOrder): void {
  row.orders += 1;
  for (const column of ownColumns) row[column] = addFen(row[column], order[column]);
  for (const payment of order.payments) addPayment(row, payment);
}

/** Pay types without columns of their own stand together as other. */
const payColumns = {
  1: ["wechatOrders", "wechatFen", "wechatDiscountFen"],
  2: ["alipayOrders", "alipayFen", "alipayDiscountFen"],
  3: ["cashOrders", "cashFen", null],
  4: ["platformOrders", "platformFen", null],
  9: ["otherOrders", "otherFen", null],
} as const;

function addPayment(row: BusinessMeasures, payment: DemoOrder["payments"][number]): void {
  const { payType, amountFen, reduceFen } = payment;
  const [count, amount, discount] = payColumns[payType === 5 ? 9 : payType];
  row[count] += 1;
  row[amount] = addFen(row[amount], amountFen);
  if (discount !== null) row[discount] = addFen(row[discount], reduceFen);
}

function addToSlot(day: DailyFigures, { orderedAt, finalAmountFen }: DemoOrder): void {
  const slot = halfHourSlot(new Date(orderedAt));
  const row = day.slots.get(slot) ?? { orders: 0, finalAmountFen: 0 };
  row.orders += 1;
  row.finalAmountFen = addFen(row.finalAmountFen, finalAmountFen);
  day.slots.set(slot, row);
}

type Measure = Omit<SalesSums, "tickets">;

function addToSales(
  day: DailyFigures,
  { skuIndex }: DemoTicket,
  { weightGrams, quantity, amountFen }: Measure,
  tickets: number,
): void {
  const row = day.sales.get(skuIndex) ?? { tickets: 0, weightGrams: 0, quantity: 0, amountFen: 0 };
  row.tickets += tickets;
  row.weightGrams += weightGrams;
  row.quantity += quantity;
  row.amountFen = addFen(row.amountFen, amountFen);
  day.sales.set(skuIndex, row);
}

/** What the lines say; the ticket too when nothing is left, or when an amount without lines gave the whole order back. */
function takeBack(
  day: DailyFigures,
  order: DemoOrder,
  { lines, amountFen }: DemoRefund,
  ticket: DemoTicket,
): void {
  const line = lines.find(({ ticketNo }) => ticketNo === ticket.ticketNo);
  if (lines.length === 0 && amountFen >= order.finalAmountFen) {
    addToSales(day, ticket, negative(ticket), -1);
  } else if (line) {
    const isGone = line.weightGrams >= ticket.weightGrams && line.quantity >= ticket.quantity;
    addToSales(day, ticket, negative(isGone ? ticket : line), isGone ? -1 : 0);
  }
}

function negative({ weightGrams, quantity, amountFen }: Measure): Measure {
  return { weightGrams: -weightGrams, quantity: -quantity, amountFen: addFen(-amountFen) };
}
