import type { Ctx } from "@/lib/core/context";
import { addDays, type BusinessDay } from "@/lib/core/time";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";
import { type MintedStore, mintBrand, mintStore } from "../../support/factories/stores";
import { restateAll } from "../orders/histories";

export const today = "2026-11-20";
const days = [-366, -365, -364, -8, -7, -6, -2, -1, 0, 1].map((shift) => addDays(today, shift));
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

export type Sold = { store: number; at: number; amountFen: number; refundFen: number };
export type TodayStores = {
  stores: MintedStore[];
  /** Hours after midnight at which the business day of each begins. */
  hours: number[];
  /** Everything that was sold, as it was sent. */
  sold: Sold[];
  /** The owner of all, and a clerk of the first store only. */
  owner: Ctx["actor"];
  clerk: Ctx["actor"];
};

/** A franchisee's stores of two brands, the day of the second of which begins at 04:00; the last one never sells. */
export async function mintTodayStores(): Promise<TodayStores> {
  const { db } = testDatabase();
  const merchant = await mintMerchant(db);
  const [dayBrand, nightBrand] = [await mintBrand(db), await mintBrand(db, 4)];
  const hours = [0, 0, 4, 4, 0, 0, 0];
  const stores: MintedStore[] = [];
  for (const hour of hours) {
    stores.push(await mintStore(db, { ownerId: merchant.id, brandId: hour === 0 ? dayBrand : nightBrand }));
  }
  const owner = await mintAccount(db, { kind: "main", merchant });
  const storeIds = [stores[0]?.id ?? 0];
  const clerk = await mintAccount(db, { kind: "staff", merchant, parentId: owner.id, storeIds });
  const ctx = testContext({ clock: testClock("2026-11-22T12:00:00.000Z") });
  const sold: Sold[] = [];
  for (const store of stores.slice(0, -1).keys()) sold.push(...(await sell(ctx, stores, store)));
  await restateAll(ctx);
  return { stores, hours, sold, owner: owner.actor, clerk: clerk.actor };
}

async function sell(ctx: Ctx, stores: readonly MintedStore[], store: number): Promise<Sold[]> {
  const storeCode = stores[store]?.code ?? "";
  const sold = days.flatMap((day, index) =>
    Array.from({ length: 9 }, (_, place): Sold => {
      const second = ((index * 7_919 + place * 104_729 + store * 1_299_709) % 86_400) + (place === 0 ? 0 : 1);
      const at = Date.parse(`${day}T00:00:00Z`) - 8 * hourMs + second * 1_000;
      return {
        store,
        at,
        amountFen: 100 + ((place * 613 + store * 97 + index) % 900),
        refundFen: place === 3 ? 50 : 0,
      };
    }),
  );
  const items = sold.map(({ at, amountFen }) => {
    const instant = new Date(at);
    const amounts = { goodsAmountFen: amountFen, finalAmountFen: amountFen, payments: [], lines: [] };
    return {
      orderNo: randomCode("O"),
      orderedAt: instant,
      paidAt: instant,
      completedAt: instant,
      ...amounts,
    };
  });
  await recordOrders(ctx, { storeCode, items });
  const refunds = sold.flatMap(({ at, refundFen }, index) => {
    if (refundFen === 0) return [];
    const orderNo = items[index]?.orderNo ?? "";
    const way = "cash" as const;
    return [
      { refundNo: randomCode("R"), orderNo, amountFen: refundFen, way, refundedAt: new Date(at + dayMs) },
    ];
  });
  await recordRefunds(ctx, { storeCode, items: refunds });
  return sold;
}

/** The business day of an instant, by hand: the date of Shanghai that many hours earlier. */
export function dayByHand(at: number, hours: number): BusinessDay {
  return new Date(at + (8 - hours) * hourMs).toISOString().slice(0, 10);
}

/** What was sold on `day` shifted by `shift` days, in the half hours that are over at `now` on `day` itself. */
export function finishedByHand(
  { sold, hours }: TodayStores,
  store: number,
  day: BusinessDay,
  { shift, now }: { shift: number; now: number },
): { orders: number; finalAmountFen: number } {
  const until = Math.floor(now / (hourMs / 2)) * (hourMs / 2);
  const found = sold.filter(
    (one) =>
      one.store === store &&
      dayByHand(one.at, hours[store] ?? 0) === addDays(day, shift) &&
      one.at - shift * dayMs < until,
  );
  return { orders: found.length, finalAmountFen: found.reduce((sum, one) => sum + one.amountFen, 0) };
}

export function added(parts: readonly { orders: number; finalAmountFen: number }[]) {
  return {
    orders: parts.reduce((sum, part) => sum + part.orders, 0),
    finalAmountFen: parts.reduce((sum, part) => sum + part.finalAmountFen, 0),
  };
}
