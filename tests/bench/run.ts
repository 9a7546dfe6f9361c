import { fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { createConnection } from "mysql2/promise";
import { type Database, openDatabase, poolOptions } from "@/db/client";
import { systemContext } from "@/lib/core/context";
import { addDays, shanghaiDate } from "@/lib/core/time";
import { listSales } from "@/lib/statistics/list-sales";
import { loginBearer, loginBrowser } from "../support/browser";
import { runScriptToEnd, startWeb } from "../support/servers";
import { settingsFor } from "../support/settings";
import { createDatabase, dropDatabases } from "../support/test-databases";
import { compareTimes, median, requestsPerSecond } from "./measure";
import { recordStatements, replay, type Statement } from "./statements";

/**
 * `npm run bench`: figures as ratios to a yardstick measured in the same run. Sales query: the verb against the bare driver
 * with the same statements. HTTP: the built portal against node:http with mysql2 and the same statements.
 */
const size = { stores: 60, days: 200 };
const runId = `bench${process.pid}`;
const loginsFile = ".data/test/bench-logins.json";

async function main(): Promise<void> {
  const settings = settingsFor(runId, "1");
  Object.assign(process.env, settings, { LOG_LEVEL: "silent" });
  await createDatabase(settings.DATABASE_ADMIN_URL);
  const database = openDatabase(settings.DATABASE_URL, "report", 4);
  try {
    await runScriptToEnd("scripts/migrate.ts", [], settings);
    const demo = ["--stores", String(size.stores), "--days", String(size.days), "--logins", loginsFile];
    await runScriptToEnd("scripts/demo.ts", demo, settings);
    const [rows] = await database.execute(sql`select count(*) as count from sales_daily`);
    const { count } = (rows as unknown as { count: number }[])[0] ?? { count: 0 };
    write(
      `${size.stores} stores × ${size.days} days, ${count} rows in sales_daily; medians, in turns with the yardstick`,
    );
    await benchQueries(database, settings.DATABASE_URL);
    await benchHttp(database, settings);
  } finally {
    await database.$client.end();
    await dropDatabases(settings.DATABASE_ADMIN_URL, runId);
  }
}

const to = addDays(shanghaiDate(new Date()), -1);
const ranges = { "30 days": addDays(to, -29), "180 days": addDays(to, -179) };

async function storeCodes(database: Database): Promise<string[]> {
  const [rows] = await database.execute(sql`select code from stores order by code`);
  return (rows as unknown as { code: string }[]).map((row) => row.code);
}

async function benchQueries(database: Database, url: string): Promise<void> {
  const ctx = systemContext("bench", database);
  const connection = await createConnection(poolOptions(url));
  const codes = await storeCodes(database);
  const scopes = { "one store": codes.slice(0, 1), "50 stores": codes.slice(0, 50), all: [] as string[] };
  try {
    for (const [scope, stores] of Object.entries(scopes)) {
      for (const [name, from] of Object.entries(ranges)) {
        const input = { from, to, groupBy: "sku", ...(stores.length > 0 ? { stores } : {}) };
        const statements = await recordStatements(ctx, database, (own) => listSales(own, input));
        const { oursMs, yardstickMs } = await compareTimes(
          () => listSales(ctx, input),
          () => replay(connection, statements),
          15,
        );
        const ratio = (oursMs / yardstickMs).toFixed(2);
        write(
          `sales by SKU, ${scope}, ${name}: ${oursMs.toFixed(1)} ms, mysql2 ${yardstickMs.toFixed(1)} ms, ratio ${ratio}`,
        );
      }
    }
  } finally {
    await connection.end();
  }
}

async function benchHttp(database: Database, settings: ReturnType<typeof settingsFor>): Promise<void> {
  const [code = ""] = await storeCodes(database);
  const input = { from: ranges["30 days"], to, groupBy: "sku", stores: code };
  const ctx = systemContext("bench", database);
  const statements = await recordStatements(ctx, database, (own) => listSales(own, input));
  const bare = await startBare(settings.DATABASE_URL, statements);
  const { NEXTAUTH_URL: _own, ...shared } = settings;
  const web = await startWeb({ env: { ...shared, CHECK_ANSWERS: "0" } });
  try {
    const logins: { role: string; account: string; password: string }[] = JSON.parse(
      readFileSync(loginsFile, "utf8"),
    );
    const { account = "", password = "" } = logins.find((login) => login.role === "headquarters") ?? {};
    const client = await loginBearer(web.url, { account, password });
    const browser = await loginBrowser(web.url, { account, password });
    const query = new URLSearchParams(input).toString();
    await benchDoor("JSON handler", bare.url, () => client.fetch(`/api/mbi/stats/sales?${query}`), 400);
    await benchDoor("page", bare.url, () => browser.fetch(`/stats/sales?${query}`), 120);
  } finally {
    await web.stop();
    bare.stop();
  }
}

async function benchDoor(
  name: string,
  bareUrl: string,
  send: () => Promise<Response>,
  count: number,
): Promise<void> {
  const rates = { ours: [] as number[], bare: [] as number[] };
  await requestsPerSecond(send, count >> 2, 8);
  await requestsPerSecond(() => fetch(bareUrl), count >> 2, 8);
  for (let round = 0; round < 3; round += 1) {
    rates.ours.push(await requestsPerSecond(send, count, 8));
    rates.bare.push(await requestsPerSecond(() => fetch(bareUrl), count, 8));
  }
  const [ours, bare] = [median(rates.ours), median(rates.bare)];
  write(
    `${name}, one store, 30 days, 8 under way: ${ours.toFixed(0)}/s, bare Node ${bare.toFixed(0)}/s, ratio ${(ours / bare).toFixed(2)}`,
  );
}

async function startBare(databaseUrl: string, statements: readonly Statement[]) {
  const child = fork("tests/bench/bare-server.ts", {
    execArgv: ["--conditions=react-server", "--import", "tsx"],
    env: { ...process.env, DATABASE_URL: databaseUrl, BENCH_STATEMENTS: JSON.stringify(statements) },
  });
  const [port] = await once(child, "message");
  return { url: `http://127.0.0.1:${port}/`, stop: () => void child.kill("SIGTERM") };
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}

await main();
