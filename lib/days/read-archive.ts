import path from "node:path";
import { and, eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { type ArchiveKind, archiveKinds } from "@/db/enums/days";
import { dayArchives } from "@/db/schema/day-changes";
import { env } from "@/lib/core/env";
import { AppError } from "@/lib/core/errors";
import type { BusinessDay } from "@/lib/core/time";
import { hashArchiveFile, readArchiveFile } from "./archive-file";
import { type RawRows, rowsOf } from "./archive-rows";

/** The files that a run wrote for a business day; a sealed store-day's `sealedAt` names the run. */
export type ArchivedDay = { businessOn: BusinessDay; archivedAt: Date };
type ArchiveRecord = { kind: ArchiveKind; file: string; contentHash: string };

export function archivePath(file: string): string {
  return path.join(env().ARCHIVE_DIR, file);
}

/** "2025/2025-01-03/orders-20260208T170000000Z.jsonl.gz": names sort by day, and no run takes another's. */
export function archiveName(kind: ArchiveKind, { businessOn, archivedAt }: ArchivedDay): string {
  return `${businessOn.slice(0, 4)}/${businessOn}/${kind}-${archiveStamp(archivedAt)}.jsonl.gz`;
}

export function archiveStamp(archivedAt: Date): string {
  return archivedAt.toISOString().replace(/[-:.]/g, "");
}

/** The records of a run's files; none where the day was sealed without raw rows, as loaded history is. */
export async function findArchives(
  db: Db,
  { businessOn, archivedAt }: ArchivedDay,
  kinds: readonly ArchiveKind[] = archiveKinds,
): Promise<ArchiveRecord[]> {
  return db
    .select({ kind: dayArchives.kind, file: dayArchives.file, contentHash: dayArchives.contentHash })
    .from(dayArchives)
    .where(
      and(
        eq(dayArchives.businessOn, businessOn),
        inArray(dayArchives.kind, [...kinds]),
        eq(dayArchives.archivedAt, archivedAt),
      ),
    );
}

/** The archived rows of one store, kind by kind. Throws days.archive_unreadable. */
export async function readArchivedStore(
  records: readonly ArchiveRecord[],
  storeId: number,
): Promise<RawRows> {
  const rows: Record<ArchiveKind, RawRows[ArchiveKind]> = {
    orders: [],
    order_lines: [],
    order_payments: [],
    order_events: [],
    refunds: [],
    refund_lines: [],
    weigh_tickets: [],
    ticket_voids: [],
  };
  for (const { kind, file } of records) {
    rows[kind] = rowsOf(kind, await read(file, () => readArchiveFile(archivePath(file), storeId)));
  }
  return rows;
}

/** Refuses files that are not what was recorded. Throws days.archive_unreadable, days.archive_damaged. */
export async function checkArchives(records: readonly ArchiveRecord[]): Promise<void> {
  for (const { file, contentHash } of records) {
    const hash = await read(file, () => hashArchiveFile(archivePath(file)));
    if (hash !== contentHash) throw new AppError("refused", "days.archive_damaged", { params: { file } });
  }
}

async function read<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("unavailable", "days.archive_unreadable", { params: { file }, cause });
  }
}
