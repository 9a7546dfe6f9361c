import { createHash } from "node:crypto";
import { and, eq, getTableColumns, inArray, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { MySqlColumn, MySqlTable } from "drizzle-orm/mysql-core";
import type { Db } from "@/db/client";
import { type ArchiveKind, archiveKinds } from "@/db/enums/days";
import {
  orderEvents,
  orderLines,
  orderPayments,
  orders,
  refundLines,
  refunds,
  ticketVoids,
  weighTickets,
} from "@/db/schema/orders";
import { chunks } from "@/lib/core/collections";
import { invariant } from "@/lib/core/errors";
import type { ArchivedRows, ArchiveValue } from "./archive-file";
import type { StoreDayKey } from "./store-days";

/** A raw row by the names of its columns; which columns those are follows from the kind. */
export type RawRow = Readonly<Record<string, unknown>>;
export type RawRows = Readonly<Record<ArchiveKind, readonly RawRow[]>>;

const tables = {
  orders,
  order_lines: orderLines,
  order_payments: orderPayments,
  order_events: orderEvents,
  refunds,
  refund_lines: refundLines,
  weigh_tickets: weighTickets,
  ticket_voids: ticketVoids,
} as const;

/** JSON is kept as the text that the table holds, to the byte. */
const eventColumns = {
  ...getTableColumns(orderEvents),
  details: sql<string | null>`concat(${orderEvents.details})`,
};

/**
 * The raw rows of a store-day that its archive takes: orders that lie within the day, with everything that speaks of them, its
 * tickets without an order, and its events. Orders that reach over several days stay in the tables with all their rows,
 * because restating one of these days needs them; so do tickets and refunds whose order never came. So an order is either
 * whole in the tables or whole in the archive of its day.
 */
export async function readArchivable(db: Db, day: StoreDayKey): Promise<RawRows> {
  const { storeId, businessOn } = day;
  const elsewhere = await reachingElsewhere(db, day);
  const ofDay = (table: { storeId: MySqlColumn }, column: MySqlColumn) =>
    and(eq(table.storeId, storeId), eq(column, businessOn));
  // unscoped: sealing works for all stores; the condition names the store-day.
  const found = await db.select().from(orders).where(ofDay(orders, orders.businessOn)).orderBy(orders.id);
  const whole = found.filter(({ orderNo }) => !elsewhere.has(orderNo));
  const ids = new Set(whole.map(({ id }) => id));
  const numbers = new Set(whole.map(({ orderNo }) => orderNo));
  // unscoped: as above.
  const lines = await db
    .select()
    .from(orderLines)
    .where(ofDay(orderLines, orderLines.businessOn))
    .orderBy(orderLines.orderId, orderLines.lineNo);
  // unscoped: as above.
  const payments = await db
    .select()
    .from(orderPayments)
    .where(ofDay(orderPayments, orderPayments.businessOn))
    .orderBy(orderPayments.orderId, orderPayments.paymentNo);
  // unscoped: as above.
  const events = await db
    .select(eventColumns)
    .from(orderEvents)
    .where(ofDay(orderEvents, orderEvents.businessOn))
    .orderBy(orderEvents.id);
  // unscoped: as above.
  const tickets = await db
    .select()
    .from(weighTickets)
    .where(ofDay(weighTickets, weighTickets.businessOn))
    .orderBy(weighTickets.id);
  const ownTickets = tickets.filter(({ orderNo }) => orderNo === null || numbers.has(orderNo));
  return {
    orders: whole,
    order_lines: lines.filter(({ orderId }) => ids.has(orderId)),
    order_payments: payments.filter(({ orderId }) => ids.has(orderId)),
    order_events: events,
    ...(await returnsOf(db, day, numbers)),
    weigh_tickets: ownTickets,
    ticket_voids: await voidsOf(
      db,
      day,
      ownTickets.map(({ ticketNo }) => ticketNo),
    ),
  };
}

async function returnsOf(db: Db, { storeId, businessOn }: StoreDayKey, numbers: ReadonlySet<string>) {
  // unscoped: as above.
  const found = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.storeId, storeId), eq(refunds.refundedOn, businessOn)))
    .orderBy(refunds.id);
  const own = found.filter(({ orderNo }) => numbers.has(orderNo));
  const ids = new Set(own.map(({ id }) => id));
  // unscoped: as above.
  const lines = await db
    .select()
    .from(refundLines)
    .where(and(eq(refundLines.storeId, storeId), eq(refundLines.refundedOn, businessOn)))
    .orderBy(refundLines.refundId, refundLines.lineNo);
  return { refunds: own, refund_lines: lines.filter(({ refundId }) => ids.has(refundId)) };
}

/** A void goes with its ticket; one whose ticket has not come waits for it in the table. */
async function voidsOf(db: Db, { storeId }: StoreDayKey, ticketNos: readonly string[]) {
  const rows: (typeof ticketVoids.$inferSelect)[] = [];
  for (const numbers of chunks([...ticketNos].sort())) {
    // unscoped: as above.
    const found = await db
      .select()
      .from(ticketVoids)
      .where(and(inArray(ticketVoids.ticketNo, numbers), eq(ticketVoids.storeId, storeId)))
      .orderBy(ticketVoids.ticketNo);
    rows.push(...found);
  }
  return rows;
}

/**
 * Orders of the store-day that also have tickets or refunds on other days. An order that is neither completed nor cancelled
 * shows a state that events of other days may have told; it stays too.
 */
async function reachingElsewhere(db: Db, { storeId, businessOn }: StoreDayKey): Promise<Set<string>> {
  const ofDay = and(eq(orders.storeId, storeId), eq(orders.businessOn, businessOn));
  const found: { orderNo: string }[] = [];
  for (const [table, day, condition] of [
    [refunds, refunds.refundedOn, undefined],
    [weighTickets, weighTickets.businessOn, undefined],
    [orderEvents, orderEvents.businessOn, and(isNull(orders.completedAt), isNull(orders.cancelledAt))],
  ] as const) {
    const spoken = and(eq(table.orderNo, orders.orderNo), eq(table.storeId, storeId), ne(day, businessOn));
    // unscoped: as above.
    const rows = await db
      .selectDistinct({ orderNo: orders.orderNo })
      .from(orders)
      .innerJoin(table, spoken)
      .where(and(ofDay, condition));
    found.push(...rows);
  }
  return new Set(found.map(({ orderNo }) => orderNo));
}

/** Names of the columns of a kind, in the order in which rows are written. */
export function columnsOf(kind: ArchiveKind): string[] {
  return Object.keys(getTableColumns(tables[kind]));
}

/** A row as a line of JSON; instants as ISO text, which has all of their milliseconds. */
export function lineOf(kind: ArchiveKind, row: RawRow): string {
  return JSON.stringify(columnsOf(kind).map((name) => archived(row[name])));
}

function archived(value: unknown): ArchiveValue {
  if (value instanceof Date) return value.toISOString();
  if (value === null || value === undefined) return null;
  invariant(
    typeof value === "string" || typeof value === "number" || typeof value === "boolean",
    "raw rows hold plain values",
  );
  return value;
}

/** The rows that a file held, as they stood in the table. */
export function rowsOf(kind: ArchiveKind, { columns, rows }: ArchivedRows): RawRow[] {
  const known: Record<string, MySqlColumn> = getTableColumns(tables[kind]);
  return rows.map((values) =>
    Object.fromEntries(
      columns.map((name, place) => [name, fromArchive(known[name], values[place] ?? null)] as const),
    ),
  );
}

function fromArchive(column: MySqlColumn | undefined, value: ArchiveValue): unknown {
  if (value === null || typeof value !== "string") return value;
  return column?.dataType === "date" ? new Date(value) : value;
}

/** SHA-256 over all rows of a store-day. */
export function digestOf(rows: RawRows): string {
  const hash = createHash("sha256");
  for (const kind of archiveKinds) {
    hash.update(`${kind}\n`);
    for (const row of rows[kind]) hash.update(`${lineOf(kind, row)}\n`);
  }
  return hash.digest("hex");
}

/** What tells a row of a kind within its store-day, and the column of its day. */
const places: Readonly<Record<ArchiveKind, { table: MySqlTable; key: string; day: string | null }>> = {
  orders: { table: orders, key: "id", day: "businessOn" },
  order_lines: { table: orderLines, key: "orderId", day: "businessOn" },
  order_payments: { table: orderPayments, key: "orderId", day: "businessOn" },
  order_events: { table: orderEvents, key: "id", day: "businessOn" },
  refunds: { table: refunds, key: "id", day: "refundedOn" },
  refund_lines: { table: refundLines, key: "refundId", day: "refundedOn" },
  weigh_tickets: { table: weighTickets, key: "id", day: "businessOn" },
  ticket_voids: { table: ticketVoids, key: "ticketNo", day: null },
};

/** Takes the rows out of the tables. The caller holds the locks under which they were read. */
export async function deleteRows(db: Db, day: StoreDayKey, rows: RawRows): Promise<void> {
  for (const kind of archiveKinds) {
    const { table, key, day: dayName } = places[kind];
    const columns: Record<string, MySqlColumn> = getTableColumns(table);
    const keys = [...new Set(rows[kind].map((row) => row[key]))];
    let deleted = 0;
    for (const part of chunks(keys)) {
      const [{ affectedRows }] = await db
        .delete(table)
        .where(
          and(
            is(columns.storeId, day.storeId),
            dayName === null ? undefined : is(columns[dayName], day.businessOn),
            sql`${columns[key]} in ${part}`,
          ),
        );
      deleted += affectedRows;
    }
    invariant(deleted === rows[kind].length, `${kind}: ${rows[kind].length} archived, ${deleted} deleted`);
  }
}

function is(column: MySqlColumn | undefined, value: unknown): SQL {
  return sql`${column} = ${value}`;
}

/** Puts archived rows back; one that is there already has been brought back before and may have changed since. */
export async function insertRows(db: Db, rows: Partial<RawRows>): Promise<void> {
  for (const kind of archiveKinds) {
    const table = tables[kind];
    for (const part of chunks(rows[kind] ?? [])) {
      await db
        .insert(table)
        .values(part.map(asInsert))
        .onDuplicateKeyUpdate({ set: { storeId: sql`${table.storeId}` } });
    }
  }
}

/** Names and values come from the table itself; JSON stays the text that it was. */
function asInsert(row: RawRow): never {
  const { details, ...columns } = row;
  return (details === undefined ? columns : { ...columns, details: sql`${details}` }) as never;
}
