import type { Database } from "@/db/client";
import { businessDaily, salesDaily, storeDays } from "@/db/schema/days";
import { chunks } from "@/lib/core/collections";
import { type BusinessDay, listDays } from "@/lib/core/time";
import { businessMeasures } from "@/lib/days/model";
import type { MintedSku } from "../../support/factories/skus";

/** From before one turn of the year to after the third, with a leap day. */
export const firstDay = "2023-11-20";
export const lastDay = "2026-02-14";

/** A whole number from 0 to below the given one. */
export type Random = (below: number) => number;

const channels = ["terminal", "meituan", "eleme"];
/** From here on days may be open. */
const openSince = "2026-02-08";

/** Daily rows of a good part of the days, closed but for some of the last ones and a few forgotten ones. */
export async function writePlannedFacts(
  db: Database,
  stores: readonly { id: number }[],
  skus: readonly MintedSku[],
  random: Random,
): Promise<void> {
  const days: StoreDay[] = [];
  for (const [at, { id: storeId }] of stores.entries()) {
    for (const businessOn of listDays(lifeOf(at)).filter(() => random(100) < 45)) {
      const closedAt = isOpen(businessOn, random) ? null : new Date(`${businessOn}T22:00:00Z`);
      const state = closedAt ? "closed" : "open";
      days.push({ storeId, businessOn, state, closeAt: new Date(`${businessOn}T22:00:00Z`), closedAt });
    }
  }
  const some = <T>(of: readonly T[]) => of.filter(() => random(2) === 0);
  const business = days.flatMap(({ storeId, businessOn }) =>
    some(channels).map((channel) => ({ storeId, businessOn, channel, ...measures(random) })),
  );
  const sales = days.flatMap(({ storeId, businessOn }) =>
    some(skus).map((sku) => ({ storeId, businessOn, skuId: sku.id, ...figures(sku, random) })),
  );
  for (const rows of chunks(days, 1_000)) await db.insert(storeDays).values(rows);
  for (const rows of chunks(business, 1_000)) await db.insert(businessDaily).values(rows);
  for (const rows of chunks(sales, 2_000)) await db.insert(salesDaily).values(rows);
}

type StoreDay = typeof storeDays.$inferInsert;

/** A few stores open or close inside. */
function lifeOf(at: number): { from: BusinessDay; to: BusinessDay } {
  const from = at % 8 === 3 ? "2024-06-15" : firstDay;
  return { from, to: at % 8 === 5 ? "2025-01-20" : lastDay };
}

function isOpen(day: BusinessDay, random: Random): boolean {
  return day >= openSince ? random(2) === 0 : random(400) === 0;
}

function measures(random: Random): Record<string, number> {
  const some = businessMeasures.map((measure) => [measure, random(3) === 0 ? random(5_000) : 0] as const);
  return Object.fromEntries([...some, ["orders", random(20)]]);
}

function figures({ unit }: MintedSku, random: Random) {
  const amountFen = random(20_000);
  return unit === "weight"
    ? { tickets: 1 + random(5), weightGrams: 1 + random(9_000), quantity: 0, amountFen }
    : { tickets: 1 + random(5), weightGrams: 0, quantity: 1 + random(9), amountFen };
}
