import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import { orderChannels } from "@/db/enums/orders";
import type { Ctx } from "@/lib/core/context";
import { addDays, type DayRange } from "@/lib/core/time";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { randomCode } from "../../support/factories/codes";
import type { MintedStore } from "../../support/factories/stores";
import { restateAll, rowsOf } from "../orders/histories";
import { dayCount, firstDay, mintOrganisation, type Organisation } from "./organisation";

/** The organisation of the sales tests with orders of all channels, pay kinds and discounts, cancelled ones and refunds. */
export async function mintBusiness(): Promise<Organisation> {
  const organisation = await mintOrganisation();
  const ctx = testContext();
  const random = randomNumbers();
  for (const store of organisation.stores) {
    await sendOrders(ctx, store, random, firstDay);
    await sendOrders(ctx, store, random, addDays(firstDay, -365));
  }
  await restateAll(ctx);
  return organisation;
}

/** The same numbers at every run. */
function randomNumbers(): (below: number) => number {
  let [state = 1] = fc.sample(fc.integer(), { seed: 20_260_202, numRuns: 1 });
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
}

async function sendOrders(
  ctx: Ctx,
  { code }: MintedStore,
  random: (below: number) => number,
  from: string,
): Promise<void> {
  const items = Array.from({ length: 60 }, () => {
    const at = new Date(Date.parse(`${addDays(from, random(dayCount))}T01:00:00Z`) + random(40_000_000));
    const isCancelled = random(8) === 0;
    return {
      orderNo: randomCode("O"),
      channel: orderChannels[random(orderChannels.length)] ?? "terminal",
      orderedAt: at,
      paidAt: random(10) > 0 ? at : null,
      completedAt: isCancelled ? null : at,
      cancelledAt: isCancelled ? at : null,
      goodsAmountFen: random(20_000),
      finalAmountFen: random(20_000),
      thresholdCouponFen: random(100),
      instantCouponFen: random(100),
      storeDiscountFen: random(100),
      packingFeeFen: random(100),
      deliveryFeeFen: random(100),
      subsidyFen: random(100),
      commissionFen: random(100),
      payments: Array.from({ length: random(3) }, () => ({
        payType: [1, 2, 3, 4, 5, 9, 77][random(7)] ?? 9,
        amountFen: random(9_000),
        reduceFen: random(50),
      })),
      lines: [],
    };
  });
  await recordOrders(ctx, { storeCode: code, items });
  const refunds = items
    .filter(() => random(4) === 0)
    .map(({ orderNo, orderedAt }) => ({
      refundNo: randomCode("R"),
      orderNo,
      amountFen: random(5_000),
      way: "cash" as const,
      refundedAt: new Date(orderedAt.getTime() + random(3) * 86_400_000),
    }));
  await recordRefunds(ctx, { storeCode: code, items: refunds });
}

export type Asked = { storeIds: number[]; since: ReadonlyMap<number, string>; channels: string[] };

const isCounted = sql`o.paid_at is not null and not (o.cancelled_at is not null
  and (o.completed_at is null or o.completed_at > o.cancelled_at))`;

/** Every figure over the raw rows, in SQL that shares nothing with the product's. */
export async function figuresByHand(
  { storeIds, since, channels }: Asked,
  { from, to }: DayRange,
  by: "order" | "refund",
): Promise<Record<string, number | null>> {
  const { db } = testDatabase();
  const places = (day: SQL) =>
    sql.join(
      storeIds.map((id) => sql`(o.store_id = ${id} and ${day} >= ${since.get(id) ?? "1000-01-01"})`),
      sql` or `,
    );
  const wanted = (day: SQL) => sql`${isCounted} and (${places(day)}) and ${day} >= ${from} and ${day} <= ${to}
    and (${channels.length} = 0 or o.channel in (${sql.join([...channels, ""], sql`, `)}))`;
  const [orders] = await rowsOf(
    db,
    sql`select count(*) as orders, count(o.member_id) as memberOrders, sum(o.goods_amount_fen) + 0e0 as goodsAmountFen,
        sum(o.final_amount_fen) + 0e0 as finalAmountFen, sum(o.threshold_coupon_fen) + 0e0 as thresholdCouponFen,
        sum(o.instant_coupon_fen) + 0e0 as instantCouponFen, sum(o.store_discount_fen) + 0e0 as storeDiscountFen,
        sum(o.packing_fee_fen) + 0e0 as packingFeeFen, sum(o.delivery_fee_fen) + 0e0 as deliveryFeeFen,
        sum(o.subsidy_fen) + 0e0 as subsidyFen, sum(o.commission_fen) + 0e0 as commissionFen
      from orders o where ${wanted(sql`o.business_on`)}`,
  );
  const payments = await rowsOf(
    db,
    sql`select case when p.pay_type > 4 then 9 else p.pay_type end as kind, count(distinct o.store_id, o.id) as orders,
        sum(p.amount_fen) + 0e0 as amountFen, sum(p.reduce_fen) + 0e0 as reduceFen
      from orders o join order_payments p on p.store_id = o.store_id and p.business_on = o.business_on and p.order_id = o.id
      where ${wanted(sql`o.business_on`)} group by kind`,
  );
  const day = by === "refund" ? sql`r.refunded_on` : sql`o.business_on`;
  const [refunds] = await rowsOf(
    db,
    sql`select count(*) as refunds, sum(r.amount_fen) + 0e0 as refundAmountFen
      from orders o join refunds r on r.store_id = o.store_id and r.order_no = o.order_no where ${wanted(day)}`,
  );
  const figures = { ...numbersOf(orders), ...numbersOf(refunds), ...payFigures(payments) };
  const { orders: count = 0, finalAmountFen = 0, refundAmountFen = 0 } = figures;
  return {
    ...figures,
    netAmountFen: finalAmountFen - refundAmountFen,
    averageFen: count > 0 ? Math.floor(finalAmountFen / count + 0.5) : null,
  };
}

function numbersOf(row: Record<string, unknown> | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(row ?? {}).map(([key, value]) => [key, Number(value ?? 0)]));
}

function payFigures(rows: readonly Record<string, unknown>[]): Record<string, number> {
  const kinds = { wechat: 1, alipay: 2, cash: 3, platform: 4, other: 9 };
  const of = (kind: number) => numbersOf(rows.find((row) => Number(row.kind) === kind));
  return {
    ...Object.fromEntries(
      Object.entries(kinds).flatMap(([name, kind]) => [
        [`${name}Orders`, of(kind).orders ?? 0],
        [`${name}Fen`, of(kind).amountFen ?? 0],
      ]),
    ),
    wechatDiscountFen: of(1).reduceFen ?? 0,
    alipayDiscountFen: of(2).reduceFen ?? 0,
  };
}
