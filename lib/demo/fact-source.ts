import { setImmediate as breathe } from "node:timers/promises";
import type { SkuItem } from "@/lib/catalog/schemas";
import { addDays, type BusinessDay, listDays, shanghaiDate } from "@/lib/core/time";
import type { DemoStore } from "./chain";
import { arrivalsOf, type DemoArrival } from "./fact-rows";
import { demoStoreDay, lagDaysMax } from "./store-day";

export type StoreWithId = { id: number; store: DemoStore };

/** What arrives at the server, window by window; what arrives after a window is kept for a later one. */
export type FactSource = {
  /** Arrivals up to an instant, by store and time. Windows follow each other without gaps. */
  takeUntil(until: Date): Promise<DemoArrival[]>;
};

/** Begins after an instant up to which everything was loaded; days before it are drawn again for their stragglers. */
export function openFactSource(
  seed: string,
  stores: readonly StoreWithId[],
  goods: readonly SkuItem[],
  after: Date,
): FactSource {
  const afterDay = shanghaiDate(after);
  let nextDay = addDays(afterDay, -lagDaysMax);
  let waiting: DemoArrival[] = [];
  const draw = (day: BusinessDay) => {
    for (const { id, store } of stores) {
      for (const order of demoStoreDay(seed, store, day, goods))
        waiting.push(...arrivalsOf(id, store, order));
    }
  };
  return {
    async takeUntil(until) {
      for (const day of listDays({ from: nextDay, to: shanghaiDate(until) })) {
        draw(day);
        // The load that is under way on the connection gets its turn between two days.
        await breathe();
      }
      nextDay = addDays(shanghaiDate(until), 1);
      const due = waiting.filter(({ at }) => at > after.getTime() && at <= until.getTime());
      waiting = waiting.filter(({ at }) => at > until.getTime());
      return due.sort((a, b) => a.storeId - b.storeId || a.at - b.at);
    },
  };
}
