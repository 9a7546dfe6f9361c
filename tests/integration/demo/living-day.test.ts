import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, gt, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Database } from "@/db/client";
import { databaseMarks } from "@/db/schema/core";
import { orderEvents, orders, refunds } from "@/db/schema/orders";
import { systemContext } from "@/lib/core/context";
import { openDemoLife } from "@/lib/demo/live";
import { loadDemo } from "@/lib/demo/load-demo";
import { readMarks } from "@/lib/demo/marks";
import { sendArrivals } from "@/lib/demo/send-arrivals";
import { settleDemoDays } from "@/lib/demo/settle-demo-days";
import { findStoredChain, type StoreWithId } from "@/lib/demo/stored-chain";
import { type TestClock, testClock } from "../../support/clock";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";

const longMs = 240_000;
const folder = mkdtempSync(join(tmpdir(), "living-"));
let count = 0;

/** A small chain of its own, loaded up to the clock. */
async function demoAt(clock: TestClock): Promise<OwnDatabase> {
  count += 1;
  const own = await ownDatabase(`living_${count}`);
  await load(own.db, clock);
  return own;
}

async function load(db: Database, clock: TestClock): Promise<void> {
  const loginsFile = join(folder, "logins.json");
  const options = { stores: 4, days: 5, rawDays: null, seed: "market", until: null, loginsFile };
  await loadDemo(db, options, () => {}, clock);
}

const noon = "2026-11-20T04:00:00.000Z";
const evening = new Date("2026-11-20T12:30:00.000Z");

async function figures(db: Database) {
  const rowsOf = async (statement: ReturnType<typeof sql>) =>
    (await db.execute(statement))[0] as unknown as Record<string, unknown>[];
  return {
    // Increments leave a row in which all was taken back; it says nothing.
    sales: await rowsOf(sql`select * from sales_daily where tickets > 0 order by 1, 2, 3`),
    business: await rowsOf(sql`select * from business_daily order by 1, 2, 3`),
    slots: await rowsOf(sql`select * from business_slots order by 1, 2, 3`),
    pending: await rowsOf(
      sql`select store_id, business_on, order_no, amount_fen from pending_tickets order by 1, 2, 3, 4`,
    ),
    orders: await rowsOf(
      sql`select order_no, state, refund_state, paid_at, completed_at from orders order by 1`,
    ),
  };
}

const never = new AbortController().signal;

test("a chain that lives through a day reads like one that is loaded to its end, also with two workers and restarts", {
  timeout: longMs,
}, async () => {
  const clock = testClock("2026-11-19T04:00:00.000Z");
  const begunAt = clock.now();
  const [living, whole] = [await demoAt(clock), await demoAt(clock)];
  await load(whole.db, testClock(evening));
  const ctx = systemContext("worker", living.db, clock);
  const lives = [openDemoLife(), openDemoLife()];
  const before = await living.db.$count(orders);
  for (const minutes of [0, 1, 20, 95, 900, 934]) {
    clock.advance(minutes * 60_000);
    await Promise.all(lives.map((life) => life.live(ctx, never)));
    lives[0] = openDemoLife();
  }
  expect(clock.now()).toEqual(evening);
  await settleDemoDays(ctx);
  expect(await living.db.$count(orders)).toBeGreaterThan(before + 50);
  expect(await living.db.$count(orderEvents)).toBeGreaterThan(5);
  expect(await living.db.$count(refunds, gt(refunds.receivedAt, begunAt))).toBeGreaterThan(0);
  expect(await figures(living.db)).toEqual(await figures(whole.db));
  await Promise.all([living.close(), whole.close()]);
});

test("what was loaded or sent already, sent again, reads as a duplicate and changes nothing", {
  timeout: longMs,
}, async () => {
  const clock = testClock(evening);
  const own = await demoAt(clock);
  const ctx = systemContext("worker", own.db, clock);
  const before = await figures(own.db);
  await own.db
    .update(databaseMarks)
    .set({ value: "2026-11-18T16:00:00.000Z" })
    .where(eq(databaseMarks.name, "demo_loaded_until"));
  const marks = await readMarks(own.db);
  if (!marks) throw new Error("no marks");
  const chain = await findStoredChain(ctx, marks.plan);
  // Throws where a number is taken with other content.
  expect(await sendArrivals(ctx, marks.plan, chain, evening)).toBeGreaterThan(200);
  await settleDemoDays(ctx);
  expect(await figures(own.db)).toEqual(before);
  await own.close();
});

test("a worker sends nothing that lies ahead, catches up a day at a time, and stops at once when told to", {
  timeout: longMs,
}, async () => {
  const clock = testClock(noon);
  const own = await demoAt(clock);
  const ctx = systemContext("worker", own.db, clock);
  const life = openDemoLife();
  expect(await life.live(ctx, never)).toBe(0);
  clock.set("2026-11-23T04:00:00.000Z");
  expect(await life.live(ctx, AbortSignal.abort())).toBe(0);
  const until = async () => (await readMarks(own.db))?.loadedUntil.toISOString();
  expect(await until()).toBe(noon);
  expect(await life.live(ctx, never)).toBeGreaterThan(50);
  expect(await until()).toBe("2026-11-21T04:00:00.000Z");
  const [last] = await own.db.select({ at: sql<string>`max(${orders.orderedAt})` }).from(orders);
  expect(String(last?.at) < "2026-11-21 04:00:00").toBe(true);
  await own.close();
});

/** A store that ends the work as soon as it is looked at. */
function endsAt(own: StoreWithId, stop: AbortController): StoreWithId {
  return {
    ...own,
    get store() {
      stop.abort();
      return own.store;
    },
  };
}

test("a load that begins where a worker was ended in the middle finishes what it had begun", {
  timeout: longMs,
}, async () => {
  const clock = testClock(noon);
  const [own, whole] = [await demoAt(clock), await demoAt(testClock(evening))];
  const ctx = systemContext("worker", own.db, clock);
  clock.set("2026-11-20T09:00:00.000Z");
  const marks = await readMarks(own.db);
  if (!marks) throw new Error("no marks");
  const chain = await findStoredChain(ctx, marks.plan);
  const stop = new AbortController();
  const stores = chain.stores.map((store, index) => (index < 2 ? store : endsAt(store, stop)));
  await sendArrivals(ctx, marks.plan, { ...chain, stores }, clock.now(), stop.signal);
  expect((await readMarks(own.db))?.loadedUntil.toISOString()).toBe(noon);
  clock.set(evening);
  await load(own.db, clock);
  expect(await figures(own.db)).toEqual(await figures(whole.db));
  await Promise.all([own.close(), whole.close()]);
});
