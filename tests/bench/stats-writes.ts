import { sql } from "drizzle-orm";
import { withBulk } from "@/db/bulk";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { businessDayOf, shanghaiMidnight } from "@/lib/core/time";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { arrivalsIn } from "@/lib/demo/arrivals";
import type { DemoPlan } from "@/lib/demo/chain";
import { emptyFactRows, rawTables, writeArrival } from "@/lib/demo/fact-rows";
import { randomOf } from "@/lib/demo/random";
import type { StoredChain } from "@/lib/demo/stored-chain";
import { median } from "./measure";

const limit = 200;

export async function readRows<T>(database: Database, statement: ReturnType<typeof sql>): Promise<T[]> {
  const [rows] = await database.execute(statement);
  return rows as unknown as T[];
}

/** Gives stores whose days are sealed their raw rows, so that there is something to restate. Once in a database. */
export async function unsealStores(
  ctx: Ctx,
  database: Database,
  plan: DemoPlan,
  chain: StoredChain,
  storeIds: number[],
): Promise<void> {
  const among = sql`store_id in ${storeIds} and business_on < ${plan.rawFrom}`;
  const [sealed] = await readRows<{ n: number }>(
    database,
    sql`select count(*) as n from store_days where ${among} and state = 'sealed'`,
  );
  if (!sealed?.n) return;
  const [last] = await readRows<{ id: number }>(
    database,
    sql`select coalesce(max(id), 0) as id from upload_keys`,
  );
  const writer = { rows: emptyFactRows(), chain, ids: { next: Number(last?.id ?? 0) + 1 } };
  const window = { after: shanghaiMidnight(plan.from), until: ctx.clock.now() };
  for (const own of chain.stores.filter(({ id }) => storeIds.includes(id))) {
    for (const arrival of arrivalsIn({ ...plan, rawFrom: plan.from }, own, chain.goods, window)) {
      const on = businessDayOf(new Date(arrival.order.orderedAt), own.store.cutOffs);
      if (on < plan.rawFrom && arrival.part !== "refund") writeArrival(writer, own, arrival);
    }
  }
  await withBulk(database, async (bulk) => {
    for (const table of rawTables) await bulk.load(table, writer.rows.tables[table]);
    for (const { orderNo, storeId, orderId, orderOn, paidAt, completedAt } of writer.rows.lateRefs) {
      await bulk.db.execute(sql`update order_refs set order_id = ${orderId}, order_on = ${orderOn}, paid_at = ${paidAt},
        completed_at = ${completedAt} where order_no = ${orderNo} and store_id = ${storeId}`);
    }
    await bulk.db.execute(sql`update store_days set state = 'closed', sealed_at = null, dirty_at = ${ctx.clock.now()}
      where ${among}`);
  });
  await restateAll(ctx);
}

type StoreDay = { storeId: number; businessOn: string };

/** Adds to one ticket and one order of each store-day; a second call with the opposite takes it back. */
async function change(ctx: Ctx, database: Database, days: readonly StoreDay[], fen: number): Promise<void> {
  for (const { storeId, businessOn } of days) {
    const ofDay = sql`store_id = ${storeId} and business_on = ${businessOn}`;
    await database.execute(sql`update weigh_tickets set amount_fen = amount_fen + ${fen}
      where ${ofDay} and voided_at is null order by id limit 1`);
    await database.execute(sql`update orders set final_amount_fen = final_amount_fen + ${fen}
      where ${ofDay} order by id limit 1`);
    await database.execute(sql`update store_days set dirty_at = ${ctx.clock.now()} where ${ofDay}`);
  }
}

async function restateAll(ctx: Ctx): Promise<{ restated: number; differing: number; ms: number }> {
  const begunAt = performance.now();
  const sum = { restated: 0, differing: 0 };
  for (let left = 1; left > 0; ) {
    const step = await restateStoreDays(ctx, { limit });
    sum.restated += step.restated;
    sum.differing += step.differing;
    if (step.restated === 0 && step.left > 0) throw new Error("another process restates days");
    left = step.left;
  }
  return { ...sum, ms: performance.now() - begunAt };
}

async function restatable(database: Database, storeIds: number[]): Promise<StoreDay[]> {
  return readRows<StoreDay>(
    database,
    sql`select store_id as storeId, cast(business_on as char(10)) as businessOn from store_days
    where store_id in ${storeIds} and state = 'closed' and closed_at is not null and stored_rows > 20 order by 2, 1`,
  );
}

/** Median over single store-days, each through all slices, in one call of the verb. */
export async function benchOneRestatement(ctx: Ctx, database: Database, storeIds: number[], count: number) {
  const all = await restatable(database, storeIds);
  const random = randomOf("restated one by one");
  const days = Array.from({ length: count }, () => all[random.between(0, all.length - 1)]).filter(
    (day, index, list) => day !== undefined && list.indexOf(day) === index,
  ) as StoreDay[];
  const times: number[] = [];
  for (const day of days) {
    await change(ctx, database, [day], 100);
    const begunAt = performance.now();
    const { restated, differing } = await restateStoreDays(ctx, { limit: 1 });
    times.push(performance.now() - begunAt);
    if (restated !== 1 || differing !== 1) throw new Error("the changed store-day was not restated");
  }
  await change(ctx, database, days, -100);
  await restateAll(ctx);
  return { medianMs: median(times), worstMs: Math.max(...times), count: times.length };
}

export async function benchManyRestatements(ctx: Ctx, database: Database, storeIds: number[], count: number) {
  const days = (await restatable(database, storeIds)).slice(-count);
  await change(ctx, database, days, 100);
  const answer = await restateAll(ctx);
  if (answer.differing !== days.length)
    throw new Error(`${answer.differing} of ${days.length} days differed`);
  await change(ctx, database, days, -100);
  await restateAll(ctx);
  return answer;
}

/** Closes all open store-days whose time has come; null where there are none. */
export async function benchClosing(
  ctx: Ctx,
): Promise<{ closed: number; differing: number; ms: number } | null> {
  const begunAt = performance.now();
  const sum = { closed: 0, differing: 0 };
  for (let closed = 1; closed > 0; ) {
    const step = await closeStoreDays(ctx, { limit });
    closed = step.closed;
    sum.closed += closed;
    sum.differing += step.differing;
  }
  return sum.closed === 0 ? null : { ...sum, ms: performance.now() - begunAt };
}
