import { and, desc, eq, gt, gte, lte, max, type SQL, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { dayRevisions, downloads } from "@/db/schema/day-changes";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { offsetOf } from "@/lib/core/page";
import type { ListChangesInput } from "./business-schemas";
import type { ChangeList } from "./home-model";
import { findFilter, inStoreDays } from "./stats-filter";

/** A restating may commit a little after the moment that it notes; such a change is rather told once too often. */
const commitMarginMs = 60_000;

const sums = {
  orders: sumOf(dayRevisions.orders),
  finalAmountFen: sumOf(dayRevisions.finalAmountFen),
  refundAmountFen: sumOf(dayRevisions.refundAmountFen),
  refundedAmountFen: sumOf(dayRevisions.refundedAmountFen),
  tickets: sumOf(dayRevisions.tickets),
  salesAmountFen: sumOf(dayRevisions.salesAmountFen),
};
export type ChangeSums = Record<keyof typeof sums, number>;

/**
 * Changes of closed days since the caller's last file of the report, one row per store and day; `pick` takes what the report
 * shows. What a person counted on a sealed day is among them. The caller reads in one snapshot.
 */
export async function readChanges<T>(
  ctx: Ctx,
  input: ListChangesInput,
  pick: (sums: ChangeSums) => T,
): Promise<ChangeList<T>> {
  const { page, pageSize } = input;
  const filter = await findFilter(ctx, input);
  const download = await findDownload(ctx, input);
  const since = download && new Date(download.asOf.getTime() - commitMarginMs);
  const changed = since
    ? and(gt(dayRevisions.revisedAt, since), inStoreDays(ctx, filter, input, dayRevisions))
    : sql`false`;
  const { storeId, businessOn, revisedAt } = dayRevisions;
  const [all] = await ctx.db
    .select({
      total: sql<number>`count(distinct ${storeId}, ${businessOn})`.mapWith(Number),
      revisedAt: max(revisedAt),
      ...sums,
    })
    .from(dayRevisions)
    .where(changed);
  const rows = await listRows(ctx, changed, input);
  return {
    download: download && { ...download, asOf: download.asOf.toISOString() },
    items: rows.map(({ day, storeCode, storeName, revisedAt: at, ...row }) => {
      return { day, storeCode, storeName, revisedAt: isoOf(at) ?? "", ...pick(row) };
    }),
    totals: pick({ ...noSums, ...all }),
    revisedAt: isoOf(all?.revisedAt ?? null),
    total: all?.total ?? 0,
    page,
    pageSize,
    asOf: ctx.clock.now().toISOString(),
  };
}

const noSums: ChangeSums = {
  orders: 0,
  finalAmountFen: 0,
  refundAmountFen: 0,
  refundedAmountFen: 0,
  tickets: 0,
  salesAmountFen: 0,
};

function isoOf(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

/** Latest change first. `changed` holds the caller's scope. */
async function listRows(ctx: Ctx, changed: SQL | undefined, page: { page: number; pageSize: number }) {
  const { storeId, businessOn, revisedAt } = dayRevisions;
  // unscoped: the condition is scoped where it is made
  return ctx.db
    .select({
      day: businessOn,
      storeCode: stores.code,
      storeName: stores.name,
      revisedAt: max(revisedAt),
      ...sums,
    })
    .from(dayRevisions)
    .innerJoin(stores, eq(stores.id, storeId))
    .where(changed)
    .groupBy(storeId, businessOn)
    .orderBy(desc(max(revisedAt)), desc(businessOn), stores.code)
    .limit(page.pageSize)
    .offset(offsetOf(page));
}

/** The caller's last file of the report with a day of the range. */
async function findDownload(ctx: Ctx, { report, from, to }: ListChangesInput) {
  if (ctx.actor.type !== "user") return null;
  const { accountId } = ctx.actor;
  const [found] = await ctx.db
    .select({
      asOf: downloads.asOf,
      range: { from: downloads.fromOn, to: downloads.toOn },
      rows: downloads.rows,
    })
    .from(downloads)
    .where(
      and(
        eq(downloads.accountId, accountId),
        eq(downloads.report, report),
        lte(downloads.fromOn, to),
        gte(downloads.toOn, from),
      ),
    )
    .orderBy(desc(downloads.asOf), desc(downloads.id))
    .limit(1);
  return found ?? null;
}
