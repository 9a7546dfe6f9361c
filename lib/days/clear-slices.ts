import { and, between, eq } from "drizzle-orm";

import {
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import type { Lease } from "@/lib/core/lease";
import { leaseStep } from "./lease-step";
import type { Heading } from "./qualifying-headings";
import { firstOf, lastOf } from "./slice-years";
import type { StoreRange } from "./store-ranges";

/** Rows of one transaction. */
const rowsAtOnce = 50_000;

/** Deletes the slices of a year, a part at a time, so that no transaction grows large. */
export async function clearYear(
  ctx: Ctx,
  lease: Lease,
  year: number,
  headings: readonly Heading[],
  ranges: readonly StoreRange[],
): Promise<void> {
  // unscoped: the writer of slices works for all stores.
  await clearPart(ctx, lease, (inner) =>
    inner.db
      .delete(storeCum)
      .where(between(storeCum.businessOn, firstOf(year), lastOf(year)))
      .limit(rowsAtOnce),
  );
  for (const heading of headings) await clearHeading(ctx, lease, year, heading);
  for (const { from, to } of ranges) {
    const { storeId, tenDayEndOn } = storeSkuCum;
    // unscoped: as above.
    await clearPart(ctx, lease, (inner) =>
      inner.db
        .delete(storeSkuCum)
        .where(and(between(storeId, from, to), between(tenDayEndOn, firstOf(year), lastOf(year))))
        .limit(rowsAtOnce),
    );
  }
}

export async function clearHeading(ctx: Ctx, lease: Lease, year: number, { id }: Heading): Promise<void> {
  for (const table of [headingBusinessCum, headingSalesCum, headingSkuCum]) {
    const ofHeading = and(eq(table.headingId, id), between(table.businessOn, firstOf(year), lastOf(year)));
    await clearPart(ctx, lease, (inner) => inner.db.delete(table).where(ofHeading).limit(rowsAtOnce));
  }
}

async function clearPart(
  ctx: Ctx,
  lease: Lease,
  remove: (inner: Ctx) => PromiseLike<[{ affectedRows: number }, unknown]>,
): Promise<void> {
  for (let removed = rowsAtOnce; removed === rowsAtOnce; ) {
    removed = await leaseStep(ctx, lease, async (inner) => (await remove(inner))[0].affectedRows);
  }
}
