import type { OrderChannel } from "@/db/enums/orders";
import type { SkuItem } from "@/lib/catalog/schemas";
import { addFen, mulDivHalfUp } from "@/lib/core/money";
import { type BusinessDay, shanghaiMidnight } from "@/lib/core/time";
import type { DemoStore } from "./chain";
import { dayFactor } from "./day-factor";
import { cumulativeOf, type Random, randomOf } from "./random";
import { measureOf, type Shelf, shelfOf } from "./shelf";

export type DemoTicket = {
  ticketNo: string;
  skuIndex: number;
  weightGrams: number;
  quantity: number;
  unitPriceFen: number;
  amountFen: number;
  weighedAt: number;
  /** Milliseconds; null while it holds. */
  voidedAt: number | null;
};

/** WeChat, Alipay, cash, platform, stored value, other: as terminals number them. */
type PayType = 1 | 2 | 3 | 4 | 5 | 9;
type DemoPayment = { payType: PayType; amountFen: number; reduceFen: number };

export type DemoRefund = {
  refundNo: string;
  amountFen: number;
  refundedAt: number;
  lines: { ticketNo: string; weightGrams: number; quantity: number; amountFen: number }[];
};

/** An order with its tickets; instants in milliseconds, amounts in fen. */
export type DemoOrder = {
  orderNo: string;
  channel: OrderChannel;
  orderedAt: number;
  completedAt: number;
  /** When the order reached the server: at once, or days later from a terminal that had been offline. */
  receivedAt: number;
  isLate: boolean;
  goodsAmountFen: number;
  finalAmountFen: number;
  thresholdCouponFen: number;
  instantCouponFen: number;
  storeDiscountFen: number;
  packingFeeFen: number;
  deliveryFeeFen: number;
  subsidyFen: number;
  commissionFen: number;
  payments: DemoPayment[];
  tickets: DemoTicket[];
  refund: DemoRefund | null;
};

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** The longest that an order or a refund comes after its day. */
export const lagDaysMax = 11;

/** Everything that a store sold on a business day; depends on seed, store and day only. */
export function demoStoreDay(
  seed: string,
  store: DemoStore,
  day: BusinessDay,
  goods: readonly SkuItem[],
): DemoOrder[] {
  if (day < store.tradesFrom || (store.tradesTo !== null && day > store.tradesTo)) return [];
  const random = randomOf(`${seed} ${store.item.code} ${day}`);
  const count = random.poisson(store.ordersMean * dayFactor(store, day) * Math.exp(0.1 * random.normal()));
  const shelf = shelfOf(store, goods, day);
  const midnight = shanghaiMidnight(day).getTime();
  const instants = Array.from({ length: count }, () => midnight + orderTime(store, random)).sort(
    (a, b) => a - b,
  );
  const prefix = `${store.item.code}-${day.slice(2).replaceAll("-", "")}`;
  return instants.map((orderedAt, index) =>
    demoOrder({
      store,
      random,
      shelf,
      orderedAt,
      orderNo: `${prefix}-${String(index + 1).padStart(3, "0")}`,
    }),
  );
}

/** Milliseconds after midnight: two humps, noon and early evening, inside the opening hours. */
function orderTime({ opensAtHour, closesAtHour }: DemoStore, random: Random): number {
  const span = closesAtHour - opensAtHour;
  for (;;) {
    const hump = random.chance(0.42) ? 0.22 : 0.7;
    const hour = opensAtHour + span * (hump + 0.12 * random.normal());
    if (hour >= opensAtHour && hour < closesAtHour) return Math.floor((hour * hourMs) / 1_000) * 1_000;
  }
}

type Draft = { store: DemoStore; random: Random; shelf: Shelf; orderedAt: number; orderNo: string };

function demoOrder(draft: Draft): DemoOrder {
  const { random, orderedAt, orderNo } = draft;
  const channel = channelOf(draft);
  const tickets = demoTickets(draft);
  const goodsAmountFen = addFen(...tickets.filter(isHeld).map(({ amountFen }) => amountFen));
  const amounts = amountsOf(random, channel, goodsAmountFen);
  const completedAt = orderedAt + (channel === "terminal" ? 0 : random.between(12, 55) * minuteMs);
  const isLate = random.chance(0.006);
  const receivedAt = isLate
    ? completedAt + random.between(20, 24 * (lagDaysMax - 1)) * hourMs
    : completedAt + 2_000;
  const order = {
    orderNo,
    channel,
    orderedAt,
    completedAt,
    receivedAt,
    isLate,
    goodsAmountFen,
    ...amounts,
    tickets,
  };
  return {
    ...order,
    payments: paymentsOf(random, channel, amounts.finalAmountFen),
    refund: refundOf(random, order),
  };
}

function isHeld({ voidedAt }: DemoTicket): boolean {
  return voidedAt === null;
}

/** One in a hundred lines is weighed again: the first ticket of it is void. */
function demoTickets({ random, shelf, orderedAt, orderNo }: Draft): DemoTicket[] {
  const count = 1 + random.poisson(1.25);
  const tickets: DemoTicket[] = [];
  for (let line = 0; line < count; line += 1) {
    const place = random.pickIndex(shelf.cumulative);
    const weighedAt = orderedAt - (count - line) * 20_000;
    const draw = () => {
      tickets.push({
        ticketNo: `${orderNo}-${tickets.length + 1}`,
        skuIndex: shelf.places[place] ?? 0,
        weighedAt,
        voidedAt: null,
        ...measureOf(random, shelf, place),
      });
    };
    draw();
    const [last] = tickets.slice(-1);
    if (last && random.chance(0.01)) {
      last.voidedAt = weighedAt + 10_000;
      draw();
    }
  }
  return tickets;
}

const otherChannels: readonly OrderChannel[] = [
  "meituan",
  "eleme",
  "takeaway_delivery",
  "takeaway_pickup",
  "voucher",
];
const otherWeights = cumulativeOf([38, 24, 14, 18, 6]);

function channelOf({ store, random }: Draft): OrderChannel {
  if (!random.chance(store.deliveryShare)) return "terminal";
  return otherChannels[random.pickIndex(otherWeights)] ?? "terminal";
}

function isPlatform(channel: OrderChannel): boolean {
  return channel === "meituan" || channel === "eleme";
}

/** 实收 = goods + packing + delivery − coupons − discount; never below nothing. */
function amountsOf(random: Random, channel: OrderChannel, goodsAmountFen: number) {
  const packingFeeFen = channel === "terminal" || channel === "voucher" ? 0 : 100;
  const deliveryFeeFen = channel === "takeaway_delivery" ? 300 : 0;
  const thresholdCouponFen = goodsAmountFen >= 5_000 && random.chance(0.12) ? 500 : 0;
  const instantCouponFen = goodsAmountFen >= 1_500 && random.chance(0.04) ? 200 : 0;
  const storeDiscountFen = random.chance(0.05) ? mulDivHalfUp(goodsAmountFen, 5, 100) : 0;
  const finalAmountFen = Math.max(
    0,
    addFen(
      goodsAmountFen,
      packingFeeFen,
      deliveryFeeFen,
      -thresholdCouponFen,
      -instantCouponFen,
      -storeDiscountFen,
    ),
  );
  const commissionFen = isPlatform(channel) ? mulDivHalfUp(goodsAmountFen, 18, 100) : 0;
  const subsidyFen = isPlatform(channel) && random.chance(0.3) ? 150 : 0;
  return {
    packingFeeFen,
    deliveryFeeFen,
    thresholdCouponFen,
    instantCouponFen,
    storeDiscountFen,
    finalAmountFen,
    commissionFen,
    subsidyFen,
  };
}

const payTypes = [1, 2, 3, 5, 9] as const;
const payWeights = cumulativeOf([62, 23, 10, 3, 2]);

function paymentsOf(random: Random, channel: OrderChannel, finalAmountFen: number): DemoPayment[] {
  if (isPlatform(channel)) return [{ payType: 4, amountFen: finalAmountFen, reduceFen: 0 }];
  if (channel === "voucher") return [{ payType: 9, amountFen: finalAmountFen, reduceFen: 0 }];
  const payType = channel === "terminal" ? (payTypes[random.pickIndex(payWeights)] ?? 1) : 1;
  const reduceFen = payType <= 2 && finalAmountFen > 1_000 && random.chance(0.03) ? 100 : 0;
  if (payType !== 3 && finalAmountFen > 2_000 && random.chance(0.01)) {
    const cashFen = 1_000;
    return [
      { payType: 3, amountFen: cashFen, reduceFen: 0 },
      { payType, amountFen: addFen(finalAmountFen, -cashFen, -reduceFen), reduceFen },
    ];
  }
  return [{ payType, amountFen: addFen(finalAmountFen, -reduceFen), reduceFen }];
}

/** A few orders are given back, whole or by one line, on the same day or later; some whole ones as an amount only. */
function refundOf(
  random: Random,
  order: Pick<DemoOrder, "orderNo" | "completedAt" | "finalAmountFen" | "tickets" | "isLate">,
): DemoRefund | null {
  if (order.isLate || order.finalAmountFen === 0 || !random.chance(0.006)) return null;
  const held = order.tickets.filter(isHeld);
  const isWhole = random.chance(0.5);
  const hasLines = !isWhole || random.chance(0.6);
  const lines = (isWhole ? held : held.slice(0, 1)).map((ticket) => returned(ticket, isWhole));
  const linesFen = addFen(...lines.map(({ amountFen }) => amountFen));
  const laterMs = random.chance(0.4) ? random.between(3, 40) * minuteMs : random.between(20, 68) * hourMs;
  return {
    refundNo: `${order.orderNo}-r1`,
    amountFen: isWhole ? order.finalAmountFen : Math.min(order.finalAmountFen, linesFen),
    refundedAt: order.completedAt + laterMs,
    lines: hasLines ? lines : [],
  };
}

/** The whole of a ticket, or of a weighed one the half that was not eaten. */
function returned({ ticketNo, weightGrams, quantity, amountFen }: DemoTicket, isWhole: boolean) {
  if (isWhole || quantity > 0) return { ticketNo, weightGrams, quantity, amountFen };
  return { ticketNo, weightGrams: weightGrams >> 1, quantity, amountFen: mulDivHalfUp(amountFen, 1, 2) };
}
