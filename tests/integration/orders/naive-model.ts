import { weighedAmountFen } from "@/lib/core/money";
import { type Deed, firstUploads, instantAt, lineOf, type Scene, type Upload } from "./histories";
import { naiveDay, naiveSlot } from "./naive-clock";

type Of<K extends Upload["kind"]> = Extract<Upload, { kind: K }>;
type Row = Record<string, number | string>;

/**
 * The figures of a history by the rules of the trade, from the deeds alone and without a database: the order of arrival, the
 * clock, closings and restatings do not occur in it.
 */
export function naiveFigures(history: readonly Deed[], scene: Scene, cutOffHour: number): string[] {
  const deeds = firstUploads(history);
  const only = <K extends Upload["kind"]>(kind: K) =>
    deeds.filter((deed): deed is Of<K> => deed.kind === kind);
  const day = (at: number) => naiveDay(instantAt(at, scene), cutOffHour);
  const rows = new Map<string, Row>();
  const add = (name: string, key: Row, measures: Row) => {
    const id = JSON.stringify([name, key]);
    const row = rows.get(id) ?? { name, ...key };
    for (const [measure, value] of Object.entries(measures))
      row[measure] = Number(row[measure] ?? 0) + Number(value);
    rows.set(id, row);
  };
  const [orders, tickets, refunds] = [only("order"), only("ticket"), only("refund")];
  const voided = new Set(only("void").map((deed) => deed.ticket));
  for (const order of orders) {
    const state = stateOf(order.order, orders, only("event"));
    if (state.paidAt === null || state.isCancelled) continue;
    addBusiness(add, order, { business_on: day(order.at), slot: naiveSlot(instantAt(order.at, scene)) });
    for (const refund of refunds.filter((one) => one.order === order.order)) {
      const channel = "terminal";
      add(
        "business",
        { business_on: day(order.at), channel },
        { refunds: 1, refund_amount_fen: refund.amountFen },
      );
      add(
        "business",
        { business_on: day(refund.at), channel },
        { refunded_count: 1, refunded_amount_fen: refund.amountFen },
      );
    }
  }
  for (const ticket of tickets.filter((one) => !voided.has(one.ticket))) {
    const measures = measuresOf(ticket, scene);
    const isCounted = ticket.order !== null && stateOf(ticket.order, orders, only("event")).isCompleted;
    if (!isCounted) {
      const ticket_no = `${scene.store.code}-t${ticket.ticket}`;
      add("pending", { business_on: day(ticket.at), ticket_no }, { amount_fen: measures.amount_fen });
      continue;
    }
    const order = orders.find((one) => one.order === ticket.order);
    const sameDay = refunds.filter((one) => one.order === ticket.order && day(one.at) === day(ticket.at));
    const left = leftOf(ticket, measures, sameDay, order);
    if (left)
      add(
        "sales",
        { business_on: day(ticket.at), sku_id: scene.skus[ticket.sku]?.id ?? 0 },
        { tickets: 1, ...left },
      );
  }
  return [...rows.values()]
    .map(({ name, ...row }) => lineOf(String(name), row))
    .filter((line) => line !== "")
    .sort();
}

function stateOf(number: number, orders: readonly Of<"order">[], events: readonly Of<"event">[]) {
  const order = orders.find((one) => one.order === number);
  const told = (type: Of<"event">["type"], own: boolean) => {
    const instants = events
      .filter((event) => event.order === number && event.type === type)
      .map((event) => event.at);
    if (order && own) instants.push(order.at);
    return instants.length === 0 ? null : Math.min(...instants);
  };
  const paidAt = told("paid", Boolean(order && (order.isPaid || order.isCompleted)));
  const completedAt = told("completed", Boolean(order?.isCompleted));
  const cancelledAt = told("cancelled", false);
  const isCancelled = cancelledAt !== null && (completedAt === null || completedAt > cancelledAt);
  return { paidAt, isCancelled, isCompleted: completedAt !== null && !isCancelled };
}

const payNames: Record<number, string> = { 1: "wechat", 2: "alipay", 3: "cash", 4: "platform" };

function addBusiness(
  add: (name: string, key: Row, measures: Row) => void,
  order: Of<"order">,
  { business_on, slot }: { business_on: string; slot: number },
): void {
  const key = { business_on, channel: "terminal" };
  const goods_amount_fen = order.amountFen + 100;
  add("business", key, {
    orders: 1,
    goods_amount_fen,
    final_amount_fen: order.amountFen,
    store_discount_fen: 100,
  });
  const own = payNames[order.payType];
  if (own) add("business", key, { [`${own}_orders`]: 1, [`${own}_fen`]: order.amountFen });
  // Beside the first payment each order has one of 1 fen by another kind.
  add("business", key, { other_orders: 1, other_fen: own ? 1 : order.amountFen + 1 });
  if (own === "wechat" || own === "alipay") add("business", key, { [`${own}_discount_fen`]: 7 });
  add("slots", { business_on, slot }, { orders: 1, final_amount_fen: order.amountFen });
}

type Measures = { weight_grams: number; quantity: number; amount_fen: number };

function measuresOf(ticket: Of<"ticket">, { skus }: Scene): Measures {
  if (skus[ticket.sku]?.unit === "weight") {
    return { weight_grams: ticket.amount, quantity: 0, amount_fen: weighedAmountFen(ticket.amount, 2_980) };
  }
  const quantity = 1 + (ticket.amount % 5);
  return { weight_grams: 0, quantity, amount_fen: 2_980 * quantity };
}

function leftOf(
  ticket: Of<"ticket">,
  measures: Measures,
  sameDay: readonly Of<"refund">[],
  order: Of<"order"> | undefined,
): Measures | null {
  const bare = sameDay.filter((refund) => refund.lines.length === 0);
  const given = bare.reduce((sum, refund) => sum + refund.amountFen, 0);
  if (order && bare.length > 0 && given >= order.amountFen) return null;
  const lines = sameDay.flatMap((refund) => refund.lines).filter((line) => line.ticket === ticket.ticket);
  const left = { ...measures };
  for (const line of lines) {
    left.weight_grams -= line.isWhole ? 5_000 : line.amount % 700;
    left.quantity -= line.isWhole ? 10 : line.amount % 2;
    left.amount_fen -= line.amount;
  }
  return lines.length > 0 && left.weight_grams <= 0 && left.quantity <= 0 ? null : left;
}
