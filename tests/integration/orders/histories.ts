import { type SQL, sql } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "@/db/client";
import type { OrderChannel } from "@/db/enums/orders";
import type { Ctx } from "@/lib/core/context";
import { weighedAmountFen } from "@/lib/core/money";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import type { MintedSku } from "../../support/factories/skus";
import type { MintedStore } from "../../support/factories/stores";

/** A history is a list of deeds at a store; every deed is done at the clock of its place. */
export type Deed =
  | {
      kind: "order";
      order: number;
      at: number;
      isPaid: boolean;
      isCompleted: boolean;
      payType: number;
      amountFen: number;
      /** "terminal" where left out. */
      channel?: OrderChannel;
    }
  | { kind: "ticket"; ticket: number; order: number | null; at: number; sku: number; amount: number }
  | {
      kind: "event";
      event: number;
      order: number;
      at: number;
      type: "paid" | "accepted" | "completed" | "cancelled";
    }
  | { kind: "refund"; refund: number; order: number; at: number; amountFen: number; lines: ReturnedLine[] }
  | { kind: "void"; ticket: number; at: number }
  | { kind: "clock"; hours: number }
  | { kind: "close" }
  | { kind: "restate" };

/** A deed that uploads something. */
export type Upload = Exclude<Deed, { kind: "clock" | "close" | "restate" }>;

type ReturnedLine = { ticket: number; amount: number; isWhole: boolean };

const base = Date.parse("2026-03-07T16:00:00.000Z");
const minuteMs = 60_000;

/** The instant of a deed's minute; minutes count from the scene's beginning. */
export function instantAt(minute: number, { startMs = base }: Pick<Scene, "startMs"> = {}): Date {
  return new Date(startMs + minute * minuteMs);
}

/** Four days around a cut-off; mostly a few instants, so that things meet on one day and one instant. */
const minutes = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(60, 239, 241, 700, 1_439, 1_441, 1_700) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 4 * 1_440 }) },
);

/** How many orders, tickets, events and refunds a store has; few, so that deeds meet. */
type Numbers = { orders: number; tickets: number; events: number; refunds: number };
const few: Numbers = { orders: 4, tickets: 16, events: 16, refunds: 8 };

/** Uploads of one store, with their weights; `isTrue`: how often orders come paid, and completed. */
export function uploads(
  at: fc.Arbitrary<number>,
  numbers: Numbers = few,
  channels?: readonly OrderChannel[],
  isTrue: fc.Arbitrary<boolean> = fc.boolean(),
) {
  const order = fc.integer({ min: 0, max: numbers.orders - 1 });
  const ticket = fc.integer({ min: 0, max: numbers.tickets - 1 });
  const line = fc.record({ ticket, amount: fc.integer({ min: 1, max: 3_000 }), isWhole: fc.boolean() });
  return [
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant("order" as const),
        order,
        at,
        isPaid: isTrue,
        isCompleted: isTrue,
        payType: fc.constantFrom(1, 2, 3, 4, 5, 9, 77),
        amountFen: fc.integer({ min: 0, max: 50_000 }),
        ...(channels ? { channel: fc.constantFrom(...channels) } : {}),
      }),
    },
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant("ticket" as const),
        ticket,
        order: fc.option(order, { nil: null, freq: 8 }),
        at,
        sku: fc.integer({ min: 0, max: 2 }),
        amount: fc.integer({ min: 1, max: 3_000 }),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("event" as const),
        event: fc.integer({ min: 0, max: numbers.events - 1 }),
        order,
        at,
        type: fc.constantFrom(...(["paid", "accepted", "completed", "cancelled"] as const)),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant("refund" as const),
        refund: fc.integer({ min: 0, max: numbers.refunds - 1 }),
        order,
        at,
        amountFen: fc.integer({ min: 0, max: 60_000 }),
        lines: fc.oneof(fc.constant<ReturnedLine[]>([]), fc.array(line, { maxLength: 3 })),
      }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant("void" as const), ticket, at }) },
  ];
}

const standing = [
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("clock" as const), hours: fc.integer({ min: 1, max: 30 }) }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "close" as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: "restate" as const }) },
];

export const deeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.oneof<fc.MaybeWeightedArbitrary<Deed>[]>(...uploads(minutes), ...standing),
  { minLength: 1, maxLength: 50 },
);

export type Scene = {
  store: Pick<MintedStore, "id" | "code">;
  skus: MintedSku[];
  /** Instant of minute 0, in milliseconds; 2026-03-08 in Shanghai where left out. */
  startMs?: number;
};

/** Does the deeds in order, two to a batch where they are of one kind, and answers the context they were done in. */
export async function play(scene: Scene, history: readonly Deed[]): Promise<Ctx> {
  const clock = testClock(instantAt(12 * 60, scene));
  const ctx = testContext({ clock });
  for (const deed of history) {
    if (deed.kind === "clock") clock.advance(deed.hours * 3_600_000);
    else if (deed.kind === "close") await closeStoreDays(ctx, { limit: 500 });
    else if (deed.kind === "restate") await restateStoreDays(ctx, { limit: 500 });
    else await sendUpload(ctx, scene, deed);
  }
  return ctx;
}

/** Closes all days whose time has come and restates all dirty ones: other tests' days share the database. */
export async function settle(ctx: Ctx): Promise<{ differing: number }> {
  while ((await closeStoreDays(ctx, { limit: 500 })).closed === 500);
  return restateAll(ctx);
}

export async function restateAll(ctx: Ctx): Promise<{ differing: number }> {
  let differing = 0;
  for (let left = 1; left > 0; ) {
    const done = await restateStoreDays(ctx, { limit: 500 });
    differing += done.differing;
    left = done.left;
  }
  return { differing };
}

export function sendUpload(ctx: Ctx, scene: Scene, deed: Upload): Promise<void> {
  if (deed.kind === "order") return sendOrder(ctx, scene, deed);
  if (deed.kind === "ticket") return sendTicket(ctx, scene, deed);
  if (deed.kind === "event") return sendEvent(ctx, scene, deed);
  return deed.kind === "refund" ? sendRefund(ctx, scene, deed) : sendVoid(ctx, scene, deed);
}

/** Deeds that upload something, each number once: of two with one number the first wins, so their order does matter. */
export function firstUploads(history: readonly Deed[]): Upload[] {
  const seen = new Set<string>();
  return history.filter((deed): deed is Upload => {
    const number = numberOf(deed);
    if (number === null || seen.has(`${deed.kind} ${number}`)) return false;
    seen.add(`${deed.kind} ${number}`);
    return true;
  });
}

function numberOf(deed: Deed): number | null {
  if (deed.kind === "order") return deed.order;
  if (deed.kind === "ticket" || deed.kind === "void") return deed.ticket;
  if (deed.kind === "event") return deed.event;
  return deed.kind === "refund" ? deed.refund : null;
}

async function sendEvent(ctx: Ctx, scene: Scene, deed: Extract<Deed, { kind: "event" }>): Promise<void> {
  const { store } = scene;
  const { type, at } = deed;
  const numbers = { eventNo: `${store.code}-e${deed.event}`, orderNo: `${store.code}-${deed.order}` };
  await recordOrderEvents(ctx, {
    storeCode: store.code,
    items: [{ ...numbers, type, at: instantAt(at, scene) }],
  });
}

async function sendRefund(ctx: Ctx, scene: Scene, deed: Extract<Deed, { kind: "refund" }>): Promise<void> {
  const { store } = scene;
  const lines = deed.lines.map(({ ticket, amount, isWhole }) => ({
    ticketNo: `${store.code}-t${ticket}`,
    // More than any ticket holds where all of it went back.
    weightGrams: isWhole ? 5_000 : amount % 700,
    quantity: isWhole ? 10 : amount % 2,
    amountFen: amount,
  }));
  const item = {
    refundNo: `${store.code}-r${deed.refund}`,
    orderNo: `${store.code}-${deed.order}`,
    amountFen: deed.amountFen,
    way: "cash" as const,
    refundedAt: instantAt(deed.at, scene),
    lines,
  };
  await recordRefunds(ctx, { storeCode: store.code, items: [item] });
}

async function sendVoid(ctx: Ctx, scene: Scene, deed: Extract<Deed, { kind: "void" }>): Promise<void> {
  const { store } = scene;
  const item = { ticketNo: `${store.code}-t${deed.ticket}`, reason: "重称", at: instantAt(deed.at, scene) };
  await voidWeighTickets(ctx, { storeCode: store.code, items: [item] });
}

async function sendOrder(ctx: Ctx, scene: Scene, deed: Extract<Deed, { kind: "order" }>): Promise<void> {
  const { store } = scene;
  const orderedAt = instantAt(deed.at, scene);
  const paidAt = deed.isPaid || deed.isCompleted ? orderedAt : null;
  const item = {
    orderNo: `${store.code}-${deed.order}`,
    ...(deed.channel ? { channel: deed.channel } : {}),
    orderedAt,
    paidAt,
    completedAt: deed.isCompleted ? orderedAt : null,
    goodsAmountFen: deed.amountFen + 100,
    finalAmountFen: deed.amountFen,
    storeDiscountFen: 100,
    payments: [
      { payType: deed.payType, amountFen: deed.amountFen, reduceFen: 7 },
      { payType: 9, amountFen: 1 },
    ],
    lines: [],
  };
  await recordOrders(ctx, { storeCode: store.code, items: [item] });
}

async function sendTicket(ctx: Ctx, scene: Scene, deed: Extract<Deed, { kind: "ticket" }>): Promise<void> {
  const { store, skus } = scene;
  const sku = skus[deed.sku];
  if (!sku) return;
  const isWeighed = sku.unit === "weight";
  const item = {
    ticketNo: `${store.code}-t${deed.ticket}`,
    skuCode: sku.code,
    unit: sku.unit,
    weightGrams: isWeighed ? deed.amount : 0,
    quantity: isWeighed ? 0 : 1 + (deed.amount % 5),
    unitPriceFen: 2_980,
    amountFen: isWeighed ? weighedAmountFen(deed.amount, 2_980) : 2_980 * (1 + (deed.amount % 5)),
    orderNo: deed.order === null ? null : `${store.code}-${deed.order}`,
    weighedAt: instantAt(deed.at, scene),
  };
  // The same ticket twice in one batch: the second is a duplicate.
  await recordWeighTickets(ctx, { storeCode: store.code, items: [item, item] });
}

export async function rowsOf(db: Database, statement: SQL): Promise<Record<string, unknown>[]> {
  const [rows] = await db.execute(statement);
  return rows as unknown as Record<string, unknown>[];
}

/** Stored figures as sorted text lines; rows in which every measure is zero say nothing. */
export async function figuresStored(db: Database, storeId: number): Promise<string[]> {
  const lines: string[] = [];
  const add = (name: string, rows: readonly Record<string, unknown>[]) => {
    for (const { store_id: _store, ...row } of rows) lines.push(lineOf(name, row));
  };
  add("sales", await rowsOf(db, sql`select * from sales_daily where store_id = ${storeId}`));
  add("business", await rowsOf(db, sql`select * from business_daily where store_id = ${storeId}`));
  add("slots", await rowsOf(db, sql`select * from business_slots where store_id = ${storeId}`));
  const pending = await rowsOf(
    db,
    sql`select p.business_on, t.ticket_no, p.amount_fen from pending_tickets p join weigh_tickets t
      on t.store_id = p.store_id and t.business_on = p.business_on and t.id = p.ticket_id where p.store_id = ${storeId}`,
  );
  add("pending", pending);
  return lines.filter((line) => line !== "").sort();
}

/** "name day key measure=value …" with the measures that are not zero, or nothing. */
export function lineOf(name: string, row: Record<string, unknown>): string {
  const keys = ["business_on", "sku_id", "channel", "slot", "ticket_no"];
  const measures = Object.entries(row).filter(([key, value]) => !keys.includes(key) && Number(value) !== 0);
  if (measures.length === 0) return "";
  const shown = measures.map(([key, value]) => `${key}=${Number(value)}`).sort();
  const day = row.business_on instanceof Date ? row.business_on.toISOString().slice(0, 10) : row.business_on;
  const place = keys.slice(1).flatMap((key) => (row[key] === undefined ? [] : [`${row[key]}`]));
  return [name, day, ...place, ...shown].join(" ");
}
