import type { SkuItem } from "@/lib/catalog/schemas";
import { addDays, listDays, shanghaiDate } from "@/lib/core/time";
import type { DemoPlan } from "./chain";
import { type DemoOrder, demoStoreDay, lagDaysMax } from "./store-day";
import type { StoreWithId } from "./stored-chain";

/** What reaches the server at an instant: an order with its tickets, the parts of a late one, or a refund. */
export type DemoArrival = {
  at: number;
  part: "whole" | "ticketsOnly" | "orderOnly" | "refund";
  order: DemoOrder;
};

/** After one instant and up to another. */
export type Window = { after: Date; until: Date };

/** When the parts of an order arrive, in that order. */
export function arrivalsOf(order: DemoOrder): DemoArrival[] {
  const parts: DemoArrival[] = order.isLate
    ? [
        { order, at: order.completedAt, part: "ticketsOnly" },
        { order, at: order.receivedAt, part: "orderOnly" },
      ]
    : [{ order, at: order.receivedAt, part: "whole" }];
  return order.refund ? [...parts, { order, at: order.refund.refundedAt, part: "refund" }] : parts;
}

/**
 * What arrives of a store in a window, day by day; windows that follow each other give everything once. Days before the window
 * are drawn again for their stragglers; sealed days have no raw rows that anything could come late to.
 */
export function arrivalsIn(
  { seed, rawFrom }: Pick<DemoPlan, "seed" | "rawFrom">,
  { store }: Pick<StoreWithId, "store">,
  goods: readonly SkuItem[],
  { after, until }: Window,
): DemoArrival[] {
  const first = addDays(shanghaiDate(after), -lagDaysMax);
  const days = listDays({ from: first < rawFrom ? rawFrom : first, to: shanghaiDate(until) });
  const [begin, end] = [after.getTime(), until.getTime()];
  return days
    .flatMap((day) => demoStoreDay(seed, store, day, goods))
    .flatMap(arrivalsOf)
    .filter(({ at }) => at > begin && at <= end);
}
