import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { archiveKinds } from "@/db/enums/days";
import { dayArchives } from "@/db/schema/day-changes";
import { storeDays } from "@/db/schema/days";
import { orderRefs, orders, uploadKeys, weighTickets } from "@/db/schema/orders";
import { chunks } from "@/lib/core/collections";
import { command } from "@/lib/core/verb";
import { deleteRows, digestOf, readArchivable } from "./archive-rows";
import { storeDay } from "./schemas";
import type { StoreDayKey } from "./store-days";

const Input = z.strictObject({
  ...storeDay,
  archivedAt: z.date(),
  /** Of the rows that stand in the archive's files. */
  digest: z.string().length(64),
});

/**
 * Seals a closed store-day and takes its archived rows out of the tables, both or neither. Only what stands in the recorded
 * files goes: under the locks of everybody who could change these rows they are read once more and compared. False where
 * something was stored or changed meanwhile; the day then stays closed and a later run archives it.
 */
export const sealStoreDay = command({
  name: "days.sealStoreDay",
  permission: "system",
  input: Input,
  run: async (ctx, { digest, archivedAt, ...day }, audit): Promise<boolean> => {
    audit.none("the archive of the business day has its entry");
    await lockWriters(ctx.db, day);
    if (!(await lockClosedDay(ctx.db, day)) || !(await isRecorded(ctx.db, day, archivedAt))) return false;
    const rows = await readArchivable(ctx.db, day);
    if (digestOf(rows) !== digest) return false;
    await deleteRows(ctx.db, day, rows);
    // unscoped: sealing works for all stores; the condition names the store-day.
    await ctx.db.update(storeDays).set({ state: "sealed", sealedAt: archivedAt }).where(isDay(day));
    return true;
  },
});

/**
 * Whoever adds to an order or changes it holds its reference; a void of a ticket without an order holds the ticket's number.
 * In the order in which uploads lock.
 */
async function lockWriters(db: Db, { storeId, businessOn }: StoreDayKey): Promise<void> {
  // unscoped: sealing works for all stores; the condition names the store-day.
  const loose = await db
    .select({ id: weighTickets.id })
    .from(weighTickets)
    .where(
      and(
        eq(weighTickets.storeId, storeId),
        eq(weighTickets.businessOn, businessOn),
        isNull(weighTickets.orderNo),
      ),
    )
    .orderBy(weighTickets.id);
  for (const part of chunks(loose)) {
    const ids = part.map(({ id }) => id);
    // unscoped: as above.
    await db.select({ id: uploadKeys.id }).from(uploadKeys).where(inArray(uploadKeys.id, ids)).for("update");
  }
  // unscoped: as above.
  const known = await db
    .select({ orderNo: orders.orderNo })
    .from(orders)
    .where(and(eq(orders.storeId, storeId), eq(orders.businessOn, businessOn)));
  for (const numbers of chunks(known.map(({ orderNo }) => orderNo).sort())) {
    // unscoped: as above.
    await db
      .select({ orderNo: orderRefs.orderNo })
      .from(orderRefs)
      .where(and(inArray(orderRefs.orderNo, numbers), eq(orderRefs.storeId, storeId)))
      .for("update");
  }
}

/** Closed, clean and in the slices. */
async function lockClosedDay(db: Db, day: StoreDayKey): Promise<boolean> {
  // unscoped: as above.
  const [found] = await db
    .select({ state: storeDays.state, dirtyAt: storeDays.dirtyAt, closedAt: storeDays.closedAt })
    .from(storeDays)
    .where(isDay(day))
    .for("update");
  return found?.state === "closed" && found.dirtyAt === null && found.closedAt !== null;
}

async function isRecorded(db: Db, { businessOn }: StoreDayKey, archivedAt: Date): Promise<boolean> {
  const records = await db
    .select({ kind: dayArchives.kind })
    .from(dayArchives)
    .where(and(eq(dayArchives.businessOn, businessOn), eq(dayArchives.archivedAt, archivedAt)));
  return records.length === archiveKinds.length;
}

const isDay = ({ storeId, businessOn }: StoreDayKey) =>
  and(eq(storeDays.storeId, storeId), eq(storeDays.businessOn, businessOn));
