import { Readable } from "node:stream";
import { drizzle } from "drizzle-orm/mysql2";
import type { PoolConnection, ResultSetHeader } from "mysql2/promise";
import type { Database, Db } from "./client";

/** Bulk loading: constant statements fed from a stream of ours, never from a file, inside one transaction. */
export type BulkTable = keyof typeof statements;
/** Text, number (instants as `instantText` writes them) or null, in the order of the statement's columns. */
export type BulkValue = string | number | null;

export type Bulk = {
  /** The transaction that the loads belong to, for everything that builders can say. */
  db: Db;
  /** Adds lines made by `bulkLine`. Throws when the server took fewer rows than it was sent, or changed a value. */
  load(table: BulkTable, lines: readonly string[]): Promise<void>;
};

const format = "character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n'";

const statements = {
  uploadKeys: `load data local infile 'rows' into table upload_keys ${format}
    (id, kind, number, store_id, business_on, content_hash)`,
  orderRefs: `load data local infile 'rows' into table order_refs ${format}
    (order_no, store_id, order_id, order_on, completed_at)`,
  orders: `load data local infile 'rows' into table orders ${format}
    (store_id, business_on, id, order_no, channel, state, ordered_at, paid_at, completed_at, goods_amount_fen,
     final_amount_fen, threshold_coupon_fen, instant_coupon_fen, store_discount_fen, packing_fee_fen, delivery_fee_fen,
     subsidy_fen, commission_fen, received_at)`,
  orderPayments: `load data local infile 'rows' into table order_payments ${format}
    (store_id, business_on, order_id, payment_no, pay_type, amount_fen, reduce_fen)`,
  weighTickets: `load data local infile 'rows' into table weigh_tickets ${format}
    (store_id, business_on, id, ticket_no, sku_id, unit, weight_grams, quantity, unit_price_fen, amount_fen, channel,
     order_no, weighed_at, voided_at, void_reason, received_at)`,
  refunds: `load data local infile 'rows' into table refunds ${format}
    (store_id, refunded_on, id, refund_no, order_no, order_on, amount_fen, way, refunded_at, operator, reason,
     received_at)`,
  refundLines: `load data local infile 'rows' into table refund_lines ${format}
    (store_id, refunded_on, refund_id, line_no, ticket_no, weight_grams, quantity, amount_fen)`,
} as const;

/** Runs `work` in one transaction on one connection; any failure takes back everything, loads included. */
export async function withBulk<T>(database: Database, work: (bulk: Bulk) => Promise<T>): Promise<T> {
  const connection = await database.$client.getConnection();
  try {
    await connection.query("set transaction isolation level read committed");
    await connection.beginTransaction();
    const result = await work({
      db: connectionDb(connection),
      load: (table, lines) => load(connection, table, lines),
    });
    await connection.commit();
    connection.release();
    return result;
  } catch (error) {
    // Not handed back to the pool: after a failed load nobody knows what state it is in. Closing it rolls back.
    connection.destroy();
    throw error;
  }
}

/** A builder on a connection instead of a pool: the two differ in type only. */
function connectionDb(connection: PoolConnection): Db {
  return drizzle(connection) as unknown as Db;
}

const linesPerPacket = 500;

async function load(connection: PoolConnection, table: BulkTable, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const [result] = await connection.query<ResultSetHeader>({
    sql: statements[table],
    infileStreamFactory: () => Readable.from(packets(lines)),
  });
  // With LOCAL the server turns errors of single rows into warnings; here they are errors all the same.
  if (result.affectedRows !== lines.length || result.warningStatus !== 0) {
    const [warnings] = await connection.query("show warnings limit 1");
    throw new Error(
      `bulk load of ${table}: ${lines.length} rows sent, ${result.affectedRows} taken; ${JSON.stringify(warnings)}`,
    );
  }
}

function* packets(lines: readonly string[]): Generator<Buffer> {
  for (let start = 0; start < lines.length; start += linesPerPacket) {
    yield Buffer.from(lines.slice(start, start + linesPerPacket).join(""));
  }
}

const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
};

/** One line of a load: values escaped, null as \N. */
export function bulkLine(values: readonly BulkValue[]): string {
  let line = "";
  for (const value of values) {
    line += line === "" ? bulkField(value) : `\t${bulkField(value)}`;
  }
  return `${line}\n`;
}

function bulkField(value: BulkValue): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  return value.replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? character);
}

/** An instant as a DATETIME(3) in UTC. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23).replace("T", " ");
}
