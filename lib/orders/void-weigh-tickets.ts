import { and, eq, inArray, isNull } from "drizzle-orm";
import { pendingTickets, ticketVoids, uploadKeys, weighTickets } from "@/db/schema/orders";
import type { Ctx } from "@/lib/core/context";
import { businessDayOf } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { recallTickets } from "@/lib/days/recall-tickets";
import { countOrders } from "./count-orders";
import { type Claimed, claimNumbers, hashOf, type Keyed, uploadStore } from "./internal";
import type { Receipt } from "./model";
import { type TicketVoidItem, VoidWeighTicketsInput } from "./schemas";

/**
 * Voids up to 500 tickets of one store; the void may come before its ticket, which then counts nowhere from the start.
 * Void and ticket each write their own row first and then look for the other's under a lock, so neither misses the other.
 * Throws stores.not_found.
 */
export const voidWeighTickets = command({
  name: "orders.voidWeighTickets",
  permission: "orders.import",
  input: VoidWeighTicketsInput,
  run: async (ctx, { storeCode, items }, audit): Promise<{ receipts: Receipt[] }> => {
    audit.none("an upload is its own record: every item has its number, content hash and receipt");
    const store = await uploadStore(ctx, storeCode);
    const receipts: Receipt[] = [];
    const keyed = items.map((item, index): Keyed<TicketVoidItem> => {
      const businessOn = businessDayOf(item.at, store.cutOffs);
      return { item, index, number: item.ticketNo, businessOn, hash: hashOf([item.reason, item.at]) };
    });
    const claimed = await claimNumbers(ctx, {
      kind: "ticket_void",
      storeId: store.id,
      items: keyed,
      receipts,
    });
    await keepVoids(ctx, store.id, claimed);
    const ticketNos = claimed.map(({ number }) => number);
    const tickets = await lockTickets(ctx, store.id, ticketNos);
    const archived = await recallTickets(ctx, { storeId: store.id, ticketNos });
    const orderNos = [...tickets.flatMap(({ orderNo }) => orderNo ?? []), ...archived.orderNos];
    await countOrders(ctx, store, { orderNos, stored: [] }, () => markVoided(ctx, store.id, claimed));
    return { receipts };
  },
});

async function keepVoids(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<TicketVoidItem>[],
): Promise<void> {
  if (claimed.length === 0) return;
  const receivedAt = ctx.clock.now();
  const rows = claimed.map(({ item: { ticketNo, reason, at } }) => ({
    ticketNo,
    storeId,
    reason,
    at,
    receivedAt,
  }));
  await ctx.db.insert(ticketVoids).values(rows);
}

/** Waits for tickets that are just being stored: their key is written before anything else of them. */
async function lockTickets(ctx: Ctx, storeId: number, numbers: readonly string[]) {
  if (numbers.length === 0) return [];
  // unscoped: tickets of the store that the calling door was authorized for.
  await ctx.db
    .select({ id: uploadKeys.id })
    .from(uploadKeys)
    .where(and(eq(uploadKeys.kind, "weigh_ticket"), inArray(uploadKeys.number, [...numbers])))
    .for("update");
  // unscoped: as above.
  return ctx.db
    .select({ orderNo: weighTickets.orderNo })
    .from(weighTickets)
    .where(and(eq(weighTickets.storeId, storeId), inArray(weighTickets.ticketNo, [...numbers])));
}

async function markVoided(
  ctx: Ctx,
  storeId: number,
  claimed: readonly Claimed<TicketVoidItem>[],
): Promise<void> {
  for (const { item } of claimed) {
    const isTicket = and(eq(weighTickets.storeId, storeId), eq(weighTickets.ticketNo, item.ticketNo));
    // unscoped: as above.
    const [ticket] = await ctx.db
      .select({ id: weighTickets.id, businessOn: weighTickets.businessOn })
      .from(weighTickets)
      .where(isTicket);
    if (!ticket) continue;
    await ctx.db
      .update(weighTickets)
      .set({ voidedAt: item.at, voidReason: item.reason })
      .where(and(isTicket, isNull(weighTickets.voidedAt)));
    // unscoped: as above, the one store of the authorized upload.
    await ctx.db
      .delete(pendingTickets)
      .where(
        and(
          eq(pendingTickets.storeId, storeId),
          eq(pendingTickets.businessOn, ticket.businessOn),
          eq(pendingTickets.ticketId, ticket.id),
        ),
      );
  }
}
