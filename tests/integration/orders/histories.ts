import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { weighedAmountFen } from "@/lib/core/money";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import type { MintedSku } from "../../support/factories/skus";
import type { MintedStore } from "../../support/factories/stores";

/** A history is a list of deeds at a store; every deed is done at the clock of its place. */
export type Deed =
  | {
      kind: "order";
      order: number;
      at: number;
      isPaid: boolean;
      isCompleted: boolean;
      payType: number;
      amountFen: number;
    }
  | { kind: "ticket"; ticket: number; order: number | null; at: number; sku: number; amount: number }
  | { kind: "clock"; hours: number }
  | { kind: "close" }
  | { kind: "restate" };

const base = Date.parse("2026-03-07T16:00:00.000Z");
const minuteMs = 60_000;
/** Four days around a cut-off. */
const minutes = fc.integer({ min: 0, max: 4 * 1_440 });

export const deeds = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("order" as const),
        order: fc.integer({ min: 0, max: 12 }),
        at: minutes,
        isPaid: fc.boolean(),
        isCompleted: fc.boolean(),
        payType: fc.constantFrom(1, 2, 3, 4, 5, 9, 77),
        amountFen: fc.integer({ min: 0, max: 50_000 }),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("ticket" as const),
        ticket: fc.integer({ min: 0, max: 30 }),
        order: fc.option(fc.integer({ min: 0, max: 12 }), { nil: null, freq: 8 }),
        at: minutes,
        sku: fc.integer({ min: 0, max: 2 }),
        amount: fc.integer({ min: 1, max: 3_000 }),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant("clock" as const), hours: fc.integer({ min: 1, max: 30 }) }),
    },
    { weight: 1, arbitrary: fc.constant({ kind: "close" as const }) },
    { weight: 1, arbitrary: fc.constant({ kind: "restate" as const }) },
  ),
  { minLength: 1, maxLength: 40 },
);

export type Scene = { store: MintedStore; skus: MintedSku[] };

/** Does the deeds in order, two to a batch where they are of one kind, and answers the context they were done in. */
export async function play(scene: Scene, history: readonly Deed[]): Promise<Ctx> {
  const clock = testClock(new Date(base + 12 * 3_600_000));
  const ctx = testContext({ clock });
  for (const deed of history) {
    if (deed.kind === "clock") clock.advance(deed.hours * 3_600_000);
    else if (deed.kind === "close") await closeStoreDays(ctx, { limit: 500 });
    else if (deed.kind === "restate") await restateStoreDays(ctx, { limit: 500 });
    else if (deed.kind === "order") await sendOrder(ctx, scene, deed);
    else await sendTicket(ctx, scene, deed);
  }
  return ctx;
}

async function sendOrder(ctx: Ctx, { store }: Scene, deed: Extract<Deed, { kind: "order" }>): Promise<void> {
  const orderedAt = new Date(base + deed.at * minuteMs);
  const paidAt = deed.isPaid || deed.isCompleted ? orderedAt : null;
  const item = {
    orderNo: `${store.code}-${deed.order}`,
    orderedAt,
    paidAt,
    completedAt: deed.isCompleted ? orderedAt : null,
    goodsAmountFen: deed.amountFen + 100,
    finalAmountFen: deed.amountFen,
    storeDiscountFen: 100,
    payments: [
      { payType: deed.payType, amountFen: deed.amountFen, reduceFen: 7 },
      { payType: 9, amountFen: 1 },
    ],
    lines: [],
  };
  await recordOrders(ctx, { storeCode: store.code, items: [item] });
}

async function sendTicket(
  ctx: Ctx,
  { store, skus }: Scene,
  deed: Extract<Deed, { kind: "ticket" }>,
): Promise<void> {
  const sku = skus[deed.sku];
  if (!sku) return;
  const isWeighed = sku.unit === "weight";
  const item = {
    ticketNo: `${store.code}-t${deed.ticket}`,
    skuCode: sku.code,
    unit: sku.unit,
    weightGrams: isWeighed ? deed.amount : 0,
    quantity: isWeighed ? 0 : 1 + (deed.amount % 5),
    unitPriceFen: 2_980,
    amountFen: isWeighed ? weighedAmountFen(deed.amount, 2_980) : 2_980 * (1 + (deed.amount % 5)),
    orderNo: deed.order === null ? null : `${store.code}-${deed.order}`,
    weighedAt: new Date(base + deed.at * minuteMs),
  };
  // The same ticket twice in one batch: the second is a duplicate.
  await recordWeighTickets(ctx, { storeCode: store.code, items: [item, item] });
}

export async function rowsOf(db: Database, statement: SQL): Promise<Record<string, unknown>[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

/** The sales of a store as its raw rows say, in SQL that shares nothing with the product's. */
export function salesByHand(storeId: number): SQL {
  return sql`select date_format(t.business_on, '%Y-%m-%d') as day, t.sku_id as sku, count(*) as tickets,
      cast(sum(t.weight_grams) as signed) as grams, cast(sum(t.quantity) as signed) as pieces,
      cast(sum(t.amount_fen) as signed) as fen
    from weigh_tickets t where t.store_id = ${storeId} and t.voided_at is null
      and exists (select 1 from orders o where o.store_id = t.store_id and o.order_no = t.order_no
        and o.completed_at is not null)
    group by 1, 2 order by 1, 2`;
}

export function salesStored(storeId: number): SQL {
  return sql`select date_format(business_on, '%Y-%m-%d') as day, sku_id as sku, tickets, weight_grams as grams,
      quantity as pieces, amount_fen as fen
    from sales_daily where store_id = ${storeId} order by 1, 2`;
}

export function businessByHand(storeId: number): SQL {
  return sql`select date_format(o.business_on, '%Y-%m-%d') as day, count(*) as orders,
      cast(sum(o.goods_amount_fen) as signed) as goods, cast(sum(o.final_amount_fen) as signed) as final,
      cast(sum((select coalesce(sum(p.amount_fen), 0) from order_payments p where p.store_id = o.store_id
        and p.order_id = o.id and p.pay_type = 1)) as signed) as wechat,
      cast(sum((select coalesce(sum(p.reduce_fen), 0) from order_payments p where p.store_id = o.store_id
        and p.order_id = o.id and p.pay_type = 2)) as signed) as alipayDiscount,
      cast(sum((select count(*) > 0 from order_payments p where p.store_id = o.store_id and p.order_id = o.id
        and p.pay_type not in (1, 2, 3, 4))) as signed) as otherOrders,
      cast(sum((select coalesce(sum(p.amount_fen), 0) from order_payments p where p.store_id = o.store_id
        and p.order_id = o.id and p.pay_type not in (1, 2, 3, 4))) as signed) as other
    from orders o where o.store_id = ${storeId} and o.paid_at is not null and o.cancelled_at is null
    group by 1 order by 1`;
}

export function businessStored(storeId: number): SQL {
  return sql`select date_format(business_on, '%Y-%m-%d') as day, orders, goods_amount_fen as goods,
      final_amount_fen as final, wechat_fen as wechat, alipay_discount_fen as alipayDiscount,
      other_orders as otherOrders, other_fen as other
    from business_daily where store_id = ${storeId} order by 1`;
}

export function slotsByHand(storeId: number): SQL {
  return sql`select date_format(business_on, '%Y-%m-%d') as day,
      cast(hour(convert_tz(ordered_at, '+00:00', '+08:00')) * 2
        + (minute(convert_tz(ordered_at, '+00:00', '+08:00')) >= 30) as signed) as slot,
      count(*) as orders, cast(sum(final_amount_fen) as signed) as final
    from orders where store_id = ${storeId} and paid_at is not null and cancelled_at is null
    group by 1, 2 order by 1, 2`;
}

export function slotsStored(storeId: number): SQL {
  return sql`select date_format(business_on, '%Y-%m-%d') as day, slot, orders, final_amount_fen as final
    from business_slots where store_id = ${storeId} order by 1, 2`;
}
