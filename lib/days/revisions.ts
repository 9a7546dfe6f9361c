import type { dayRevisions } from "@/db/schema/day-changes";
import type { Changes } from "./replace-figures";
import { dayKey, type StoreDayKey } from "./store-days";

/** What a revision tells: new minus old. */
type RevisionSums = Omit<typeof dayRevisions.$inferSelect, "id" | "storeId" | "businessOn" | "revisedAt">;
export const noSums: RevisionSums = {
  orders: 0,
  finalAmountFen: 0,
  refundAmountFen: 0,
  refundedAmountFen: 0,
  tickets: 0,
  salesAmountFen: 0,
};

/** New minus old per store-day, by `dayKey`. */
export function sumChanges({ business, sales }: Changes): Map<string, RevisionSums> {
  const sums = new Map<string, RevisionSums>();
  const add = (row: StoreDayKey, part: Partial<RevisionSums>, sign: number) => {
    const sum = sums.get(dayKey(row)) ?? { ...noSums };
    for (const [name, value] of Object.entries(part)) {
      if (isSumName(name)) sum[name] += sign * value;
    }
    sums.set(dayKey(row), sum);
  };
  for (const { old, now } of business) {
    if (old) add(old, businessPart(old), -1);
    if (now) add(now, businessPart(now), 1);
  }
  for (const { old, now } of sales) {
    if (old) add(old, { tickets: old.tickets, salesAmountFen: old.amountFen }, -1);
    if (now) add(now, { tickets: now.tickets, salesAmountFen: now.amountFen }, 1);
  }
  return sums;
}

const isSumName = (name: string): name is keyof RevisionSums => name in noSums;

function businessPart(row: NonNullable<Changes["business"][number]["now"]>): Partial<RevisionSums> {
  const { orders, finalAmountFen, refundAmountFen, refundedAmountFen } = row;
  return { orders, finalAmountFen, refundAmountFen, refundedAmountFen };
}
