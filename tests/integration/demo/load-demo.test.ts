import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { accounts, sessions } from "@/db/schema/accounts";
import { stores } from "@/db/schema/masterdata";
import { orders } from "@/db/schema/orders";
import { hashPassword, verifyPassword } from "@/lib/accounts/password";
import { systemContext } from "@/lib/core/context";
import { checkRollups } from "@/lib/days/check-rollups";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { applyDemoChain } from "@/lib/demo/apply-demo-chain";
import { loadDemo } from "@/lib/demo/load-demo";
import { readMarks } from "@/lib/demo/marks";
import { testClock } from "../../support/clock";
import { testDatabase } from "../../support/database";
import { randomHash } from "../../support/factories/codes";
import { mintStore } from "../../support/factories/stores";
import { killWhen, type OwnDatabase, ownDatabase } from "../../support/own-database";

/** Whole runs of scripts on a machine that has other things to do. */
const longMs = 240_000;

const folder = mkdtempSync(join(tmpdir(), "demo-"));
const clock = testClock("2026-11-20T10:00:00.000Z");
const loginsFile = join(folder, "logins.json");
const options = { stores: 6, days: 40, rawDays: null, seed: "test", until: null, loginsFile };
const quiet = () => {};

let own: OwnDatabase;
beforeAll(async () => {
  own = await ownDatabase("demo");
  await loadDemo(own.db, options, quiet, clock);
});
afterAll(() => own.close());

async function rowsOf(db: Database, statement: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

/** Daily rows up to a day. */
async function figures(db: Database, to: string) {
  return {
    sales: await rowsOf(db, sql`select * from sales_daily where business_on <= ${to} order by 1, 2, 3`),
    business: await rowsOf(db, sql`select * from business_daily where business_on <= ${to} order by 1, 2, 3`),
    slots: await rowsOf(db, sql`select * from business_slots where business_on <= ${to} order by 1, 2, 3`),
    days: await rowsOf(
      db,
      sql`select store_id, business_on, close_at, stored_rows, closed_at, trading_status, rolled_owner_id,
      rolled_manager_id, rolled_region_id from store_days where business_on <= ${to} order by 1, 2`,
    ),
  };
}

type Login = { role: string; account: string; password: string };
function loginsIn(file = options.loginsFile): Login[] {
  return JSON.parse(readFileSync(file, "utf8")) as Login[];
}

/** Everything that the seed decides, by codes and numbers instead of ids. */
async function content(db: Database) {
  return {
    stores: await rowsOf(
      db,
      sql`select code, name, life_cycle, opened_on, attributes from stores order by code`,
    ),
    owners: await rowsOf(
      db,
      sql`select stores.code, from_on, to_on, owner.code as owner from store_ownerships
      join stores on stores.id = store_id join merchants owner on owner.id = owner_id order by 1, 2`,
    ),
    orders: await rowsOf(
      db,
      sql`select stores.code, business_on, count(*) as n, sum(final_amount_fen) as fen,
      sum(refund_state <> 'none') as refunded from orders join stores on stores.id = store_id group by 1, 2 order by 1, 2`,
    ),
    sales: await rowsOf(
      db,
      sql`select stores.code, business_on, skus.code as sku, tickets, weight_grams, quantity, amount_fen
      from sales_daily join stores on stores.id = store_id join skus on skus.id = sku_id order by 1, 2, 3`,
    ),
    days: await rowsOf(
      db,
      sql`select stores.code, business_on, stored_rows, state from store_days
      join stores on stores.id = store_id order by 1, 2`,
    ),
  };
}

/** What same-day returns take out of sales: lines as they say, whole tickets where an amount gave the order back. */
const sameDayReturns = sql`select
  (select coalesce(sum(l.amount_fen), 0) from refund_lines l join refunds r on r.id = l.refund_id
    where r.refunded_on = r.order_on)
  + (select coalesce(sum(t.amount_fen), 0) from weigh_tickets t join refunds r on r.order_no = t.order_no
    where r.refunded_on = r.order_on and t.voided_at is null
    and not exists (select 1 from refund_lines l where l.refund_id = r.id)) as fen`;

test("daily rows are what the raw rows add up to, by SQL of another make", async () => {
  const [raw] = await rowsOf(
    own.db,
    sql`select count(*) as n, sum(t.amount_fen) as fen from weigh_tickets t where voided_at is null
    and exists (select 1 from orders o where o.order_no = t.order_no and o.completed_at is not null)`,
  );
  const [daily] = await rowsOf(
    own.db,
    sql`select sum(tickets) as n, sum(amount_fen) as fen from sales_daily`,
  );
  const [returned] = await rowsOf(own.db, sameDayReturns);
  expect(Number(returned?.fen)).toBeGreaterThan(0);
  expect(Number(raw?.fen) - Number(daily?.fen)).toBe(Number(returned?.fen));
  expect(Number(raw?.n)).toBeGreaterThan(5_000);
  const [business] = await rowsOf(
    own.db,
    sql`select (select count(*) from orders) - (select sum(orders) from business_daily) as orders,
    (select sum(final_amount_fen) from orders) - (select sum(final_amount_fen) from business_daily) as fen,
    (select sum(amount_fen) from refunds) - (select sum(refund_amount_fen) from business_daily) as refunds,
    (select sum(amount_fen) from refunds) - (select sum(refunded_amount_fen) from business_daily) as refunded,
    (select sum(final_amount_fen) from orders) - (select sum(final_amount_fen) from business_slots) as slots,
    (select sum(amount_fen) from order_payments) - (select sum(wechat_fen + alipay_fen + cash_fen + platform_fen + other_fen)
      from business_daily) as payments,
    (select sum(amount_fen) from order_lines) - (select sum(goods_amount_fen) from orders) as goods_lines`,
  );
  expect(Object.values(business ?? {}).map(Number)).toEqual([0, 0, 0, 0, 0, 0, 0]);
});

test("restated from their raw rows, the days read as they were loaded", async () => {
  const copy = await ownDatabase("demo_restated");
  const [clockNow, file] = [testClock("2026-11-20T10:00:00.000Z"), join(folder, "restated.json")];
  await loadDemo(copy.db, { ...options, loginsFile: file }, quiet, clockNow);
  const loaded = await content(copy.db);
  await copy.db.execute(sql`update store_days set dirty_at = '2026-11-20 10:00:00' where state = 'closed'`);
  const ctx = systemContext("test", copy.db, clockNow);
  let answer = await restateStoreDays(ctx, { limit: 500 });
  expect(answer).toMatchObject({ differing: 0 });
  expect(answer.restated).toBeGreaterThan(100);
  while (answer.left > 0) {
    answer = await restateStoreDays(ctx, { limit: 500 });
    expect(answer.differing).toBe(0);
  }
  expect(await content(copy.db)).toEqual(loaded);
  await copy.close();
});

test("days without raw rows read like those that have them", async () => {
  const bare = await ownDatabase("demo_bare");
  await loadDemo(bare.db, { ...options, rawDays: 5, loginsFile: join(folder, "bare.json") }, quiet, clock);
  const [count] = await rowsOf(bare.db, sql`select count(*) as n, min(business_on) as first from orders`);
  expect(count?.first).toBe("2026-11-16");
  const [sealed] = await rowsOf(
    bare.db,
    sql`select count(*) as n, sum(closed_at is null or sealed_at is null or rolled_owner_id is null) as wrong
    from store_days where state = 'sealed'`,
  );
  expect(Number(sealed?.n)).toBeGreaterThan(150);
  expect(Number(sealed?.wrong)).toBe(0);
  // Until the last stragglers of the raw ones have come, and refunds that fall on a raw day.
  const [before, without] = [await figures(own.db, "2026-11-08"), await figures(bare.db, "2026-11-08")];
  expect(before.sales.length).toBeGreaterThan(3_000);
  expect(without).toEqual(before);
  await bare.close();
});

test("keys, references, pending tickets and stored rows fit the raw rows", async () => {
  const [row] = await rowsOf(
    own.db,
    sql`select
    (select count(*) from upload_keys) - (select count(*) from orders) - (select count(*) from weigh_tickets)
      - (select count(*) from refunds) as numbers,
    (select count(*) from upload_keys k join orders o on o.order_no = k.number where k.kind = 'order' and o.id <> k.id)
      + (select count(*) from upload_keys k join weigh_tickets t on t.ticket_no = k.number
        where k.kind = 'weigh_ticket' and t.id <> k.id) as wrong,
    (select count(*) from order_refs r join orders o on o.order_no = r.order_no and o.store_id = r.store_id
      where not (o.id <=> r.order_id and o.business_on <=> r.order_on and o.completed_at <=> r.completed_at)) as refs,
    (select count(*) from pending_tickets) - (select count(*) from weigh_tickets t join order_refs r
      on r.order_no = t.order_no and r.store_id = t.store_id where r.completed_at is null and t.voided_at is null) as pending,
    (select sum(stored_rows) from store_days) - (select count(*) from upload_keys) as stored`,
  );
  expect(Object.values(row ?? {}).map(Number)).toEqual([0, 0, 0, 0, 0]);
});

test("there are tickets that wait for their order, void ones and refunds on the same day and later", async () => {
  const [row] = await rowsOf(
    own.db,
    sql`select (select count(*) from pending_tickets) as pending,
    (select count(*) from weigh_tickets where voided_at is not null) as voided,
    (select count(*) from refunds where refunded_on > order_on) as later,
    (select count(*) from refunds where refunded_on = order_on) as sameDay`,
  );
  expect([row?.pending, row?.voided, row?.later, row?.sameDay].map((n) => Number(n) > 0)).toEqual(
    Array.from({ length: 4 }, () => true),
  );
});

test("past days are closed and stand in the slices, today is open, and restating finds nothing to do", async () => {
  const [row] = await rowsOf(
    own.db,
    sql`select sum(state = 'closed') as closed, sum(state = 'open') as open,
    sum((state = 'closed') <> (close_at <= '2026-11-20 10:00:00')) as wrong, sum(dirty_at is not null) as dirty,
    (select count(*) from heading_moves) as moves from store_days`,
  );
  expect([row?.wrong, row?.dirty, row?.moves].map(Number)).toEqual([0, 0, 0]);
  expect(await checkRollups(systemContext("test", own.db, clock), {})).toEqual([]);
  expect([row?.closed, row?.open].map((n) => Number(n) > 0)).toEqual([true, true]);
  expect(await restateStoreDays(systemContext("test", own.db, clock), { limit: 500 })).toMatchObject({
    restated: 0,
  });
});

test("every kind of account logs in with the password of the file, which only its owner may read", async () => {
  const logins = loginsIn();
  expect(logins.map(({ role }) => role)).toEqual([
    "super",
    "headquarters",
    "franchisee",
    "branch",
    "staff",
    "staff",
  ]);
  expect(statSync(options.loginsFile).mode & 0o777).toBe(0o600);
  expect(new Set(logins.map(({ password }) => password)).size).toBe(6);
  for (const { account, password } of logins) {
    const [row] = await own.db.select().from(accounts).where(eq(accounts.liveNumber, account));
    expect(await verifyPassword(row?.passwordHash ?? null, password)).toBe(true);
    expect(row?.id === 1).toBe(account === "admin");
  }
});

test("a password that no longer fits is given anew, and sessions with the old one end; else the file stays", async () => {
  const before = loginsIn();
  expect((await loadDemo(own.db, options, quiet, clock)).hasNewLogins).toBe(false);
  expect(loginsIn()).toEqual(before);
  const [row] = await own.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.liveNumber, "HQ001"));
  const accountId = row?.id ?? 0;
  await own.db.insert(sessions).values({
    tokenHash: randomHash(),
    accountId,
    kind: "browser",
    createdAt: clock.now(),
    lastSeenAt: clock.now(),
    idleSeconds: 60,
    absoluteEndAt: clock.now(),
    address: "",
    userAgent: "",
  });
  await own.db
    .update(accounts)
    .set({ passwordHash: await hashPassword("another one") })
    .where(eq(accounts.id, accountId));
  expect((await loadDemo(own.db, options, quiet, clock)).hasNewLogins).toBe(true);
  expect(loginsIn()).not.toEqual(before);
  const [session] = await own.db.select().from(sessions).where(eq(sessions.accountId, accountId));
  expect(session?.ending).toBe("password_reset");
  writeFileSync(options.loginsFile, "no JSON");
  chmodSync(options.loginsFile, 0o644);
  expect((await loadDemo(own.db, options, quiet, clock)).hasNewLogins).toBe(true);
  expect(statSync(options.loginsFile).mode & 0o777).toBe(0o600);
  rmSync(options.loginsFile);
  expect((await loadDemo(own.db, options, quiet, clock)).hasNewLogins).toBe(true);
});

test("runs at several moments give the same figures as one run at the last of them", async () => {
  const later = testClock("2026-11-23T03:30:00.000Z");
  const before = await own.db.$count(orders);
  await loadDemo(own.db, options, quiet, later);
  expect(await own.db.$count(orders)).toBeGreaterThan(before);
  const whole = await ownDatabase("demo_whole");
  const days = { from: "2026-10-12", anchor: "2026-11-20", rawFrom: "2026-10-12" };
  const plan = { seed: "test", stores: 6, ...days, until: later.now() };
  await applyDemoChain(systemContext("test", whole.db, clock), plan);
  await loadDemo(whole.db, { ...options, loginsFile: join(folder, "whole.json") }, quiet, later);
  expect(await content(own.db)).toEqual(await content(whole.db));
  await whole.close();
});

test("a run that is killed in the middle is finished by the next, in the same figures as one that was not", {
  timeout: longMs,
}, async () => {
  const [killed, whole] = [await ownDatabase("demo_killed"), await ownDatabase("demo_unkilled")];
  const args = (name: string) => {
    const choice = ["--stores", "5", "--days", "150", "--seed", "k", "--until", "2026-11-10"];
    return ["scripts/demo.ts", ...choice, "--logins", join(folder, name)] as const;
  };
  const countOrders = async () => (await killed.db.select({ n: count() }).from(orders))[0]?.n ?? 0;
  await killWhen(killed.start(...args("a.json")), async () => (await countOrders()) > 0);
  const marks = await readMarks(killed.db);
  expect(marks).toMatchObject({ hasSlices: false });
  expect(marks?.loading?.through).toBeGreaterThan(0);
  expect(await killed.run(...args("a.json"))).toMatchObject({ code: 0 });
  expect(await whole.run(...args("b.json"))).toMatchObject({ code: 0 });
  expect(await content(killed.db)).toEqual(await content(whole.db));
  await Promise.all([killed.close(), whole.close()]);
});

test("a database that is not empty and not marked as demo, and another chain, are refused in one sentence", async () => {
  const { db } = testDatabase();
  await mintStore(db);
  const storesBefore = await db.$count(stores);
  await expect(loadDemo(db, options, quiet, clock)).rejects.toThrow(
    "The database holds accounts or stores and is not marked as demo; demo data goes into an empty database only.",
  );
  expect(await db.$count(stores)).toBe(storesBefore);
  await expect(loadDemo(own.db, { ...options, stores: 7 }, quiet, clock)).rejects.toThrow(
    "a demo of 6 stores with seed test",
  );
  await expect(loadDemo(own.db, { ...options, until: "2027-01-01" }, quiet, clock)).rejects.toThrow(
    "lies in the future",
  );
});

test("wrong options are answered with the usage", async () => {
  for (const args of [
    ["--stores", "0"],
    ["--days", "x"],
    ["--until", "2026-02-30"],
    ["--nope"],
    ["--seed", "a b"],
  ]) {
    const { code, err } = await own.run("scripts/demo.ts", ...args);
    expect(code).toBe(1);
    expect(err).toContain("Usage: npm run demo");
  }
});
