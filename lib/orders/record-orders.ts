import { orderLines, orderPayments, orders } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { businessDayOf } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { orderHash } from "./content-hash";
import { countOrders } from "./count-orders";
import { type Claimed, claimNumbers, findSkus, type Keyed, tellOrderRefs, uploadStore } from "./internal";
import type { Receipt } from "./model";
import { type OrderItem, RecordOrdersInput } from "./schemas";
import { showInstants } from "./show-instants";
import { showRefunds } from "./show-refunds";

/**
 * Stores up to 500 orders of one store. One receipt per item, in the order sent; the same number again is `duplicate`, with
 * other content `changed` (the first stays). An order counts in the business of the day of `orderedAt` when it is paid and not
 * cancelled; one that is completed also lets its waiting weigh tickets count, each on its own day. What events told of it
 * before it came holds.
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
    const touched = {
      orderNos: claimed.map(({ number }) => number),
      stored: claimed.map(({ businessOn }) => businessOn),
    };
    await countOrders(ctx, store, touched, async () => {
      await insertOrders(ctx, store.id, claimed, skus);
      await tellOrderRefs(ctx, store.id, claimed.map(toldBy));
      await showInstants(ctx, store.id, touched.orderNos);
      await showRefunds(ctx, store.id, touched.orderNos);
    });
    return { receipts };
  },
});

function toldBy({ item, id, businessOn }: Claimed<OrderItem>) {
  const { orderNo, paidAt, completedAt, cancelledAt } = item;
  return { orderNo, orderId: id, orderOn: businessOn, paidAt, completedAt, cancelledAt };
}

function unknownSku(number: string, path: string): Receipt {
  return { number, status: "rejected", reason: "orders.sku_unknown", path };
}

function keyOf(item: OrderItem, businessOn: string) {
  return { item, number: item.orderNo, businessOn, hash: orderHash(item) };
}

async function insertOrders(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<OrderItem>[],
  skus: ReadonlyMap<string, { id: number }>,
): Promise<void> {
  if (claimed.length === 0) return;
  const receivedAt = ctx.clock.now();
  await ctx.db.insert(orders).values(
    claimed.map(({ item, id, businessOn }) => {
      const { payments: _payments, lines: _lines, ...columns } = item;
      return { ...columns, storeId, businessOn, id, state: "created" as const, receivedAt };
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
