import { setImmediate as breathe } from "node:timers/promises";
import type { SkuItem } from "@/lib/catalog/schemas";
import { addDays, type BusinessDay, listDays, shanghaiDate } from "@/lib/core/time";
import type { DemoStore } from "./chain";
import { arrivalsOf, type DemoArrival } from "./fact-rows";
import { demoStoreDay, lagDaysMax } from "./store-day";

export type StoreWithId = { id: number; store: DemoStore };

/** What arrives at the server, window by window; what arrives after a window is kept for a later one. */
export type FactSource = {
  /** Hands on what arrives up to an instant, store by store. Windows follow each other without gaps. */
  drawUntil(until: Date, take: (arrival: DemoArrival) => void): Promise<void>;
};

/** Begins after an instant up to which everything was loaded; days before it are drawn again for their stragglers. */
export function openFactSource(
  seed: string,
  stores: readonly StoreWithId[],
  goods: readonly SkuItem[],
  after: Date,
): FactSource {
  const begin = after.getTime();
  let nextDay = addDays(shanghaiDate(after), -lagDaysMax);
  const waiting = new Map<number, DemoArrival[]>();
  const drawStore = ({ id, store }: StoreWithId, days: readonly BusinessDay[], end: number, take: Take) => {
    const later: DemoArrival[] = [];
    const sort = (arrival: DemoArrival) => {
      if (arrival.at > end) later.push(arrival);
      else if (arrival.at > begin) take(arrival);
    };
    for (const arrival of waiting.get(id) ?? []) sort(arrival);
    for (const day of days) {
      for (const order of demoStoreDay(seed, store, day, goods)) {
        for (const arrival of arrivalsOf(id, store, order)) sort(arrival);
      }
    }
    waiting.set(id, later);
  };
  return {
    async drawUntil(until, take) {
      const days = listDays({ from: nextDay, to: shanghaiDate(until) });
      nextDay = addDays(shanghaiDate(until), 1);
      for (const store of stores) {
        drawStore(store, days, until.getTime(), take);
        // The load that is under way on the connection gets its turn between two stores.
        await breathe();
      }
    },
  };
}

type Take = (arrival: DemoArrival) => void;
