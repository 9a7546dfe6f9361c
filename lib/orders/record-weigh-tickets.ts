import { and, eq, inArray } from "drizzle-orm";
import { pendingTickets, ticketVoids, weighTickets } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { businessDayOf } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { ticketHash } from "./content-hash";
import { countOrders } from "./count-orders";
import { type Claimed, claimNumbers, findSkus, type Keyed, uploadStore } from "./internal";
import type { Receipt } from "./model";
import { RecordWeighTicketsInput, type WeighTicketItem } from "./schemas";

/**
 * Stores up to 500 weigh tickets of one store. One receipt per item, in the order sent. A ticket counts in the sales of the
 * business day of its weighing as soon as it is stored, not void, and its order is completed, whichever comes second.
 * Throws stores.not_found.
 */
export const recordWeighTickets = command({
  name: "orders.recordWeighTickets",
  permission: "orders.import",
  input: RecordWeighTicketsInput,
  run: async (ctx, { storeCode, items }, audit): Promise<{ receipts: Receipt[] }> => {
    audit.none("an upload is its own record: every item has its number, content hash and receipt");
    const store = await uploadStore(ctx, storeCode);
    const skus = await findSkus(
      ctx,
      items.map((item) => item.skuCode),
    );
    const receipts: Receipt[] = [];
    const keyed: Keyed<WeighTicketItem>[] = [];
    for (const [index, item] of items.entries()) {
      const sku = skus.get(item.skuCode);
      const fault = sku ? unitFault(item, sku.unit) : { reason: "orders.sku_unknown", field: "skuCode" };
      if (fault) {
        const path = `items.${index}.${fault.field}`;
        receipts[index] = { number: item.ticketNo, status: "rejected", reason: fault.reason, path };
      } else {
        keyed.push({ ...keyOf(item, businessDayOf(item.weighedAt, store.cutOffs)), index });
      }
    }
    const claimed = await claimNumbers(ctx, {
      kind: "weigh_ticket",
      storeId: store.id,
      items: keyed,
      receipts,
    });
    const touched = {
      orderNos: claimed.flatMap(({ item }) => item.orderNo ?? []),
      stored: claimed.map(({ businessOn }) => businessOn),
    };
    await countOrders(ctx, store, touched, () => insertTickets(ctx, store.id, claimed, skus));
    return { receipts };
  },
});

/** A weighed line has grams and no pieces, a counted one pieces and no grams, by the unit of its SKU. */
function unitFault(item: WeighTicketItem, unit: string): { reason: string; field: string } | null {
  if (item.unit !== unit) return { reason: "orders.unit_wrong", field: "unit" };
  if (unit === "weight" && item.quantity !== 0) return { reason: "orders.unit_wrong", field: "quantity" };
  if (unit === "piece" && item.weightGrams !== 0)
    return { reason: "orders.unit_wrong", field: "weightGrams" };
  return null;
}

function keyOf(item: WeighTicketItem, businessOn: string) {
  return { item, number: item.ticketNo, businessOn, hash: ticketHash(item) };
}

/** Writes the rows, void where a void had come before them; a ticket without an order waits for good. */
async function insertTickets(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<WeighTicketItem>[],
  skus: ReadonlyMap<string, { id: number }>,
): Promise<void> {
  if (claimed.length === 0) return;
  // unscoped: voids that the store itself sent ahead of these tickets.
  const voids = await ctx.db
    .select({ ticketNo: ticketVoids.ticketNo, reason: ticketVoids.reason, at: ticketVoids.at })
    .from(ticketVoids)
    .where(
      and(
        eq(ticketVoids.storeId, storeId),
        inArray(
          ticketVoids.ticketNo,
          claimed.map((ticket) => ticket.number),
        ),
      ),
    )
    .for("update");
  const byNumber = new Map(voids.map((row) => [row.ticketNo, row]));
  const receivedAt = ctx.clock.now();
  await ctx.db.insert(weighTickets).values(
    claimed.map(({ item: { skuCode, ...columns }, id, businessOn }) => {
      const early = byNumber.get(columns.ticketNo);
      const voidColumns = early ? { voidedAt: early.at, voidReason: early.reason } : {};
      return {
        ...columns,
        ...voidColumns,
        storeId,
        businessOn,
        id,
        skuId: skus.get(skuCode)?.id ?? 0,
        receivedAt,
      };
    }),
  );
  const orphans = claimed.filter(({ item }) => item.orderNo === null && !byNumber.has(item.ticketNo));
  if (orphans.length === 0) return;
  await ctx.db.insert(pendingTickets).values(
    orphans.map(({ item, id, businessOn }) => ({
      storeId,
      businessOn,
      ticketId: id,
      amountFen: item.amountFen,
    })),
  );
}
