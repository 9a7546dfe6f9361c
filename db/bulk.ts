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
  /** Adds rows to a table. Throws when the server took fewer than it was sent, or changed a value. */
  load(table: BulkTable, rows: BulkRows): Promise<void>;
};

const format = "character set utf8mb4 fields terminated by '\\t' escaped by '\\\\' lines terminated by '\\n'";

const statements = {
  uploadKeys: `load data local infile 'rows' into table upload_keys ${format}
    (id, kind, number, store_id, business_on, content_hash)`,
  orderRefs: `load data local infile 'rows' into table order_refs ${format}
    (order_no, store_id, order_id, order_on, paid_at, completed_at)`,
  orders: `load data local infile 'rows' into table orders ${format}
    (store_id, business_on, id, order_no, channel, state, ordered_at, paid_at, completed_at, goods_amount_fen,
     final_amount_fen, threshold_coupon_fen, instant_coupon_fen, store_discount_fen, packing_fee_fen, delivery_fee_fen,
     subsidy_fen, commission_fen, received_at)`,
  orderPayments: `load data local infile 'rows' into table order_payments ${format}
    (store_id, business_on, order_id, payment_no, pay_type, amount_fen, reduce_fen)`,
  weighTickets: `load data local infile 'rows' into table weigh_tickets ${format}
    (store_id, business_on, id, ticket_no, sku_id, unit, weight_grams, quantity, unit_price_fen, amount_fen, channel,
     order_no, weighed_at, voided_at, void_reason, received_at)`,
  pendingTickets: `load data local infile 'rows' into table pending_tickets ${format}
    (store_id, business_on, ticket_id, order_no, amount_fen)`,
  refunds: `load data local infile 'rows' into table refunds ${format}
    (store_id, refunded_on, id, refund_no, order_no, order_on, amount_fen, way, refunded_at, operator, reason,
     received_at)`,
  refundLines: `load data local infile 'rows' into table refund_lines ${format}
    (store_id, refunded_on, refund_id, line_no, ticket_no, weight_grams, quantity, amount_fen)`,
  orderLines: `load data local infile 'rows' into table order_lines ${format}
    (store_id, business_on, order_id, line_no, sku_id, weight_grams, quantity, unit_price_fen, amount_fen, ticket_no)`,
  storeDays: `load data local infile 'rows' into table store_days ${format}
    (store_id, business_on, state, close_at, stored_rows, last_upload_at, closed_at, sealed_at, trading_status,
     rolled_owner_id, rolled_manager_id, rolled_region_id)`,
  businessDaily: `load data local infile 'rows' into table business_daily ${format}
    (store_id, business_on, channel, orders, goods_amount_fen, threshold_coupon_fen, instant_coupon_fen,
     store_discount_fen, alipay_discount_fen, wechat_discount_fen, final_amount_fen, wechat_orders, wechat_fen,
     alipay_orders, alipay_fen, cash_orders, cash_fen, platform_orders, platform_fen, other_orders, other_fen,
     packing_fee_fen, delivery_fee_fen, subsidy_fen, commission_fen, member_orders, refunds, refund_amount_fen,
     refunded_count, refunded_amount_fen)`,
  businessSlots: `load data local infile 'rows' into table business_slots ${format}
    (store_id, business_on, slot, orders, final_amount_fen)`,
  salesDaily: `load data local infile 'rows' into table sales_daily ${format}
    (store_id, business_on, sku_id, tickets, weight_grams, quantity, amount_fen)`,
} as const;

/** Runs `work` in one transaction on one connection; any failure takes back everything, loads included. */
export async function withBulk<T>(database: Database, work: (bulk: Bulk) => Promise<T>): Promise<T> {
  const connection = await database.$client.getConnection();
  try {
    await connection.query("set transaction isolation level read committed");
    await connection.beginTransaction();
    const result = await work({
      db: connectionDb(connection),
      load: (table, rows) => load(connection, table, rows),
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

async function load(connection: PoolConnection, table: BulkTable, rows: BulkRows): Promise<void> {
  if (rows.count === 0) return;
  const packets = rows.packets();
  const [result] = await connection.query<ResultSetHeader>({
    sql: statements[table],
    infileStreamFactory: () => Readable.from(packets),
  });
  // With LOCAL the server turns errors of single rows into warnings; here they are errors all the same.
  if (result.affectedRows !== rows.count || result.warningStatus !== 0) {
    const [warnings] = await connection.query("show warnings limit 1");
    throw new Error(
      `bulk load of ${table}: ${rows.count} rows sent, ${result.affectedRows} taken; ${JSON.stringify(warnings)}`,
    );
  }
}

const packetLength = 65_536;

/** Rows of a load, kept as the bytes that will be sent: values escaped, null as \N. */
export class BulkRows {
  count = 0;
  private text = "";
  private readonly full: Buffer[] = [];

  add(values: readonly BulkValue[]): void {
    this.text += `${values.map(bulkField).join("\t")}\n`;
    this.count += 1;
    if (this.text.length >= packetLength) this.cut();
  }

  packets(): readonly Buffer[] {
    if (this.text !== "") this.cut();
    return this.full;
  }

  private cut(): void {
    this.full.push(Buffer.from(this.text));
    this.text = "";
  }
}

const special = /[\\\t\n\r\0]/;
const escapes: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\t": "\\t",
  "\n": "\\n",
  "\r": "\\r",
  "\0": "\\0",
};

function bulkField(value: BulkValue): string {
  if (value === null) return "\\N";
  if (typeof value === "number") return String(value);
  if (!special.test(value)) return value;
  return value.replace(/[\\\t\n\r\0]/g, (character) => escapes[character] ?? character);
}

/** An instant as a DATETIME(3) in UTC. */
export function instantText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 23).replace("T", " ");
}
