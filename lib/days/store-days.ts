import { inArray, type SQL, sql } from "drizzle-orm";
import { groupBy } from "@/lib/core/collections";
import type { BusinessDay } from "@/lib/core/time";
import type { StoreDaysCondition } from "./raw-figures";

export type StoreDayKey = { storeId: number; businessOn: BusinessDay };

export const dayKey = ({ storeId, businessOn }: StoreDayKey) => `${storeId} ${businessOn}`;

/** A condition that names these store-days and no other; the primary keys serve. No day: nothing. */
export function theseDays(days: readonly StoreDayKey[]): StoreDaysCondition {
  const byStore = [...groupBy(days, (day) => day.storeId)];
  const byDay = [...groupBy(days, (day) => day.businessOn)];
  return (storeId, businessOn) => {
    const parts: SQL[] =
      byDay.length < byStore.length
        ? byDay.map(([day, rows]) => sql`(${businessOn} = ${day} and ${inArray(storeId, storesOf(rows))})`)
        : byStore.map(
            ([store, rows]) => sql`(${storeId} = ${store} and ${inArray(businessOn, daysOf(rows))})`,
          );
    return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
  };
}

const storesOf = (days: readonly StoreDayKey[]) => days.map(({ storeId }) => storeId);
const daysOf = (days: readonly StoreDayKey[]) => days.map(({ businessOn }) => businessOn);
