import { and, asc, desc, eq, gte, lte, type SQL, sql } from "drizzle-orm";
import { accounts } from "@/db/schema/accounts";
import { dayAdjustments } from "@/db/schema/day-changes";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { offsetOf, type Page } from "@/lib/core/page";
import { storeDayScope, storeScope } from "@/lib/core/store-scope";
import { query } from "@/lib/core/verb";
import { adjustmentNumber, sequenceOf } from "./adjustments";
import { type AdjustmentRow, ListAdjustmentsInput } from "./schemas";

/**
 * What uploads would have added to sealed days of the stores in scope: amounts in fen, additions (negative where something goes
 * out), the newest first, those that wait before all others. Throws stores.not_found for a store that is not in scope.
 */
export const listAdjustments = query({
  name: "days.listAdjustments",
  permission: "stats.sales",
  input: ListAdjustmentsInput,
  snapshot: true,
  run: async (ctx, input): Promise<Page<AdjustmentRow>> => {
    const { page, pageSize, store } = input;
    if (store !== undefined) await assertStoreKnown(ctx, store);
    const { storeId, businessOn } = dayAdjustments;
    const wanted = and(storeDayScope(ctx, storeId, businessOn), matching(input));
    const total = await countAdjustments(ctx, wanted);
    const rows = await ctx.db
      .select({
        storeCode: stores.code,
        storeName: stores.name,
        day: businessOn,
        sequence: sequenceOf(ctx.db),
        state: dayAdjustments.state,
        orders: dayAdjustments.orders,
        finalAmountFen: dayAdjustments.finalAmountFen,
        refundAmountFen: dayAdjustments.refundAmountFen,
        tickets: dayAdjustments.tickets,
        salesAmountFen: dayAdjustments.salesAmountFen,
        createdAt: dayAdjustments.createdAt,
        decidedAt: dayAdjustments.decidedAt,
        decidedBy: accounts.realName,
        reason: dayAdjustments.reason,
      })
      .from(dayAdjustments)
      .innerJoin(stores, eq(stores.id, storeId))
      .leftJoin(accounts, eq(accounts.id, dayAdjustments.decidedById))
      .where(wanted)
      .orderBy(
        sql`${dayAdjustments.state} <> 'waiting'`,
        desc(dayAdjustments.createdAt),
        asc(dayAdjustments.id),
      )
      .limit(pageSize)
      .offset(offsetOf(input));
    return { items: rows.map(toRow), total, page, pageSize };
  },
});

function toRow({ sequence, createdAt, decidedAt, ...row }: Found): AdjustmentRow {
  return {
    ...row,
    number: adjustmentNumber(row.storeCode, row.day, sequence),
    createdAt: createdAt.toISOString(),
    decidedAt: decidedAt?.toISOString() ?? null,
  };
}

type Found = Omit<AdjustmentRow, "number" | "createdAt" | "decidedAt"> & {
  sequence: number;
  createdAt: Date;
  decidedAt: Date | null;
};

async function assertStoreKnown(ctx: Ctx, code: string): Promise<void> {
  const known = await ctx.db.$count(stores, and(storeScope(ctx, stores.id), eq(stores.code, code)));
  if (known > 0) return;
  throw new AppError("not_found", "stores.not_found", {
    params: { codes: code },
    details: { codes: [code] },
  });
}

function matching({ state, store, from, to }: ListAdjustmentsInput): SQL | undefined {
  return and(
    state === undefined ? undefined : eq(dayAdjustments.state, state),
    store === undefined ? undefined : eq(stores.code, store),
    from === undefined ? undefined : gte(dayAdjustments.businessOn, from),
    to === undefined ? undefined : lte(dayAdjustments.businessOn, to),
  );
}

async function countAdjustments(ctx: Ctx, wanted: SQL | undefined): Promise<number> {
  // unscoped: the condition is that of the list, scope included.
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(dayAdjustments)
    .innerJoin(stores, eq(stores.id, dayAdjustments.storeId))
    .where(wanted);
  return row?.count ?? 0;
}
