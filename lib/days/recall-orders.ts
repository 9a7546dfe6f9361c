import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { type ArchiveKind, archiveKinds } from "@/db/enums/days";
import { storeDays } from "@/db/schema/days";
import { orderRefs, orders } from "@/db/schema/orders";
import { groupBy } from "@/lib/core/collections";
import { command } from "@/lib/core/verb";
import { insertRows, type RawRow, type RawRows } from "./archive-rows";
import { findArchives, readArchivedStore } from "./read-archive";

const Input = z.custom<{ storeId: number; orderNos: readonly string[] }>();

/**
 * Brings archived orders back into the tables, with everything that speaks of them: something new speaks of them, and what it
 * adds follows from all their rows; restating its own day will need them too. Their day stays sealed. The caller holds the
 * orders' references. Throws days.archive_unreadable.
 */
export const recallOrders = command({
  name: "days.recallOrders",
  permission: "joined",
  input: Input,
  run: async (ctx, { storeId, orderNos }, audit): Promise<void> => {
    audit.none("archived rows come back as they were; they remain in the archive");
    if (orderNos.length === 0) return;
    const days = groupBy(await findSealed(ctx.db, storeId, orderNos), ({ businessOn }) => businessOn);
    for (const [businessOn, refs] of days) {
      const [{ archivedAt } = { archivedAt: null }] = refs;
      if (archivedAt === null) continue;
      const records = await findArchives(ctx.db, { businessOn, archivedAt });
      const rows = await readArchivedStore(records, storeId);
      await insertRows(ctx.db, ofOrders(rows, new Set(refs.map(({ orderNo }) => orderNo))));
    }
  },
});

/** Orders of sealed days that are not in the tables. */
function findSealed(db: Db, storeId: number, orderNos: readonly string[]) {
  // unscoped: orders of the store that the calling verb was authorized for.
  return db
    .select({
      orderNo: orderRefs.orderNo,
      businessOn: storeDays.businessOn,
      archivedAt: storeDays.sealedAt,
    })
    .from(orderRefs)
    .innerJoin(
      storeDays,
      and(eq(storeDays.storeId, orderRefs.storeId), eq(storeDays.businessOn, orderRefs.orderOn)),
    )
    .leftJoin(
      orders,
      and(
        eq(orders.storeId, orderRefs.storeId),
        eq(orders.businessOn, orderRefs.orderOn),
        eq(orders.id, orderRefs.orderId),
      ),
    )
    .where(
      and(
        inArray(orderRefs.orderNo, [...orderNos]),
        eq(orderRefs.storeId, storeId),
        eq(storeDays.state, "sealed"),
        isNull(orders.id),
      ),
    );
}

/** Which column of a kind says whose row it is: the order's number, its id, the refund's id or the ticket's number. */
const owners: Readonly<Record<ArchiveKind, string>> = {
  orders: "orderNo",
  order_lines: "orderId",
  order_payments: "orderId",
  order_events: "orderNo",
  refunds: "orderNo",
  refund_lines: "refundId",
  weigh_tickets: "orderNo",
  ticket_voids: "ticketNo",
};

function ofOrders(rows: RawRows, orderNos: ReadonlySet<unknown>): Record<ArchiveKind, readonly RawRow[]> {
  const keysOf = (kind: ArchiveKind, key: string) =>
    new Set(rows[kind].filter((row) => orderNos.has(row.orderNo)).map((row) => row[key]));
  const keys: Record<string, ReadonlySet<unknown>> = {
    orderNo: orderNos,
    orderId: keysOf("orders", "id"),
    refundId: keysOf("refunds", "id"),
    ticketNo: keysOf("weigh_tickets", "ticketNo"),
  };
  const own = archiveKinds.map((kind) => {
    const owner = owners[kind];
    return [kind, rows[kind].filter((row) => keys[owner]?.has(row[owner]))] as const;
  });
  return { ...rows, ...Object.fromEntries(own) };
}
