import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { count, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "@/db/client";
import { accounts, sessions } from "@/db/schema/accounts";
import { databaseMarks } from "@/db/schema/core";
import { stores } from "@/db/schema/masterdata";
import { orders } from "@/db/schema/orders";
import { hashPassword, verifyPassword } from "@/lib/accounts/password";
import { systemContext } from "@/lib/core/context";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { applyDemoChain } from "@/lib/demo/apply-demo-chain";
import { loadDemo } from "@/lib/demo/load-demo";
import { testClock } from "../../support/clock";
import { testDatabase } from "../../support/database";
import { randomHash } from "../../support/factories/codes";
import { mintStore } from "../../support/factories/stores";
import { killWhen, type OwnDatabase, ownDatabase } from "../../support/own-database";

/** Whole runs of scripts on a machine that has other things to do. */
const longMs = 240_000;

const folder = mkdtempSync(join(tmpdir(), "demo-"));
const clock = testClock("2026-11-20T10:00:00.000Z");
const options = { stores: 6, days: 40, seed: "test", until: null, loginsFile: join(folder, "logins.json") };
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

test("daily rows are what the raw rows add up to, by SQL of another make", async () => {
  const sales = await rowsOf(
    own.db,
    sql`select 'raw' as kind, count(*) as n, sum(t.amount_fen) as fen, sum(t.weight_grams) as grams,
      sum(t.quantity) as pieces from weigh_tickets t where voided_at is null and exists (select 1 from orders o
      where o.order_no = t.order_no and o.store_id = t.store_id and o.completed_at is not null)
    union all select 'daily', sum(tickets), sum(amount_fen), sum(weight_grams), sum(quantity) from sales_daily`,
  );
  const { kind: _raw, ...raw } = sales[0] ?? {};
  const { kind: _daily, ...daily } = sales[1] ?? {};
  expect(Object.values(raw).map(Number)).toEqual(Object.values(daily).map(Number));
  expect(Number(raw.n)).toBeGreaterThan(5_000);
  const [business] = await rowsOf(
    own.db,
    sql`select (select count(*) from orders) - (select sum(orders) from business_daily) as orders,
    (select sum(final_amount_fen) from orders) - (select sum(final_amount_fen) from business_daily) as fen,
    (select sum(amount_fen) from refunds) - (select sum(refund_amount_fen) from business_daily) as refunds,
    (select sum(amount_fen) from refunds) - (select sum(refunded_amount_fen) from business_daily) as refunded,
    (select sum(final_amount_fen) from orders) - (select sum(final_amount_fen) from business_slots) as slots,
    (select sum(amount_fen) from order_payments) - (select sum(wechat_fen + alipay_fen + cash_fen + platform_fen + other_fen)
      from business_daily) as payments`,
  );
  expect(Object.values(business ?? {}).map(Number)).toEqual([0, 0, 0, 0, 0, 0]);
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

test("there are tickets that wait for their order, void ones and refunds on a later day", async () => {
  const [row] = await rowsOf(
    own.db,
    sql`select (select count(*) from pending_tickets) as pending,
    (select count(*) from weigh_tickets where voided_at is not null) as voided,
    (select count(*) from refunds where refunded_on > order_on) as later,
    (select count(*) from refunds where refunded_on <= order_on) as sameDay`,
  );
  expect([row?.pending, row?.voided, row?.later].map((n) => Number(n) > 0)).toEqual([true, true, true]);
  expect(Number(row?.sameDay)).toBe(0);
});

test("past days are closed and not dirty, today is open, and restating finds nothing to do", async () => {
  const [row] = await rowsOf(
    own.db,
    sql`select sum(state = 'closed') as closed, sum(state = 'open') as open,
    sum((state = 'closed') <> (close_at <= '2026-11-20 10:00:00')) as wrong, sum(dirty_at is not null) as dirty,
    max(business_on) as last from store_days`,
  );
  expect([row?.wrong, row?.dirty].map(Number)).toEqual([0, 0]);
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
  const plan = { seed: "test", stores: 6, from: "2026-10-12", anchor: "2026-11-20" };
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
    const choice = ["--stores", "5", "--days", "250", "--seed", "k", "--until", "2026-11-10"];
    return ["scripts/demo.ts", ...choice, "--logins", join(folder, name)] as const;
  };
  const countOrders = async () => (await killed.db.select({ n: count() }).from(orders))[0]?.n ?? 0;
  await killWhen(killed.start(...args("a.json")), async () => (await countOrders()) > 0);
  const [marked] = await killed.db
    .select()
    .from(databaseMarks)
    .where(eq(databaseMarks.name, "demo_loaded_until"));
  expect(String(marked?.value) < "2026-11-10").toBe(true);
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
