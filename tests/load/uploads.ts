import type { Ctx } from "@/lib/core/context";
import { addDays, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import type { Plan } from "./plan";

type Random = () => number;
/** An order that writers may speak of; there are so few that they meet. */
type Place = { orderNo: string; at: Date };

const ordersADay = 40;
const channels = ["terminal", "meituan", "eleme"] as const;

/** One upload of some items about orders of a store, of the last days and in any order; answers how many items it had. */
export async function sendRandom(ctx: Ctx, plan: Plan, storeCode: string, random: Random): Promise<number> {
  const places = Array.from({ length: 1 + under(random, 8) }, () => placeOf(ctx, storeCode, random));
  const which = random();
  if (which < 0.35)
    await recordOrders(ctx, { storeCode, items: unique(places).map((one) => orderOf(one, random)) });
  else if (which < 0.7) {
    await recordWeighTickets(ctx, { storeCode, items: places.map((one) => ticketOf(one, plan, random)) });
  } else if (which < 0.83) {
    await recordOrderEvents(ctx, { storeCode, items: places.map((one) => eventOf(one, random)) });
  } else if (which < 0.95) {
    await recordRefunds(ctx, { storeCode, items: places.map((one) => refundOf(one, random)) });
  } else {
    const items = places.map((one) => ({ ticketNo: ticketNoOf(one, random), reason: "重称", at: one.at }));
    await voidWeighTickets(ctx, { storeCode, items });
  }
  return places.length;
}

function under(random: Random, count: number): number {
  return Math.floor(random() * count);
}

function unique(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.orderNo, place])).values()];
}

/** Mostly today, else one of the four days before, which are open, being closed or closed. */
function placeOf(ctx: Ctx, storeCode: string, random: Random): Place {
  const ago = random() < 0.4 ? 0 : under(random, 5);
  const day = addDays(shanghaiDate(ctx.clock.now()), -ago);
  const number = under(random, ordersADay);
  const at = new Date(shanghaiMidnight(day).getTime() + number * 34 * 60_000);
  return { orderNo: `${storeCode}-${day}-${number}`, at };
}

function orderOf({ orderNo, at }: Place, random: Random) {
  const finalAmountFen = under(random, 20_000);
  return {
    orderNo,
    channel: channels[under(random, channels.length)] ?? "terminal",
    orderedAt: at,
    paidAt: random() < 0.9 ? at : null,
    completedAt: random() < 0.5 ? at : null,
    goodsAmountFen: finalAmountFen + 200,
    finalAmountFen,
    instantCouponFen: 200,
    payments: [{ payType: 1 + under(random, 5), amountFen: finalAmountFen }],
    lines: [],
  };
}

function ticketNoOf({ orderNo }: Place, random: Random): string {
  return `${orderNo}-t${under(random, 4)}`;
}

function ticketOf(place: Place, { skus }: Plan, random: Random) {
  const sku = skus[under(random, skus.length)] ?? { code: "", unit: "weight" as const };
  const amount = 1 + under(random, 900);
  return {
    ticketNo: ticketNoOf(place, random),
    skuCode: sku.code,
    unit: sku.unit,
    weightGrams: sku.unit === "weight" ? amount : 0,
    quantity: sku.unit === "weight" ? 0 : 1 + (amount % 4),
    unitPriceFen: 2_980,
    amountFen: amount * 6,
    orderNo: random() < 0.95 ? place.orderNo : null,
    weighedAt: place.at,
  };
}

function eventOf({ orderNo, at }: Place, random: Random) {
  const number = under(random, 4);
  const type = (["completed", "paid", "cancelled", "completed"] as const)[number] ?? "completed";
  return {
    eventNo: `${orderNo}-e${number}`,
    orderNo,
    type,
    at: new Date(at.getTime() + under(random, 3) * 3_600_000),
  };
}

function refundOf(place: Place, random: Random) {
  const number = under(random, 3);
  const isSameDay = random() < 0.6;
  const line = { ticketNo: ticketNoOf(place, random), weightGrams: 100, quantity: 1, amountFen: 600 };
  return {
    refundNo: `${place.orderNo}-r${number}`,
    orderNo: place.orderNo,
    amountFen: under(random, 8_000),
    way: "cash" as const,
    refundedAt: isSameDay ? place.at : new Date(place.at.getTime() + 30 * 3_600_000),
    lines: random() < 0.5 ? [line] : [],
  };
}
