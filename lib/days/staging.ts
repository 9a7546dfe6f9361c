import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { businessDaily, salesDaily } from "@/db/schema/days";
import { rollupBusinessDeltas, rollupDeltaHeadings, rollupSalesDeltas } from "@/db/schema/rollups";
import { chunks } from "@/lib/core/collections";
import { businessMeasures, type SlicedSalesMeasures, salesMeasures, slicedSalesMeasures } from "./model";
import type { Change, Changes } from "./replace-figures";
import { type StoreDayKey, theseDays } from "./store-days";
import { fields, signed } from "./sums";

/** See db/schema/rollups.ts. */
export const sides = { unchanged: 0, taken: 1, brought: 2 } as const;
type Side = (typeof sides)[keyof typeof sides];

export type DeltaHeading = StoreDayKey & { side: Side; headingId: number };

/** Rows that are staged. */
export type Staged = { business: number; sales: number };

export function stagedTogether(parts: readonly Staged[]): Staged {
  const business = parts.reduce((sum, part) => sum + part.business, 0);
  return { business, sales: parts.reduce((sum, part) => sum + part.sales, 0) };
}

/** Stages the whole stored figures of store-days, without a row leaving the database. */
export async function stageStored(db: Db, days: readonly StoreDayKey[], side: Side): Promise<Staged> {
  if (days.length === 0) return { business: 0, sales: 0 };
  const which = theseDays(days);
  const sign = side === sides.taken ? -1 : 1;
  const sideOf = sql<number>`${side}`.as("side");
  const { storeId, businessOn } = businessDaily;
  // unscoped: the writer of slices stages the days that it has locked.
  const business = db
    .select({
      storeId,
      businessOn,
      side: sideOf,
      channel: businessDaily.channel,
      ...signed(businessDaily, businessMeasures, sign),
    })
    .from(businessDaily)
    .where(which(storeId, businessOn));
  const [{ affectedRows: businessRows }] = await db.insert(rollupBusinessDeltas).select(business);
  // unscoped: as above.
  const sales = db
    .select({
      storeId: salesDaily.storeId,
      businessOn: salesDaily.businessOn,
      side: sideOf,
      skuId: salesDaily.skuId,
      ...signed(salesDaily, salesMeasures, sign),
      weighedAmountFen: sql<number>`${weighedAmount} * ${sign}`.as("weighed_amount_fen"),
    })
    .from(salesDaily)
    .where(which(salesDaily.storeId, salesDaily.businessOn));
  const [{ affectedRows: salesRows }] = await db.insert(rollupSalesDeltas).select(sales);
  return { business: businessRows, sales: salesRows };
}

/** The part of a daily row's amount that was sold by weight. */
export const weighedAmount = sql<number>`if(${salesDaily.weightGrams} > 0, ${salesDaily.amountFen}, 0)`;

type SalesRow = NonNullable<Changes["sales"][number]["now"]>;

/** Stages new minus old, rows without any difference left out. */
export async function stageChanges(db: Db, { business, sales }: Omit<Changes, "slots">): Promise<Staged> {
  const businessRows = business.flatMap(({ old, now }) => {
    const key = now ?? old;
    if (!key) return [];
    const delta = fields(businessMeasures, (measure) => (now?.[measure] ?? 0) - (old?.[measure] ?? 0));
    if (businessMeasures.every((measure) => delta[measure] === 0)) return [];
    const { storeId, businessOn, channel } = key;
    return [{ storeId, businessOn, side: sides.unchanged, channel, ...delta }];
  });
  const salesRows = sales.flatMap((change) => {
    const key = change.now ?? change.old;
    const delta = salesDelta(change);
    if (!key || slicedSalesMeasures.every((measure) => delta[measure] === 0)) return [];
    const { storeId, businessOn, skuId } = key;
    return [{ storeId, businessOn, side: sides.unchanged, skuId, ...delta }];
  });
  for (const rows of chunks(businessRows)) await db.insert(rollupBusinessDeltas).values(rows);
  for (const rows of chunks(salesRows)) await db.insert(rollupSalesDeltas).values(rows);
  return { business: businessRows.length, sales: salesRows.length };
}

function salesDelta({ old, now }: Change<SalesRow>): SlicedSalesMeasures {
  const weighed = (row: SalesRow | null) => (row && row.weightGrams > 0 ? row.amountFen : 0);
  return {
    ...fields(salesMeasures, (measure) => (now?.[measure] ?? 0) - (old?.[measure] ?? 0)),
    weighedAmountFen: weighed(now) - weighed(old),
  };
}

export async function stageHeadings(db: Db, headings: readonly DeltaHeading[]): Promise<void> {
  for (const rows of chunks(headings, 2_000)) await db.insert(rollupDeltaHeadings).values(rows);
}

/** Staging belongs to one transaction: what it leaves must be nothing. */
export async function emptyStaging(db: Db, staged: Staged): Promise<void> {
  // unscoped: the staging of the one writer of slices.
  if (staged.business > 0) await db.delete(rollupBusinessDeltas);
  // unscoped: as above.
  if (staged.sales > 0) await db.delete(rollupSalesDeltas);
  // unscoped: as above.
  await db.delete(rollupDeltaHeadings);
}
