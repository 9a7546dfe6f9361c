import { readdir } from "node:fs/promises";
import path from "node:path";
import { and, asc, eq, inArray, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { type ArchiveKind, archiveKinds } from "@/db/enums/days";
import { dayArchives } from "@/db/schema/day-changes";
import { storeDays } from "@/db/schema/days";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { addDays, type BusinessDay } from "@/lib/core/time";
import { command, procedure } from "@/lib/core/verb";
import { ArchiveFile, type FinishedFile } from "./archive-file";
import { columnsOf, digestOf, lineOf, readArchivable } from "./archive-rows";
import { type ArchivedDay, archiveName, archivePath, archiveStamp } from "./read-archive";
import { day } from "./schemas";
import { sealStoreDay } from "./seal-store-day";

/** Where a run stands: a store's rows read, files on the disk, files recorded, a store-day sealed or left; it is waited for. */
export type ArchiveStep = "read" | "written" | "recorded" | "sealed" | "left";
type Progress = (step: ArchiveStep, done: number, all: number) => unknown;
export type ArchiveReport = { days: number; sealed: number; left: number; rows: number; bytes: number };

const dayMs = 86_400_000;

/**
 * Archives and seals the business days before `before` that are ripe: every store-day closed, clean and in the slices, and
 * nothing stored for ARCHIVE_AFTER_DAYS. Per business day the raw rows go into one file per kind; only when all files are on
 * the disk and recorded are store-days sealed and their rows deleted, one store-day per transaction. Cut off anywhere, the next
 * run finishes: files that nothing refers to may be deleted by hand. `left` counts store-days that changed meanwhile.
 */
export const archiveDays = procedure({
  name: "days.archiveDays",
  permission: "system",
  input: z.strictObject({ before: day, progress: z.custom<Progress>().optional() }),
  run: async (ctx, { before, progress = () => undefined }): Promise<ArchiveReport> => {
    const report = { days: 0, sealed: 0, left: 0, rows: 0, bytes: 0 };
    for (const businessOn of await findRipeDays(ctx, before)) {
      const archived = { businessOn, archivedAt: await newStamp(ctx, businessOn) };
      const { files, digests } = await writeFiles(ctx, archived, progress);
      await progress("written", 0, digests.size);
      await recordArchives(ctx, { ...archived, files });
      await progress("recorded", 0, digests.size);
      let done = 0;
      for (const [storeId, digest] of digests) {
        const isSealed = await sealStoreDay(ctx, { storeId, ...archived, digest });
        report[isSealed ? "sealed" : "left"] += 1;
        done += 1;
        await progress(isSealed ? "sealed" : "left", done, digests.size);
      }
      report.days += 1;
      for (const { rows, bytes } of files) {
        report.rows += rows;
        report.bytes += bytes;
      }
    }
    return report;
  },
});

/** A step of its own, so that the record is there before the first row goes. */
const recordArchives = command({
  name: "days.recordArchives",
  permission: "system",
  input: z.custom<ArchivedDay & { files: readonly (FinishedFile & { kind: ArchiveKind })[] }>(),
  run: async (ctx, { files, ...archived }, audit): Promise<void> => {
    const rows = files.map((file) => ({ ...file, ...archived, file: archiveName(file.kind, archived) }));
    await ctx.db.insert(dayArchives).values(rows);
    audit.record({
      action: "days.archived",
      subjectType: "business_day",
      subjectKey: archived.businessOn,
      after: rows.map(({ file, rows: count, bytes, contentHash }) => ({
        file,
        rows: count,
        bytes,
        contentHash,
      })),
    });
  },
});

/** Days with something to seal and nothing that speaks against it, oldest first. */
async function findRipeDays(ctx: Ctx, before: BusinessDay): Promise<BusinessDay[]> {
  const until = new Date(ctx.clock.now().getTime() - env().ARCHIVE_AFTER_DAYS * dayMs);
  const { state, dirtyAt, closedAt, lastUploadAt, closeAt, businessOn } = storeDays;
  // A day's time of closing is its end and at most two days; it narrows the days by an index.
  const narrowed = new Date(Date.parse(`${addDays(before, 4)}T00:00:00Z`));
  // unscoped: the archive is kept for all stores alike.
  const rows = await ctx.db
    .select({ businessOn })
    .from(storeDays)
    .where(and(inArray(state, ["open", "closed"]), lt(closeAt, narrowed), lt(businessOn, before)))
    .groupBy(businessOn)
    .having(
      sql`sum(${state} = 'open' or ${dirtyAt} is not null or ${closedAt} is null
        or coalesce(${lastUploadAt}, ${closeAt}) > ${until}) = 0`,
    )
    .orderBy(asc(businessOn));
  return rows.map((row) => row.businessOn);
}

/** The run's instant, which its files' names carry: one that no file and no record of the day has yet. */
async function newStamp(ctx: Ctx, businessOn: BusinessDay): Promise<Date> {
  const folder = path.dirname(archivePath(archiveName("orders", { businessOn, archivedAt: new Date(0) })));
  const records = await ctx.db
    .select({ file: dayArchives.file })
    .from(dayArchives)
    .where(eq(dayArchives.businessOn, businessOn));
  const names = [...records.map(({ file }) => file), ...(await readdir(folder).catch(() => []))];
  let stamp = ctx.clock.now();
  while (names.some((name) => name.includes(archiveStamp(stamp)))) stamp = new Date(stamp.getTime() + 1);
  return stamp;
}

async function writeFiles(ctx: Ctx, archived: ArchivedDay, progress: Progress) {
  const { businessOn } = archived;
  // unscoped: as above.
  const stores = await ctx.db
    .select({ storeId: storeDays.storeId })
    .from(storeDays)
    .where(and(eq(storeDays.businessOn, businessOn), eq(storeDays.state, "closed")))
    .orderBy(asc(storeDays.storeId));
  const files = await openFiles(archived);
  const digests = new Map<number, string>();
  try {
    for (const { storeId } of stores) {
      const rows = await readArchivable(ctx.db, { storeId, businessOn });
      for (const { kind, file } of files) {
        await file.add(
          storeId,
          rows[kind].map((row) => lineOf(kind, row)),
        );
      }
      digests.set(storeId, digestOf(rows));
      await progress("read", digests.size, stores.length);
    }
    const finished: (FinishedFile & { kind: ArchiveKind })[] = [];
    for (const { kind, file } of files) finished.push({ kind, ...(await file.finish()) });
    return { files: finished, digests };
  } finally {
    for (const { file } of files) await file.discard();
  }
}

async function openFiles(archived: ArchivedDay) {
  const files: { kind: ArchiveKind; file: ArchiveFile }[] = [];
  for (const kind of archiveKinds) {
    const file = await ArchiveFile.create(archivePath(archiveName(kind, archived)), columnsOf(kind));
    files.push({ kind, file });
  }
  return files;
}
