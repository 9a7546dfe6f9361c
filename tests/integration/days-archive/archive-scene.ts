import { createHash } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/lib/core/context";
import { addDays } from "@/lib/core/time";
import { type ArchiveStep, archiveDays } from "@/lib/days/archive-days";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import type { MintedSku } from "../../support/factories/skus";
import { mintSku } from "../../support/factories/skus";
import { type MintedStore, mintStore } from "../../support/factories/stores";
import { rowsOf, settle } from "../orders/histories";

export const rawTables = [
  "orders",
  "order_lines",
  "order_payments",
  "order_events",
  "refunds",
  "refund_lines",
  "weigh_tickets",
  "ticket_voids",
] as const;
export const figureTables = ["business_daily", "business_slots", "sales_daily"] as const;
/** What stays for ever, and what waits. */
export const standingTables = [
  "upload_keys",
  "order_refs",
  "pending_tickets",
  "store_cum",
  "store_sku_cum",
] as const;

/** Long after the scenes, so that their days are ripe. */
export const muchLater = new Date("2028-03-01T00:00:00.000Z");
export const laterContext = (): Ctx => testContext({ clock: { now: () => muchLater } });

export type Sold = {
  store: MintedStore;
  sku: MintedSku;
  day: string;
  at: Date;
  no: (name: string) => string;
};

/**
 * A store with a closed day that no other scene has, and the day after it: an order with tickets and a refund of its day, one
 * completed and one refunded on the next day, one that is ready since then, a cancelled one, a ticket without an order, a void
 * before its ticket, texts that need four bytes, JSON and instants to the millisecond.
 */
export async function soldDay(parts: Parameters<typeof mintStore>[1] = {}): Promise<Sold> {
  const { db } = testDatabase();
  const [store, sku] = [await mintStore(db, parts), await mintSku(db, "weight")];
  // Earlier than every other day, so that archiving what lies before the next day takes this scene alone.
  const [first] = await rowsOf(
    db,
    sql`select date_format(least('2026-12-20', coalesce(min(business_on), '2026-12-20')), '%Y-%m-%d') as day
      from store_days`,
  );
  const day = addDays(String(first?.day), -4);
  const at = new Date(`${day}T03:00:00.123Z`);
  const sold: Sold = { store, sku, day, at, no: (name) => `${store.code}-${name}` };
  const ctx = testContext({ clock: { now: () => new Date(`${day}T12:00:00.456Z`) } });
  await sendOrders(ctx, sold);
  await settle(testContext({ clock: { now: () => new Date(`${addDays(day, 5)}T00:00:00.789Z`) } }));
  return sold;
}

async function sendOrders(ctx: Ctx, sold: Sold): Promise<void> {
  const { store, day, at, no } = sold;
  const storeCode = store.code;
  const next = new Date(`${addDays(day, 1)}T03:00:00.001Z`);
  const items = ["whole", "done-later", "unfinished", "late-refund", "cancelled"].map((name) =>
    orderOf(sold, name),
  );
  await recordOrders(ctx, { storeCode, items });
  await voidWeighTickets(ctx, { storeCode, items: [{ ticketNo: no("early"), reason: "重称 🥐", at }] });
  const tickets = [
    ["t1", "whole"],
    ["t2", "whole"],
    ["early", "whole"],
    ["t3", "done-later"],
    ["t4", "late-refund"],
    ["t5", "cancelled"],
    ["t6", "unfinished"],
    ["loose", null],
  ] as const;
  await recordWeighTickets(ctx, {
    storeCode,
    items: tickets.map(([name, order]) => ticketOf(sold, name, order)),
  });
  const details = { note: "外卖 🛵", parts: [1, null] };
  const events = [
    { eventNo: no("e1"), orderNo: no("whole"), type: "accepted" as const, at, details },
    { eventNo: no("e2"), orderNo: no("cancelled"), type: "cancelled" as const, at, details: null },
    { eventNo: no("e3"), orderNo: no("done-later"), type: "completed" as const, at: next, details: null },
    { eventNo: no("e4"), orderNo: no("unfinished"), type: "ready" as const, at: next, details: null },
  ];
  await recordOrderEvents(ctx, { storeCode, items: events });
  const refund = { way: "cash" as const, operator: "王小明 😀", reason: "", lines: [] };
  await recordRefunds(ctx, {
    storeCode,
    items: [
      {
        ...refund,
        refundNo: no("r1"),
        orderNo: no("whole"),
        amountFen: 100,
        refundedAt: at,
        lines: [lineOf(no("t1"))],
      },
      { ...refund, refundNo: no("r2"), orderNo: no("late-refund"), amountFen: 200, refundedAt: next },
    ],
  });
}

const lineOf = (ticketNo: string) => ({ ticketNo, weightGrams: 50, amountFen: 100 });

export function orderOf({ at, sku, no }: Sold, name: string, parts: Record<string, unknown> = {}) {
  const isDone = !["cancelled", "done-later", "unfinished"].includes(name);
  return {
    orderNo: no(name),
    orderedAt: at,
    paidAt: at,
    completedAt: isDone ? at : null,
    channel: "meituan",
    goodsAmountFen: 1_000,
    finalAmountFen: 990,
    payments: [{ payType: 1, amountFen: 990, reduceFen: 7 }],
    lines: [{ skuCode: sku.code, weightGrams: 500, unitPriceFen: 1_000, amountFen: 1_000 }],
    ...parts,
  };
}

export function ticketOf({ at, sku, no }: Sold, name: string, order: string | null) {
  const measures = { weightGrams: 500, unitPriceFen: 1_000, amountFen: 1_000 };
  const orderNo = order === null ? null : no(order);
  return { ticketNo: no(name), orderNo, skuCode: sku.code, unit: sku.unit, ...measures, weighedAt: at };
}

/** Whole tables of a store as SHA-256, by statements of its own: every column as the server shows it. */
export async function checksums(storeId: number, tables: readonly string[]): Promise<Record<string, string>> {
  const { db } = testDatabase();
  const sums: Record<string, string> = {};
  for (const table of tables) {
    const columns = await rowsOf(
      db,
      sql`select column_name as name from information_schema.columns
        where table_schema = database() and table_name = ${table} order by ordinal_position`,
    );
    const shown = sql.join(
      columns.map(({ name }) => sql`coalesce(hex(cast(${sql.identifier(String(name))} as char)), '-')`),
      sql`, `,
    );
    const rows = await rowsOf(
      db,
      sql`select concat_ws('|', ${shown}) as line from ${sql.identifier(table)} where store_id = ${storeId}`,
    );
    const lines = rows.map(({ line }) => String(line)).sort();
    sums[table] = `${lines.length} rows ${createHash("sha256").update(lines.join("\n")).digest("hex")}`;
  }
  return sums;
}

/** Rows of a store per raw table. */
export async function countRaw(storeId: number): Promise<number[]> {
  const counts: number[] = [];
  for (const table of rawTables) {
    const [row] = await rowsOf(
      testDatabase().db,
      sql`select count(*) as n from ${sql.identifier(table)} where store_id = ${storeId}`,
    );
    counts.push(Number(row?.n));
  }
  return counts;
}

export async function stateOf(storeId: number, day: string): Promise<string> {
  const [row] = await rowsOf(
    testDatabase().db,
    sql`select state, dirty_at is null as clean, revised_at is null as same from store_days
      where store_id = ${storeId} and business_on = ${day}`,
  );
  if (!row) return "none";
  return `${row.state}${row.clean ? "" : ", dirty"}${row.same ? "" : ", revised"}`;
}

/** Archives and dies at the given occurrence of a step. */
export async function archiveUntil(
  ctx: Ctx,
  before: string,
  step: ArchiveStep,
  occurrence = 1,
): Promise<void> {
  let seen = 0;
  const died = new Error("died");
  const progress = (at: ArchiveStep) => {
    if (at === step && ++seen === occurrence) throw died;
  };
  await archiveDays(ctx, { before, progress }).catch((error) => {
    if (error !== died) throw error;
  });
}
