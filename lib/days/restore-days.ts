import { and, asc, between, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { dayAdjustments } from "@/db/schema/day-changes";
import { storeDays } from "@/db/schema/days";
import type { Ctx } from "@/lib/core/context";
import { writeOutbox } from "@/lib/core/outbox";
import { command, procedure } from "@/lib/core/verb";
import { insertRows } from "./archive-rows";
import { checkArchives, findArchives, readArchivedStore } from "./read-archive";
import { day, storeDay } from "./schemas";

type Progress = (done: number, all: number) => void;

/** `unarchived`: store-days that were sealed without raw rows, as loaded history is; they stay as they are. */
export type RestoreReport = { restored: number; unarchived: number; adjustments: number };

/**
 * Puts the raw rows of sealed store-days from `from` to `to` (business days, both included) back from the archive, one store-day
 * per transaction. They are closed again with the figures they have, and dirty, so that the restater proves these. All that is
 * stored for them counts again by itself: adjustments that waited or were left out are counted by that. The files stay. Cut off
 * anywhere, the next run finishes. Throws days.archive_damaged, days.archive_unreadable.
 */
export const restoreDays = procedure({
  name: "days.restoreDays",
  permission: "system",
  input: z.strictObject({ from: day, to: day, progress: z.custom<Progress>().optional() }),
  run: async (ctx, { from, to, progress = () => undefined }): Promise<RestoreReport> => {
    const report = { restored: 0, unarchived: 0, adjustments: 0 };
    const sealed = await findSealed(ctx, from, to);
    const checked = new Set<string>();
    for (const [index, { archivedAt, ...key }] of sealed.entries()) {
      const { businessOn } = key;
      const records = archivedAt ? await findArchives(ctx.db, { businessOn, archivedAt }) : [];
      const run = `${businessOn} ${archivedAt?.getTime()}`;
      if (!checked.has(run)) await checkArchives(records);
      checked.add(run);
      if (archivedAt === null || records.length === 0) {
        report.unarchived += 1;
      } else {
        report.adjustments += (await restoreStoreDay(ctx, { ...key, archivedAt })).adjustments;
        report.restored += 1;
      }
      progress(index + 1, sealed.length);
    }
    return report;
  },
});

async function findSealed(ctx: Ctx, from: string, to: string) {
  // unscoped: the archive is kept for all stores alike.
  return ctx.db
    .select({
      storeId: storeDays.storeId,
      businessOn: storeDays.businessOn,
      archivedAt: storeDays.sealedAt,
    })
    .from(storeDays)
    .where(and(eq(storeDays.state, "sealed"), between(storeDays.businessOn, from, to)))
    .orderBy(asc(storeDays.businessOn), asc(storeDays.storeId));
}

const restoreStoreDay = command({
  name: "days.restoreStoreDay",
  permission: "system",
  input: z.strictObject({ ...storeDay, archivedAt: z.date() }),
  run: async (ctx, { archivedAt, ...key }, audit): Promise<{ adjustments: number }> => {
    const { storeId, businessOn } = key;
    const records = await findArchives(ctx.db, { businessOn, archivedAt });
    await insertRows(ctx.db, await readArchivedStore(records, storeId));
    const now = ctx.clock.now();
    const isDay = and(eq(storeDays.storeId, storeId), eq(storeDays.businessOn, businessOn));
    // unscoped: restoring works for all stores; the condition names the store-day.
    const [{ affectedRows }] = await ctx.db
      .update(storeDays)
      .set({ state: "closed", sealedAt: null, dirtyAt: now })
      .where(and(isDay, eq(storeDays.state, "sealed"), eq(storeDays.sealedAt, archivedAt)));
    if (affectedRows === 0) {
      audit.none("another run has restored the day");
      return { adjustments: 0 };
    }
    // unscoped: as above.
    const [{ affectedRows: adjustments }] = await ctx.db
      .update(dayAdjustments)
      .set({ state: "counted", decidedAt: now })
      .where(
        and(
          eq(dayAdjustments.storeId, storeId),
          eq(dayAdjustments.businessOn, businessOn),
          ne(dayAdjustments.state, "counted"),
        ),
      );
    await writeOutbox(ctx, "days.restate_wanted", { storeId });
    audit.record({
      action: "days.restored",
      subjectType: "store_day",
      subjectKey: `${storeId} ${businessOn}`,
      after: { archivedAt, adjustments },
    });
    return { adjustments };
  },
});
