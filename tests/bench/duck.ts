import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { createConnection } from "mysql2";
import { poolOptions } from "@/db/client";
import { businessMeasures } from "@/lib/days/model";
import { snake } from "./stats-cases";

export type Duck = {
  rows(statement: string): Promise<Record<string, unknown>[]>;
  close(): void;
};

const keys = ["store_id integer", "business_on date"];
/** Table → columns with their types; the keys come first. */
const tables = {
  sales_daily: [
    ...keys,
    "sku_id integer",
    ...integers(["tickets", "weight_grams", "quantity", "amount_fen"]),
  ],
  business_daily: [...keys, "channel varchar", ...integers(businessMeasures.map(snake))],
};

function integers(names: readonly string[]): string[] {
  return names.map((name) => `${name} integer`);
}

/**
 * The same daily rows in a DuckDB file: taken over once from MariaDB by a stream, and anew when `version` differs from the one
 * that the file was made of.
 */
export async function openDuck(url: string, file: string, version: string): Promise<Duck> {
  mkdirSync(dirname(file), { recursive: true });
  const known = existsSync(file) ? await versionOf(file) : null;
  if (known !== version) {
    rmSync(file, { force: true });
    await takeOver(url, file, version);
  }
  return open(file);
}

async function open(file: string): Promise<Duck> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  return {
    rows: async (statement) => (await connection.runAndReadAll(statement)).getRowObjectsJson(),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function versionOf(file: string): Promise<string | null> {
  const duck = await open(file);
  try {
    const [row] = await duck.rows("select text from version");
    return String(row?.text);
  } catch {
    return null;
  } finally {
    duck.close();
  }
}

async function takeOver(url: string, file: string, version: string): Promise<void> {
  const duck = await open(file);
  for (const [table, columns] of Object.entries(tables)) {
    const csv = `${file}.${table}.csv`;
    await writeCsv(url, table, columns, csv);
    await duck.rows(`create table ${table} (${columns.join(", ")})`);
    await duck.rows(`copy ${table} from '${csv}' (header false)`);
    rmSync(csv);
  }
  await duck.rows("create table version (text varchar)");
  await duck.rows(`insert into version values ('${version}')`);
  duck.close();
}

async function writeCsv(url: string, table: string, columns: readonly string[], file: string): Promise<void> {
  const names = columns.map((column) => column.split(" ")[0]);
  const out = createWriteStream(file);
  const connection = createConnection({ ...poolOptions(url), dateStrings: true, rowsAsArray: true });
  let text = "";
  // In the order of the primary key, so that the column file is as well sorted as ours.
  const rows: AsyncIterable<unknown[]> = connection
    .query(`select ${names.join(", ")} from ${table}`)
    .stream();
  for await (const row of rows) {
    text += `${row.join(",")}\n`;
    if (text.length < 1 << 18) continue;
    if (!out.write(text)) await once(out, "drain");
    text = "";
  }
  out.end(text);
  await once(out, "close");
  connection.destroy();
}
