import { ne } from "drizzle-orm";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { leases, outbox } from "@/db/schema/core";
import { dayAdjustments, dayRevisions } from "@/db/schema/day-changes";
import { businessDaily, businessSlots, salesDaily, storeDays } from "@/db/schema/days";
import {
  brandCutOffs,
  brands,
  merchants,
  regions,
  storeOwnerships,
  storeStatuses,
  stores,
} from "@/db/schema/masterdata";
import {
  orderEvents,
  orderLines,
  orderPayments,
  orderRefs,
  orders,
  pendingTickets,
  refundLines,
  refunds,
  ticketVoids,
  uploadKeys,
  weighTickets,
} from "@/db/schema/orders";
import {
  headingBusinessCum,
  headingMoves,
  headingSalesCum,
  headingSkuCum,
  rollupHeadings,
  rollupYears,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { ownDatabase } from "../../support/own-database";
import { beginInZone } from "../../support/zones";

/** A database that holds one organisation at a time: slices of the chain are of everything that is there. */
export type Stage = {
  url: string;
  db: Database;
  skus: MintedSku[];
  /** Takes away all that a history left. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

const cleared = [
  uploadKeys,
  orderRefs,
  orders,
  orderLines,
  orderPayments,
  orderEvents,
  refunds,
  refundLines,
  weighTickets,
  pendingTickets,
  ticketVoids,
  storeDays,
  businessDaily,
  businessSlots,
  salesDaily,
  dayRevisions,
  dayAdjustments,
  storeCum,
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  storeSkuCum,
  headingMoves,
  rollupYears,
  leases,
  outbox,
  brandCutOffs,
  storeOwnerships,
  storeStatuses,
  stores,
  brands,
  merchants,
  regions,
];

export async function openStage(name: string): Promise<Stage> {
  const own = await ownDatabase(name);
  const db = openDatabase(own.url, "job", 8);
  beginInZone(db);
  const skus = [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
  const clear = async () => {
    for (const table of cleared) await db.delete(table);
    await db.delete(rollupHeadings).where(ne(rollupHeadings.kind, "chain"));
  };
  const close = async () => {
    await closeDatabase(db);
    await own.close();
  };
  return { url: own.url, db, skus, clear, close };
}
