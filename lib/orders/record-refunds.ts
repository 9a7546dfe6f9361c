import { refundLines, refunds } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { businessDayOf } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { refundHash } from "./content-hash";
import { countOrders } from "./count-orders";
import { type Claimed, claimNumbers, type Keyed, uploadStore } from "./internal";
import type { Receipt } from "./model";
import { RecordRefundsInput, type RefundItem } from "./schemas";
import { showRefunds } from "./show-refunds";

/**
 * Stores up to 500 refunds of one store. A refund counts on the day of its order and, apart from that, on its own day, once
 * its order is there and counted; on the business day of the weighing it also takes goods out of sales. Throws
 * stores.not_found.
 */
export const recordRefunds = command({
  name: "orders.recordRefunds",
  permission: "orders.import",
  input: RecordRefundsInput,
  run: async (ctx, { storeCode, items }, audit): Promise<{ receipts: Receipt[] }> => {
    audit.none("an upload is its own record: every item has its number, content hash and receipt");
    const store = await uploadStore(ctx, storeCode);
    const receipts: Receipt[] = [];
    const keyed = items.map(
      (item, index): Keyed<RefundItem> => ({
        item,
        index,
        number: item.refundNo,
        businessOn: businessDayOf(item.refundedAt, store.cutOffs),
        hash: refundHash(item),
      }),
    );
    const claimed = await claimNumbers(ctx, { kind: "refund", storeId: store.id, items: keyed, receipts });
    const orderNos = claimed.map(({ item }) => item.orderNo);
    const stored = claimed.map(({ businessOn }) => businessOn);
    await countOrders(ctx, store, { orderNos, stored }, async () => {
      await insertRefunds(ctx, store.id, claimed);
      await showRefunds(ctx, store.id, orderNos);
    });
    return { receipts };
  },
});

async function insertRefunds(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<RefundItem>[],
): Promise<void> {
  if (claimed.length === 0) return;
  const receivedAt = ctx.clock.now();
  await ctx.db.insert(refunds).values(
    claimed.map(({ item: { lines: _lines, ...columns }, id, businessOn: refundedOn }) => ({
      ...columns,
      storeId,
      refundedOn,
      id,
      receivedAt,
    })),
  );
  const lines = claimed.flatMap(({ item, id: refundId, businessOn: refundedOn }) =>
    item.lines.map((line, index) => ({ ...line, storeId, refundedOn, refundId, lineNo: index + 1 })),
  );
  if (lines.length > 0) await ctx.db.insert(refundLines).values(lines);
}
