import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { naiveSlot } from "../orders/naive-clock";

/** Rows of one table by key: "store day key" → measures by their column names. */
export type Figures = Map<string, Record<string, number>>;
export type DailyFigures = { business: Figures; sales: Figures; slots: Figures };

type Raw = Record<string, string | number | null>;

export async function readRows(db: Db, statement: SQL): Promise<Raw[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Raw[];
}

export function addTo(figures: Figures, key: string, measures: Raw): void {
  const row = figures.get(key) ?? {};
  for (const [name, value] of Object.entries(measures)) row[name] = (row[name] ?? 0) + Number(value);
  figures.set(key, row);
}

/**
 * The daily figures of every store-day by the rules of the trade, from the raw rows alone, by statements that share nothing
 * with the product's: neither its references of orders nor the instants it keeps there.
 */
export async function rawDaily(db: Db): Promise<DailyFigures> {
  const business: Figures = new Map();
  const slots: Figures = new Map();
  const sales: Figures = new Map();
  for (const { id: _id, ordered_at, member_id, ...row } of await countedOrders(db)) {
    const { store_id, business_on, channel, ...amounts } = row;
    addTo(business, `${store_id} ${business_on} ${channel}`, {
      orders: 1,
      member_orders: member_id === null ? 0 : 1,
      ...amounts,
    });
    const slot = naiveSlot(new Date(`${String(ordered_at).replace(" ", "T")}Z`));
    const { final_amount_fen = 0 } = amounts;
    addTo(slots, `${store_id} ${business_on} ${slot}`, { orders: 1, final_amount_fen });
  }
  for (const row of await payments(db)) {
    const { store_id, business_on, channel, kind, amount, reduction } = row;
    const discounts =
      kind === "wechat" || kind === "alipay" ? { [`${kind}_discount_fen`]: reduction ?? 0 } : {};
    const measures = { [`${kind}_orders`]: 1, [`${kind}_fen`]: amount ?? 0, ...discounts };
    addTo(business, `${store_id} ${business_on} ${channel}`, measures);
  }
  for (const { store_id, order_on, refunded_on, channel, amount_fen: amount = 0 } of await moneyBack(db)) {
    addTo(business, `${store_id} ${order_on} ${channel}`, { refunds: 1, refund_amount_fen: amount });
    addTo(business, `${store_id} ${refunded_on} ${channel}`, {
      refunded_count: 1,
      refunded_amount_fen: amount,
    });
  }
  for (const { store_id, business_on, sku_id, ...measures } of await soldTickets(db)) {
    addTo(sales, `${store_id} ${business_on} ${sku_id}`, { tickets: 1, ...measures });
  }
  return { business, sales, slots };
}

/** What was told of an order by itself or its events; each instant is the earliest, and of the two ends the earlier holds. */
const told = sql`told as (
  select store_id, order_no, min(paid) as paid, min(completed) as completed, min(cancelled) as cancelled from (
    select store_id, order_no, paid_at as paid, completed_at as completed, cancelled_at as cancelled from orders
    union all
    select store_id, order_no, if(type = 'paid', at, null), if(type = 'completed', at, null),
      if(type = 'cancelled', at, null) from order_events
  ) as every_word group by store_id, order_no),
  ended as (select *, cancelled is not null and (completed is null or cancelled < completed) as is_off from told)`;

function countedOrders(db: Db) {
  return readRows(
    db,
    sql`with ${told} select o.store_id, o.business_on, o.channel, o.id, o.ordered_at, o.member_id,
      o.goods_amount_fen, o.final_amount_fen, o.threshold_coupon_fen, o.instant_coupon_fen, o.store_discount_fen,
      o.packing_fee_fen, o.delivery_fee_fen, o.subsidy_fen, o.commission_fen
      from orders o join ended e using (store_id, order_no) where e.paid is not null and not e.is_off`,
  );
}

/** One row per counted order and kind of payment. */
function payments(db: Db) {
  return readRows(
    db,
    sql`with ${told} select o.store_id, o.business_on, o.channel,
      elt(field(p.pay_type, 1, 2, 3, 4) + 1, 'other', 'wechat', 'alipay', 'cash', 'platform') as kind,
      sum(p.amount_fen) as amount, sum(p.reduce_fen) as reduction
      from orders o join ended e using (store_id, order_no)
      join order_payments p on p.store_id = o.store_id and p.business_on = o.business_on and p.order_id = o.id
      where e.paid is not null and not e.is_off
      group by o.store_id, o.business_on, o.channel, o.id, kind`,
  );
}

function moneyBack(db: Db) {
  return readRows(
    db,
    sql`with ${told} select o.store_id, o.business_on as order_on, r.refunded_on, o.channel, r.amount_fen
      from refunds r join orders o on o.store_id = r.store_id and o.order_no = r.order_no
      join ended e on e.store_id = o.store_id and e.order_no = o.order_no
      where e.paid is not null and not e.is_off`,
  );
}

/** Tickets that count, each less what its own day's refund lines took back. */
function soldTickets(db: Db) {
  return readRows(
    db,
    sql`with ${told},
      went_back as (
        select r.store_id, r.refunded_on, r.order_no, l.ticket_no, sum(l.weight_grams) as grams,
          sum(l.quantity) as pieces, sum(l.amount_fen) as fen
        from refunds r join refund_lines l
          on l.store_id = r.store_id and l.refunded_on = r.refunded_on and l.refund_id = r.id
        group by r.store_id, r.refunded_on, r.order_no, l.ticket_no),
      bare as (
        select r.store_id, r.refunded_on, r.order_no, sum(r.amount_fen) as fen from refunds r
        left join refund_lines l on l.store_id = r.store_id and l.refunded_on = r.refunded_on and l.refund_id = r.id
        where l.refund_id is null group by r.store_id, r.refunded_on, r.order_no)
      select t.store_id, t.business_on, t.sku_id, t.weight_grams - coalesce(l.grams, 0) as weight_grams,
        t.quantity - coalesce(l.pieces, 0) as quantity, t.amount_fen - coalesce(l.fen, 0) as amount_fen
      from weigh_tickets t join ended e on e.store_id = t.store_id and e.order_no = t.order_no
      left join ticket_voids v on v.store_id = t.store_id and v.ticket_no = t.ticket_no
      left join went_back l on l.store_id = t.store_id and l.refunded_on = t.business_on and l.order_no = t.order_no
        and l.ticket_no = t.ticket_no
      left join bare b on b.store_id = t.store_id and b.refunded_on = t.business_on and b.order_no = t.order_no
      left join orders o on o.store_id = t.store_id and o.order_no = t.order_no
      where e.completed is not null and not e.is_off and v.ticket_no is null
        and (b.fen is null or o.final_amount_fen is null or b.fen < o.final_amount_fen)
        and (l.ticket_no is null or t.weight_grams > l.grams or t.quantity > l.pieces)`,
  );
}

/** The daily rows as they stand. */
export async function storedDaily(db: Db): Promise<DailyFigures> {
  const figures: DailyFigures = { business: new Map(), sales: new Map(), slots: new Map() };
  for (const row of await readRows(db, sql`select * from business_daily`)) {
    const { store_id, business_on, channel, ...measures } = row;
    addTo(figures.business, `${store_id} ${business_on} ${channel}`, measures);
  }
  for (const row of await readRows(db, sql`select * from sales_daily`)) {
    const { store_id, business_on, sku_id, ...measures } = row;
    addTo(figures.sales, `${store_id} ${business_on} ${sku_id}`, measures);
  }
  for (const row of await readRows(db, sql`select * from business_slots`)) {
    const { store_id, business_on, slot, ...measures } = row;
    addTo(figures.slots, `${store_id} ${business_on} ${slot}`, measures);
  }
  return figures;
}
