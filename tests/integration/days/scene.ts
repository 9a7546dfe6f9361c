import { type SQL, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { type Ctx, systemContext } from "@/lib/core/context";
import { type BusinessDay, shanghaiMidnight } from "@/lib/core/time";
import { checkRollups } from "@/lib/days/check-rollups";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { type TestClock, testClock } from "../../support/clock";
import { randomCode } from "../../support/factories/codes";
import type { MintedSku } from "../../support/factories/skus";
import type { MintedStore } from "../../support/factories/stores";

const hourMs = 3_600_000;

/** Noon of a business day in Shanghai. */
export function noonOf(day: BusinessDay): Date {
  return new Date(shanghaiMidnight(day).getTime() + 12 * hourMs);
}

/** When a business day's time of closing has come. */
export function closingOf(day: BusinessDay): Date {
  return new Date(shanghaiMidnight(day).getTime() + 30 * hourMs);
}

export type DaysContext = Ctx & { clock: TestClock };

export function daysContext(db: Database): DaysContext {
  const clock = testClock();
  return { ...systemContext("test", db, clock), clock };
}

/** An order of one weighed ticket, paid in cash; 500 g for what it costs. Uploaded at the context's time. */
export async function sell(
  ctx: Ctx,
  store: MintedStore,
  sku: MintedSku,
  day: BusinessDay,
  amountFen: number,
): Promise<string> {
  const at = noonOf(day);
  const orderNo = randomCode("O");
  const payments = [{ payType: 3, amountFen }];
  const amounts = { goodsAmountFen: amountFen, finalAmountFen: amountFen };
  const instants = { orderedAt: at, paidAt: at, completedAt: at };
  await recordOrders(ctx, {
    storeCode: store.code,
    items: [{ orderNo, ...instants, ...amounts, payments, lines: [] }],
  });
  const measures = { weightGrams: 500, unitPriceFen: amountFen, amountFen };
  const ticket = { ticketNo: randomCode("T"), orderNo, skuCode: sku.code, unit: sku.unit, weighedAt: at };
  await recordWeighTickets(ctx, { storeCode: store.code, items: [{ ...ticket, ...measures }] });
  return orderNo;
}

/** Sells on a day at its own time, so that the day is open. */
export async function sellOn(
  ctx: DaysContext,
  store: MintedStore,
  sku: MintedSku,
  day: BusinessDay,
  amountFen: number,
): Promise<string> {
  ctx.clock.set(noonOf(day));
  return sell(ctx, store, sku, day, amountFen);
}

/** Closes and restates all that waits at a time. */
export async function settleAll(ctx: DaysContext, at?: Date): Promise<void> {
  if (at) ctx.clock.set(at);
  while ((await closeStoreDays(ctx, { limit: 500 })).closed > 0);
  while ((await restateStoreDays(ctx, { limit: 500 })).restated > 0);
}

export async function rowsOf(db: Database, statement: SQL): Promise<Record<string, unknown>[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

async function sumOf(db: Database, statement: SQL): Promise<number | null> {
  const [row] = await rowsOf(db, statement);
  return row ? Number(row.amount) : null;
}

/** 实收 of a store's slice at the end of a day; null where there is no slice. */
export function storeSlice(db: Database, store: MintedStore, day: BusinessDay) {
  return sumOf(
    db,
    sql`select final_amount_fen as amount from store_cum where store_id = ${store.id} and business_on = ${day}`,
  );
}

/** Amount of a store's slice of an SKU at the end of a third of a month. */
export function storeSkuSlice(db: Database, store: MintedStore, sku: MintedSku, day: BusinessDay) {
  return sumOf(
    db,
    sql`select amount_fen as amount from store_sku_cum
      where store_id = ${store.id} and sku_id = ${sku.id} and ten_day_end_on = ${day}`,
  );
}

/** 实收, sales and sales of an SKU in the slices of a heading at the end of a day. */
export async function headingSlices(
  db: Database,
  heading: { kind: string; refId: number },
  day: BusinessDay,
  sku: MintedSku,
) {
  const { kind, refId } = heading;
  const id = sql`(select id from rollup_headings where kind = ${kind} and ref_id = ${refId})`;
  return [
    await sumOf(
      db,
      sql`select sum(final_amount_fen) as amount from heading_business_cum
        where heading_id = ${id} and business_on = ${day}`,
    ),
    await sumOf(
      db,
      sql`select amount_fen as amount from heading_sales_cum where heading_id = ${id} and business_on = ${day}`,
    ),
    await sumOf(
      db,
      sql`select amount_fen as amount from heading_sku_cum
        where heading_id = ${id} and business_on = ${day} and sku_id = ${sku.id}`,
    ),
  ];
}

export const chain = { kind: "chain", refId: 0 };

/** Empties what facts and slices stand in, and the headings but the chain: each test begins with a first day. */
export async function wipe(db: Database): Promise<void> {
  const statements = [
    sql`delete from store_days`,
    sql`delete from business_daily`,
    sql`delete from sales_daily`,
    sql`delete from business_slots`,
    sql`delete from store_cum`,
    sql`delete from heading_business_cum`,
    sql`delete from heading_sales_cum`,
    sql`delete from heading_sku_cum`,
    sql`delete from store_sku_cum`,
    sql`delete from rollup_years`,
    sql`delete from rollup_headings where kind <> 'chain'`,
    sql`delete from heading_moves`,
    sql`delete from day_revisions`,
    sql`delete from leases`,
    sql`delete from store_ownerships`,
    sql`delete from store_statuses`,
    sql`delete from stores`,
    sql`delete from regions`,
    sql`delete from merchants`,
  ];
  for (const statement of statements) await db.execute(statement);
}

/** Every row of every table that settling writes, as text; instants left out. */
export async function picture(db: Database): Promise<string[]> {
  const tables = [
    sql`select * from store_cum`,
    sql`select * from heading_business_cum`,
    sql`select * from heading_sales_cum`,
    sql`select * from heading_sku_cum`,
    sql`select * from store_sku_cum`,
    sql`select store_id, business_on, channel, final_amount_fen from business_daily`,
    sql`select * from sales_daily`,
    sql`select year, state, through_on from rollup_years`,
    sql`select store_id, business_on, state, rolled_owner_id, rolled_manager_id, rolled_region_id from store_days`,
    sql`select store_id, business_on, orders, final_amount_fen, tickets, sales_amount_fen from day_revisions`,
  ];
  const lines: string[] = [];
  for (const [index, table] of tables.entries()) {
    for (const row of await rowsOf(db, table)) lines.push(`${index} ${JSON.stringify(row)}`);
  }
  return lines.sort();
}

export function differences(ctx: Ctx) {
  return checkRollups(ctx, {});
}
