import { isDeepStrictEqual, parseArgs } from "node:util";
import { sql } from "drizzle-orm";
import { type Connection, createConnection } from "mysql2/promise";
import { type Database, openDatabase, poolOptions } from "@/db/client";
import { type Ctx, systemContext } from "@/lib/core/context";
import { addDays, type BusinessDay, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { loadDemo } from "@/lib/demo/load-demo";
import { readMarks } from "@/lib/demo/marks";
import { findStoredChain } from "@/lib/demo/stored-chain";
import { openProgress } from "@/lib/imports/progress";
import { getBusinessOverview } from "@/lib/statistics/get-business-overview";
import { listBusiness } from "@/lib/statistics/list-business";
import { listSales } from "@/lib/statistics/list-sales";
import { runScriptToEnd } from "../support/servers";
import { settingsFor, takeSettings } from "../support/settings";
import { createDatabase } from "../support/test-databases";
import { type Duck, openDuck } from "./duck";
import { median } from "./measure";
import { recordStatements, replay } from "./statements";
import { openDayCases, type ReadCase, type Row, readCases } from "./stats-cases";
import {
  benchClosing,
  benchManyRestatements,
  benchOneRestatement,
  readRows,
  unsealStores,
} from "./stats-writes";

/**
 * `npm run bench:stats -- --stores 11000 --days 60`: statistics at full size, against the same question put to the daily rows
 * and to a DuckDB file of them, in the same run; then restating and closing. Its data is loaded once and kept. The last day is
 * open when it is loaded and closed by the first run. Ends with an error where two answers differ.
 */
const databaseName = "merchant_platform_bench_stats";
const full: Size = { stores: 11_000, days: 60 };
const folder = ".data/bench";
const rounds = 15;
const slowMs = 1_000;

async function main(): Promise<void> {
  const size = options();
  const settings = settingsOfBench(size);
  takeSettings({ ...settings, LOG_LEVEL: "silent" });
  await createDatabase(settings.DATABASE_ADMIN_URL);
  await runScriptToEnd("scripts/migrate.ts", [], settings);
  const db = openDatabase(settings.DATABASE_URL, "job", 4);
  const connection = await createConnection(poolOptions(settings.DATABASE_URL));
  try {
    await load(db, size);
    await bench(db, connection, settings.DATABASE_URL);
  } finally {
    await connection.end();
    await db.$client.end();
  }
}

type Size = { stores: number; days: number };

function options(): Size {
  const { values } = parseArgs({
    options: {
      stores: { type: "string", default: String(full.stores) },
      days: { type: "string", default: String(full.days) },
    },
  });
  return { stores: Number(values.stores), days: Number(values.days) };
}

/** Other sizes have databases of their own, so that nobody has to load the full one again. */
function nameOf({ stores, days }: Size): string {
  return stores === full.stores && days === full.days ? databaseName : `${databaseName}_${stores}_${days}`;
}

function settingsOfBench(size: Size) {
  const settings = settingsFor("bench", "stats");
  const named = (address: string) => {
    const url = new URL(address);
    url.pathname = `/${nameOf(size)}`;
    return url.href;
  };
  return {
    ...settings,
    DATABASE_URL: named(settings.DATABASE_URL),
    DATABASE_ADMIN_URL: named(settings.DATABASE_ADMIN_URL),
    ROLLUP_STORES_MIN: "100",
  };
}

/** Up to the end of one day with raw rows, seen from that end: it is open then. */
async function load(database: Database, { stores, days }: Size): Promise<void> {
  const until = (await readMarks(database))?.plan.rawFrom ?? addDays(shanghaiDate(new Date()), -1);
  const end = shanghaiMidnight(addDays(until, 1));
  const progress = openProgress("parts");
  const loginsFile = `${folder}/stats-logins.json`;
  const choice = { stores, days, seed: "bench", until, rawDays: 1, loginsFile };
  const begunAt = performance.now();
  await loadDemo(database, choice, progress.show, { now: () => end });
  progress.end();
  write(`data: ready after ${((performance.now() - begunAt) / 1_000).toFixed(0)} s`);
}

async function bench(database: Database, connection: Connection, url: string): Promise<void> {
  const ctx = systemContext("bench", database);
  const marks = await readMarks(database);
  if (!marks) throw new Error("the data has no marks");
  const { plan } = marks;
  const to = plan.rawFrom;
  const chain = await findStoredChain(ctx, plan);
  const ids = await steadyStores(database, plan.from, to);
  const restated = ids.slice(-20);
  await unsealStores(ctx, database, plan, chain, restated);
  await writeSizes(database);
  const file = `${folder}/stats-${plan.stores}.duckdb`;
  const duck = await openDuck(url, file, await versionOf(database));
  try {
    const closedTo = addDays(to, -1);
    const cases = readCases(plan.from, closedTo, ids.slice(0, 50));
    await benchReads({ ctx, database, connection, duck }, cases);
    const [open] = await readRows<{ n: number }>(
      database,
      sql`select count(*) as n from store_days where closed_at is null`,
    );
    if (open?.n) await benchReads({ ctx, database, connection, duck }, openDayCases(plan.from, closedTo));
  } finally {
    duck.close();
  }
  await benchVerbs(ctx, { from: plan.from, to });
  await benchWrites(ctx, database, restated);
}

/** Stores that traded on every day, spread over the chain. */
async function steadyStores(database: Database, from: BusinessDay, to: BusinessDay): Promise<number[]> {
  const rows = await readRows<{ id: number }>(
    database,
    sql`select store_id as id from store_days where business_on between ${from} and ${to}
    group by store_id having count(*) = datediff(${to}, ${from}) + 1 order by 1`,
  );
  const step = Math.max(1, Math.floor(rows.length / 70));
  return rows.filter((_, index) => index % step === 0).map(({ id }) => id);
}

async function versionOf(database: Database): Promise<string> {
  const [sales] = await readRows<Record<string, number>>(
    database,
    sql`select count(*) as n, sum(amount_fen + 0e0) as fen, sum(tickets + 0e0) as tickets from sales_daily`,
  );
  const [business] = await readRows<Record<string, number>>(
    database,
    sql`select count(*) as n, sum(final_amount_fen + 0e0) as fen, sum(refunded_amount_fen + 0e0) as back from business_daily`,
  );
  return [...Object.values(sales ?? {}), ...Object.values(business ?? {})].join(" ");
}

async function writeSizes(database: Database): Promise<void> {
  const rows = await readRows<{ name: string; count: number; mb: number }>(
    database,
    sql`select table_name as name, table_rows as count, round((data_length + index_length) / 1e6) as mb
    from information_schema.tables where table_schema = database() and table_rows > 100000 order by 3 desc`,
  );
  for (const { name, count, mb } of rows) write(`  ${name.padEnd(22)} about ${count} rows, ${mb} MB`);
}

type Bench = { ctx: Ctx; database: Database; connection: Connection; duck: Duck };

async function benchReads(bench: Bench, cases: readonly ReadCase[]): Promise<void> {
  write(
    "\nreads, ms, medians: sums of the verbs | database time (target) | naive, DuckDB as multiples of it",
  );
  for (const one of cases) await benchRead(bench, one);
}

async function benchRead({ ctx, database, connection, duck }: Bench, one: ReadCase): Promise<void> {
  const statements = await recordStatements(ctx, database, (own) => one.ours(own));
  const naive = async () => (await connection.query({ sql: one.naive, rowsAsArray: true }))[0] as Row[];
  const inDuck = async () => (await duck.rows(one.naive)).map((row) => Object.values(row) as Row);
  const [rows, fromDaily, fromDuck] = [await one.ours(ctx), await naive(), await inDuck()];
  assertEqual(one.name, "daily rows", rows, fromDaily);
  assertEqual(one.name, "DuckDB", rows, fromDuck);
  const [ours, ownDatabase, daily, columns] = await timesInTurns([
    () => one.ours(ctx),
    () => replay(connection, statements),
    naive,
    inDuck,
  ] as const);
  const ratio = (other: Times) =>
    `${other.ms.toFixed(1)} = ${(other.ms / ownDatabase.ms).toFixed(1)}x (n ${other.n})`;
  const state = one.targetMs !== null && ownDatabase.ms > one.targetMs ? "  OVER" : "";
  write(
    `  ${one.name.padEnd(38)} ${ours.ms.toFixed(2).padStart(8)} | ${ownDatabase.ms.toFixed(2)}, best ` +
      `${ownDatabase.bestMs.toFixed(2)} (${one.targetMs ?? "no target"}; ${statements.length} statements)${state} | ` +
      `naive ${ratio(daily)}, DuckDB ${ratio(columns)}`,
  );
}

type Times = { ms: number; bestMs: number; n: number };
type Work = () => Promise<unknown>;

/** Medians, taken in turns after a warm-up, so that what else the machine does falls on all alike; slow work runs once more. */
async function timesInTurns<T extends readonly Work[]>(works: T): Promise<{ [K in keyof T]: Times }> {
  const taken: number[][] = works.map(() => []);
  const isSlow: boolean[] = [];
  for (const [place, work] of works.entries()) isSlow[place] = (await timed(work)) > slowMs;
  for (let round = 0; round < rounds; round += 1) {
    for (const [place, work] of works.entries()) {
      if (round === 0 || !isSlow[place]) taken[place]?.push(await timed(work));
    }
  }
  const all = taken.map((ms) => ({ ms: median(ms), bestMs: Math.min(...ms), n: ms.length }));
  // As many as there were works, in their order.
  return all as { [K in keyof T]: Times };
}

async function timed(work: Work): Promise<number> {
  const begunAt = performance.now();
  await work();
  return performance.now() - begunAt;
}

function assertEqual(name: string, other: string, ours: readonly Row[], theirs: readonly Row[]): void {
  const plain = (rows: readonly Row[]) => rows.map((row) => row.map(String));
  if (ours.length > 0 && isDeepStrictEqual(plain(ours), plain(theirs))) return;
  const place = ours.findIndex(
    (row, index) => !isDeepStrictEqual(plain([row]), plain(theirs.slice(index, index + 1))),
  );
  throw new Error(
    `${name} differs from ${other} (${ours.length} and ${theirs.length} rows), first at ${place}: ` +
      `${JSON.stringify(ours[place])} and ${JSON.stringify(theirs[place])}`,
  );
}

async function benchVerbs(ctx: Ctx, range: { from: string; to: string }): Promise<void> {
  const verbs = {
    "business overview": () => getBusinessOverview(ctx, range),
    "business by store": () => listBusiness(ctx, { ...range, groupBy: "store" }),
    "sales by SKU": () => listSales(ctx, { ...range, groupBy: "sku" }),
  };
  write("\nwhole answers of the verbs, chain, all days, ms");
  for (const [name, call] of Object.entries(verbs)) {
    const [{ ms, n }] = await timesInTurns([call] as const);
    write(`  ${name.padEnd(38)} ${ms.toFixed(1).padStart(8)} (n ${n})`);
  }
}

async function benchWrites(ctx: Ctx, database: Database, storeIds: number[]): Promise<void> {
  const one = await benchOneRestatement(ctx, database, storeIds, 50);
  write(
    `\none store-day restated: median ${one.medianMs.toFixed(1)} ms (target 10), worst ${one.worstMs.toFixed(1)}, n ${one.count}`,
  );
  const many = await benchManyRestatements(ctx, database, storeIds, 1_000);
  write(`${many.restated} dirty store-days restated: ${(many.ms / 1_000).toFixed(1)} s (target 10)`);
  const closing = await benchClosing(ctx);
  write(
    closing === null
      ? "closing: no store-day was open; data loaded anew has an open day"
      : `${closing.closed} store-days closed: ${(closing.ms / 1_000).toFixed(1)} s`,
  );
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
