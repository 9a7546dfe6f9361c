import { and, eq, inArray, sql } from "drizzle-orm";
import type { OrderState } from "@/db/enums/orders";
import {
  orderLines,
  orderPayments,
  orderRefs,
  orders,
  pendingTickets,
  weighTickets,
} from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { type BusinessDay, businessDayOf, halfHourSlot } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { addToStoreDays } from "@/lib/days/add-to-store-days";
import type { SalesDelta } from "@/lib/days/model";
import {
  type Claimed,
  claimNumbers,
  findSkus,
  hashOf,
  type Keyed,
  lockOrderRefs,
  type OrderRef,
  touchedDays,
  uploadStore,
} from "./internal";
import { businessOf, type Receipt } from "./model";
import { type OrderItem, RecordOrdersInput } from "./schemas";

/**
 * Stores up to 500 orders of one store. One receipt per item, in the order sent; the same number again is `duplicate`, with
 * other content `changed` (the first stays). An order counts in the business of the day of `orderedAt` when it is paid and not
 * cancelled; one that is completed also lets its waiting weigh tickets count, each on its own day.
 * Throws stores.not_found.
 */
export const recordOrders = command({
  name: "orders.recordOrders",
  permission: "orders.import",
  input: RecordOrdersInput,
  run: async (ctx, { storeCode, items }, audit): Promise<{ receipts: Receipt[] }> => {
    audit.none("an upload is its own record: every item has its number, content hash and receipt");
    const store = await uploadStore(ctx, storeCode);
    const skus = await findSkus(
      ctx,
      items.flatMap((item) => item.lines.map((line) => line.skuCode)),
    );
    const receipts: Receipt[] = [];
    const keyed: Keyed<OrderItem>[] = [];
    for (const [index, item] of items.entries()) {
      const unknown = item.lines.findIndex((line) => !skus.has(line.skuCode));
      if (unknown < 0) keyed.push({ ...keyOf(item, businessDayOf(item.orderedAt, store.cutOffs)), index });
      else receipts[index] = unknownSku(item.orderNo, `items.${index}.lines.${unknown}.skuCode`);
    }
    const claimed = await claimNumbers(ctx, { kind: "order", storeId: store.id, items: keyed, receipts });
    const refs = await lockOrderRefs(
      ctx,
      store.id,
      claimed.map((order) => order.number),
    );
    await insertOrders(ctx, store.id, claimed, refs, skus);
    await fillRefs(ctx, store.id, claimed);
    const sales = await releaseTickets(ctx, store.id, newlyCompleted(claimed, refs));
    await addToStoreDays(ctx, {
      storeId: store.id,
      cutOffs: store.cutOffs,
      days: touchedDays(claimed.map(dayOf), sales.map(dayOf)),
      business: claimed.flatMap(({ item, businessOn }) => businessOf(item, businessOn) ?? []),
      slots: claimed
        .filter(({ item }) => isCounted(item))
        .map(({ item, businessOn }) => ({
          businessOn,
          slot: halfHourSlot(item.orderedAt),
          orders: 1,
          finalAmountFen: item.finalAmountFen,
        })),
      sales,
    });
    return { receipts };
  },
});

function dayOf({ businessOn }: { businessOn: BusinessDay }): BusinessDay {
  return businessOn;
}

function isCounted(item: OrderItem): boolean {
  return item.paidAt !== null && item.cancelledAt === null;
}

function unknownSku(number: string, path: string): Receipt {
  return { number, status: "rejected", reason: "orders.sku_unknown", path };
}

/** The hash leaves out state, which may differ between two sendings of the same order. */
function keyOf(item: OrderItem, businessOn: string) {
  const { paidAt: _paid, completedAt: _completed, cancelledAt: _cancelled, payments, lines, ...rest } = item;
  const hash = hashOf([
    Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
    payments.map((payment) => [payment.payType, payment.amountFen, payment.reduceFen]),
    lines.map((line) => [
      line.skuCode,
      line.weightGrams,
      line.quantity,
      line.unitPriceFen,
      line.amountFen,
      line.ticketNo,
    ]),
  ]);
  return { item, number: item.orderNo, businessOn, hash };
}

function stateOf(item: OrderItem, completedAt: Date | null): OrderState {
  if (item.cancelledAt !== null) return "cancelled";
  if (completedAt !== null) return "completed";
  return item.paidAt === null ? "created" : "paid";
}

async function insertOrders(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<OrderItem>[],
  refs: ReadonlyMap<string, OrderRef>,
  skus: ReadonlyMap<string, { id: number }>,
): Promise<void> {
  if (claimed.length === 0) return;
  const receivedAt = ctx.clock.now();
  await ctx.db.insert(orders).values(
    claimed.map(({ item, id, businessOn }) => {
      const { payments: _payments, lines: _lines, ...columns } = item;
      // A completion may have come before its order.
      const completedAt = item.completedAt ?? refs.get(item.orderNo)?.completedAt ?? null;
      return {
        ...columns,
        storeId,
        businessOn,
        id,
        completedAt,
        state: stateOf(item, completedAt),
        receivedAt,
      };
    }),
  );
  const payments = claimed.flatMap(({ item, id: orderId, businessOn }) =>
    item.payments.map((payment, index) => ({
      ...payment,
      storeId,
      businessOn,
      orderId,
      paymentNo: index + 1,
    })),
  );
  if (payments.length > 0) await ctx.db.insert(orderPayments).values(payments);
  const lines = claimed.flatMap(({ item, id: orderId, businessOn }) =>
    item.lines.map(({ skuCode, ...line }, index) => ({
      ...line,
      skuId: skus.get(skuCode)?.id ?? 0,
      storeId,
      businessOn,
      orderId,
      lineNo: index + 1,
    })),
  );
  if (lines.length > 0) await ctx.db.insert(orderLines).values(lines);
}

async function fillRefs(ctx: Ctx, storeId: number, claimed: readonly Claimed<OrderItem>[]): Promise<void> {
  if (claimed.length === 0) return;
  const rows = claimed
    .map(({ item, id, businessOn }) => ({
      orderNo: item.orderNo,
      storeId,
      orderId: id,
      orderOn: businessOn,
      completedAt: item.cancelledAt === null ? item.completedAt : null,
    }))
    .sort((a, b) => (a.orderNo < b.orderNo ? -1 : 1));
  await ctx.db
    .insert(orderRefs)
    .values(rows)
    .onDuplicateKeyUpdate({
      set: {
        orderId: sql`values(${orderRefs.orderId})`,
        orderOn: sql`values(${orderRefs.orderOn})`,
        completedAt: sql`coalesce(${orderRefs.completedAt}, values(${orderRefs.completedAt}))`,
      },
    });
}

function newlyCompleted(
  claimed: readonly Claimed<OrderItem>[],
  refs: ReadonlyMap<string, OrderRef>,
): string[] {
  return claimed
    .filter(({ item }) => item.completedAt !== null && item.cancelledAt === null)
    .map(({ item }) => item.orderNo)
    .filter((orderNo) => refs.get(orderNo)?.completedAt === null);
}

/** Lets the waiting tickets of orders that have just been completed count: what they add to the sales of their days. */
async function releaseTickets(ctx: Ctx, storeId: number, orderNos: readonly string[]): Promise<SalesDelta[]> {
  if (orderNos.length === 0) return [];
  const ofOrders = and(eq(pendingTickets.storeId, storeId), inArray(pendingTickets.orderNo, [...orderNos]));
  // unscoped: tickets of the store that the upload is for; their orders are locked.
  const tickets = await ctx.db
    .select({
      businessOn: weighTickets.businessOn,
      skuId: weighTickets.skuId,
      weightGrams: weighTickets.weightGrams,
      quantity: weighTickets.quantity,
      amountFen: weighTickets.amountFen,
    })
    .from(pendingTickets)
    .innerJoin(
      weighTickets,
      and(
        eq(weighTickets.storeId, pendingTickets.storeId),
        eq(weighTickets.businessOn, pendingTickets.businessOn),
        eq(weighTickets.id, pendingTickets.ticketId),
      ),
    )
    .where(ofOrders);
  if (tickets.length > 0) await ctx.db.delete(pendingTickets).where(ofOrders);
  return tickets.map((ticket) => ({ ...ticket, tickets: 1 }));
}
