import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { closeStoreDays } from "@/lib/days/close-store-days";
import { rebuildDailyRows } from "@/lib/days/rebuild-daily-rows";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { testDatabase } from "../../support/database";
import { mintSku } from "../../support/factories/skus";
import { mintBrand, mintStore } from "../../support/factories/stores";
import { checkProperty } from "../../support/property";
import {
  businessByHand,
  businessStored,
  deeds,
  play,
  rowsOf,
  type Scene,
  salesByHand,
  salesStored,
  slotsByHand,
  slotsStored,
} from "./histories";

async function newScene(cutOffHour: number, skus: Scene["skus"]): Promise<Scene> {
  const { db } = testDatabase();
  return { store: await mintStore(db, { brandId: await mintBrand(db, cutOffHour) }), skus };
}

async function mintSkus(): Promise<Scene["skus"]> {
  const { db } = testDatabase();
  return [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
}

async function figures(storeId: number) {
  const { db } = testDatabase();
  return {
    sales: await rowsOf(db, salesStored(storeId)),
    business: await rowsOf(db, businessStored(storeId)),
    slots: await rowsOf(db, slotsStored(storeId)),
  };
}

async function figuresByHand(storeId: number) {
  const { db } = testDatabase();
  return {
    sales: await rowsOf(db, salesByHand(storeId)),
    business: await rowsOf(db, businessByHand(storeId)),
    slots: await rowsOf(db, slotsByHand(storeId)),
  };
}

test("after any history, once dirty days are restated, daily rows equal the raw rows", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "day histories",
    fc.asyncProperty(deeds, fc.constantFrom(0, 4), async (history, cutOffHour) => {
      const scene = await newScene(cutOffHour, skus);
      const ctx = await play(scene, history);
      await restateStoreDays(ctx, { limit: 500 });
      const after = await figures(scene.store.id);
      expect(after).toEqual(await figuresByHand(scene.store.id));
      // Closing compares and finds nothing to change.
      const later = { ...ctx, clock: { now: () => new Date("2026-04-01T00:00:00Z") } };
      await closeStoreDays(later, { limit: 500 });
      expect(await restateStoreDays(later, { limit: 500 })).toMatchObject({ differing: 0, left: 0 });
      expect(await figures(scene.store.id)).toEqual(after);
    }),
    120,
  );
});

test("open days are right at every moment, without any restating", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "increments",
    fc.asyncProperty(deeds, async (history) => {
      const scene = await newScene(0, skus);
      const ctx = await play(
        scene,
        history.filter((deed) => deed.kind === "order" || deed.kind === "ticket"),
      );
      const { db } = testDatabase();
      const closed = await rowsOf(
        db,
        sql`select date_format(business_on, '%Y-%m-%d') as day from store_days
          where store_id = ${scene.store.id} and state = 'closed'`,
      );
      const closedDays = new Set(closed.map((row) => row.day));
      const isOpen = (row: Record<string, unknown>) => !closedDays.has(row.day);
      const stored = await figures(scene.store.id);
      const byHand = await figuresByHand(scene.store.id);
      expect(stored.sales.filter(isOpen)).toEqual(byHand.sales.filter(isOpen));
      expect(stored.business.filter(isOpen)).toEqual(byHand.business.filter(isOpen));
      expect(stored.slots.filter(isOpen)).toEqual(byHand.slots.filter(isOpen));
      await restateStoreDays(ctx, { limit: 500 });
    }),
    60,
  );
});

test("the order in which orders and tickets arrive changes no figure", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "arrival order",
    fc.asyncProperty(deeds, fc.integer(), async (history, seed) => {
      // One sending per number: of two with one number the first wins, so their order does matter.
      const seen = new Set<string>();
      const uploads = history.filter((deed) => {
        if (deed.kind !== "order" && deed.kind !== "ticket") return false;
        const key = deed.kind === "order" ? `o${deed.order}` : `t${deed.ticket}`;
        return !seen.has(key) && seen.add(key);
      });
      const shuffled = uploads
        .map((deed, index) => ({ deed, key: Math.sin(seed + index) }))
        .sort((a, b) => a.key - b.key)
        .map(({ deed }) => deed);
      const [first, second] = [await newScene(0, skus), await newScene(0, skus)];
      await restateStoreDays(await play(first, uploads), { limit: 500 });
      await restateStoreDays(await play(second, shuffled), { limit: 500 });
      expect(await figures(second.store.id)).toEqual(await figures(first.store.id));
    }),
    40,
  );
});

test("tickets that wait are exactly those that are live and whose order is not completed", async () => {
  const skus = await mintSkus();
  const { db } = testDatabase();
  await checkProperty(
    "pending tickets",
    fc.asyncProperty(deeds, async (history) => {
      const scene = await newScene(0, skus);
      await play(scene, history);
      const { id } = scene.store;
      const kept = await rowsOf(
        db,
        sql`select ticket_id as id, amount_fen as fen from pending_tickets where store_id = ${id} order by 1`,
      );
      const byHand = await rowsOf(
        db,
        sql`select t.id, t.amount_fen as fen from weigh_tickets t
          left join orders o on o.store_id = t.store_id and o.order_no = t.order_no
          where t.store_id = ${id} and t.voided_at is null and o.completed_at is null order by 1`,
      );
      expect(kept).toEqual(byHand);
    }),
    40,
  );
});

test("rebuilding a range from raw rows finds nothing to change after restating", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "rebuild",
    fc.asyncProperty(deeds, async (history) => {
      const scene = await newScene(0, skus);
      const ctx = await play(scene, history);
      await restateStoreDays(ctx, { limit: 500 });
      const range = { storeId: scene.store.id, from: "2026-03-01", to: "2026-03-31" };
      expect(await rebuildDailyRows(ctx, range)).toEqual({ changed: 0 });
    }),
    20,
  );
});
