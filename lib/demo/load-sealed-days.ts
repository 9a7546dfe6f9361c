import { setImmediate as breathe } from "node:timers/promises";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { addDays, businessDayOf, listDays } from "@/lib/core/time";
import { arrivalsOf } from "./arrivals";
import type { DemoPlan } from "./chain";
import { addArrival, type FiguresByDay } from "./daily-figures";
import { dayTables, emptyDayRows, writeDays } from "./day-rows";
import { markSealed } from "./marks";
import { type DemoProgress, loadParts } from "./parts";
import { demoStoreDay } from "./store-day";
import type { StoredChain, StoreWithId } from "./stored-chain";

/** Store-days of one transaction: large enough to be quick, small enough to be held in memory twice. */
const storeDaysPerPart = 3_000;

/**
 * Loads the days before the plan's first raw one as what they add up to: daily rows and sealed store-days, no raw rows. The
 * figures are those of the very orders that would stand there otherwise. Goes on after the store `through`.
 */
export async function loadSealedDays(
  ctx: Ctx,
  database: Database,
  plan: DemoPlan,
  chain: StoredChain,
  through: number,
  progress: DemoProgress,
): Promise<void> {
  const count = listDays({ from: plan.from, to: addDays(plan.rawFrom, -1) }).length;
  const stores = chain.stores.filter(({ id }) => id > through);
  if (count === 0 || stores.length === 0) return;
  const draw = async (part: readonly StoreWithId[]) => {
    const rows = emptyDayRows();
    for (const own of part) {
      writeDays(rows, chain, own, figuresOf(plan, chain, own), "sealed");
      // The load that is under way on the connection gets its turn between two stores.
      await breathe();
    }
    return rows;
  };
  const size = Math.max(1, Math.floor(storeDaysPerPart / count));
  await loadParts(
    ctx,
    database,
    {
      stores,
      size,
      draw,
      write: async (inner, bulk, rows, last) => {
        for (const table of dayTables) await bulk.load(table, rows[table]);
        await markSealed(inner, last);
      },
    },
    progress,
  );
}

/** Whatever came late has come; only refunds of days that have raw rows are left out, for their orders have none. */
function figuresOf(plan: DemoPlan, { goods }: StoredChain, { store }: StoreWithId): FiguresByDay {
  const figures: FiguresByDay = new Map();
  for (const day of listDays({ from: plan.from, to: addDays(plan.rawFrom, -1) })) {
    for (const arrival of demoStoreDay(plan.seed, store, day, goods).flatMap(arrivalsOf)) {
      const { part, at } = arrival;
      if (part === "refund" && businessDayOf(new Date(at), store.cutOffs) >= plan.rawFrom) continue;
      addArrival(figures, store, arrival);
    }
  }
  return figures;
}
