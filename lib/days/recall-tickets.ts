import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { storeDays } from "@/db/schema/days";
import { uploadKeys, weighTickets } from "@/db/schema/orders";
import { groupBy } from "@/lib/core/collections";
import { command } from "@/lib/core/verb";
import { insertRows } from "./archive-rows";
import { findArchives, readArchivedStore } from "./read-archive";

const Input = z.custom<{ storeId: number; ticketNos: readonly string[] }>();

/**
 * Archived tickets that something new speaks of: answers the numbers of their orders, which come back as a whole once they are
 * locked (`recallOrders`); tickets without an order come back here. The caller holds the tickets' numbers. Throws
 * days.archive_unreadable.
 */
export const recallTickets = command({
  name: "days.recallTickets",
  permission: "joined",
  input: Input,
  run: async (ctx, { storeId, ticketNos }, audit): Promise<{ orderNos: string[] }> => {
    audit.none("archived rows come back as they were; they remain in the archive");
    if (ticketNos.length === 0) return { orderNos: [] };
    const { businessOn } = uploadKeys;
    // unscoped: tickets of the store that the calling verb was authorized for.
    const missing = await ctx.db
      .select({ id: uploadKeys.id, businessOn, archivedAt: storeDays.sealedAt })
      .from(uploadKeys)
      .innerJoin(
        storeDays,
        and(eq(storeDays.storeId, uploadKeys.storeId), eq(storeDays.businessOn, businessOn)),
      )
      .leftJoin(
        weighTickets,
        and(
          eq(weighTickets.storeId, uploadKeys.storeId),
          eq(weighTickets.businessOn, businessOn),
          eq(weighTickets.id, uploadKeys.id),
        ),
      )
      .where(
        and(
          eq(uploadKeys.kind, "weigh_ticket"),
          inArray(uploadKeys.number, [...ticketNos]),
          eq(uploadKeys.storeId, storeId),
          eq(storeDays.state, "sealed"),
          isNotNull(storeDays.sealedAt),
          isNull(weighTickets.id),
        ),
      );
    const orderNos = new Set<string>();
    for (const [day, keys] of groupBy(missing, (key) => key.businessOn)) {
      const [{ archivedAt } = { archivedAt: null }] = keys;
      if (archivedAt === null) continue;
      const ids = new Set<unknown>(keys.map(({ id }) => id));
      const records = await findArchives(ctx.db, { businessOn: day, archivedAt }, ["weigh_tickets"]);
      const rows = await readArchivedStore(records, storeId);
      const tickets = rows.weigh_tickets.filter((ticket) => ids.has(ticket.id));
      for (const { orderNo } of tickets) if (typeof orderNo === "string") orderNos.add(orderNo);
      await insertRows(ctx.db, { weigh_tickets: tickets.filter(({ orderNo }) => orderNo === null) });
    }
    return { orderNos: [...orderNos] };
  },
});
