import { BulkRows, type BulkTable, instantText } from "@/db/bulk";
import type { BusinessDay } from "@/lib/core/time";
import { businessMeasures } from "@/lib/days/model";
import { closeTime } from "./close-time";
import type { DailyFigures, FiguresByDay } from "./daily-figures";
import type { StoredChain, StoreWithId } from "./stored-chain";

export const dayTables = [
  "storeDays",
  "salesDaily",
  "businessDaily",
  "businessSlots",
] as const satisfies BulkTable[];
export type DayRows = Record<(typeof dayTables)[number], BulkRows>;

export function emptyDayRows(): DayRows {
  return {
    storeDays: new BulkRows(),
    salesDaily: new BulkRows(),
    businessDaily: new BulkRows(),
    businessSlots: new BulkRows(),
  };
}

/** `sealed`, or closed or open as of an instant. */
export type DayStates = "sealed" | { asOf: Date };

/**
 * Writes the days of a store with their figures, in the order of the primary keys, which is the quickest to load. A day that is
 * over says under whom the slices are to hold it.
 */
export function writeDays(
  rows: DayRows,
  chain: StoredChain,
  own: StoreWithId,
  figures: FiguresByDay,
  states: DayStates,
): void {
  for (const [day, found] of [...figures].sort(byKey)) {
    writeStoreDay(rows, chain, own, day, found, states);
    writeFigures(rows, chain, own, day, found);
  }
}

/** Daily rows only, of the days that are meant. */
export function writeFreshDays(
  rows: DayRows,
  chain: StoredChain,
  own: StoreWithId,
  figures: FiguresByDay,
  isMeant: (day: BusinessDay) => boolean,
): void {
  for (const [day, found] of [...figures].sort(byKey)) {
    if (isMeant(day)) writeFigures(rows, chain, own, day, found);
  }
}

function byKey<T extends string | number>([a]: [T, unknown], [b]: [T, unknown]): number {
  return Number(a > b) - Number(a < b);
}

function writeStoreDay(
  { storeDays }: DayRows,
  { headingsOn }: StoredChain,
  { id, store }: StoreWithId,
  day: BusinessDay,
  { storedRows, lastUploadAt }: DailyFigures,
  states: DayStates,
): void {
  const closesAt = closeTime(day, store.cutOffs);
  const closeText = instantText(closesAt.getTime());
  const isSealed = states === "sealed";
  const common = [closeText, storedRows, instantText(lastUploadAt)];
  if (!isSealed && closesAt > states.asOf) {
    storeDays.add([id, day, "open", ...common, null, null, null, null, null, null]);
    return;
  }
  const { ownerId, managerId, regionId } = headingsOn(id, day);
  const closed = [closeText, isSealed ? closeText : null, "open", ownerId, managerId, regionId];
  storeDays.add([id, day, isSealed ? "sealed" : "closed", ...common, ...closed]);
}

function writeFigures(
  rows: DayRows,
  { goodsIds }: StoredChain,
  { id }: StoreWithId,
  day: BusinessDay,
  { sales, business, slots }: DailyFigures,
): void {
  for (const [place, { tickets, weightGrams, quantity, amountFen }] of [...sales].sort(byKey)) {
    if (tickets === 0) continue;
    rows.salesDaily.add([id, day, goodsIds[place] ?? 0, tickets, weightGrams, quantity, amountFen]);
  }
  for (const [channel, sums] of [...business].sort(byKey)) {
    rows.businessDaily.add([id, day, channel, ...businessMeasures.map((measure) => sums[measure])]);
  }
  for (const [slot, { orders, finalAmountFen }] of [...slots].sort(byKey)) {
    rows.businessSlots.add([id, day, slot, orders, finalAmountFen]);
  }
}
