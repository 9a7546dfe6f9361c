import { sql } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { rebuildDailyRows } from "@/lib/days/rebuild-daily-rows";
import { testDatabase } from "../../support/database";
import { mintSku } from "../../support/factories/skus";
import { mintBrand, mintStore } from "../../support/factories/stores";
import { checkProperty } from "../../support/property";
import {
  deeds,
  figuresStored,
  firstUploads,
  play,
  restateAll,
  rowsOf,
  type Scene,
  settle,
} from "./histories";
import { naiveFigures } from "./naive-model";

async function newScene(cutOffHour: number, skus: Scene["skus"]): Promise<Scene> {
  const { db } = testDatabase();
  return { store: await mintStore(db, { brandId: await mintBrand(db, cutOffHour) }), skus };
}

async function mintSkus(): Promise<Scene["skus"]> {
  const { db } = testDatabase();
  return [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
}

function figures(storeId: number): Promise<string[]> {
  return figuresStored(testDatabase().db, storeId);
}

test("after any history, once dirty days are restated, every figure is what the rules of the trade say", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "day histories",
    fc.asyncProperty(deeds, fc.constantFrom(0, 4), async (history, cutOffHour) => {
      const scene = await newScene(cutOffHour, skus);
      const ctx = await play(scene, history);
      await restateAll(ctx);
      const expected = naiveFigures(history, scene, cutOffHour);
      expect(await figures(scene.store.id)).toEqual(expected);
      // Closing compares what was added up with the raw rows and finds nothing to change.
      const later = { ...ctx, clock: { now: () => new Date("2026-04-01T00:00:00Z") } };
      expect(await settle(later)).toEqual({ differing: 0 });
      expect(await figures(scene.store.id)).toEqual(expected);
    }),
    150,
  );
});

test("open days are right at every moment, without any restating", async () => {
  const skus = await mintSkus();
  const { db } = testDatabase();
  await checkProperty(
    "increments",
    fc.asyncProperty(deeds, async (history) => {
      const scene = await newScene(0, skus);
      const uploads = history.filter((deed) => !["clock", "close", "restate"].includes(deed.kind));
      const ctx = await play(scene, uploads);
      const { id } = scene.store;
      const closed = await rowsOf(
        db,
        sql`select date_format(business_on, '%Y-%m-%d') as day from store_days
          where store_id = ${id} and state = 'closed'`,
      );
      const isOpen = (line: string) => !closed.some(({ day }) => line.includes(` ${day} `));
      expect((await figures(id)).filter(isOpen)).toEqual(naiveFigures(uploads, scene, 0).filter(isOpen));
      await restateAll(ctx);
    }),
    80,
  );
});

test("the order in which uploads arrive changes no figure", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "arrival order",
    fc.asyncProperty(deeds, fc.integer(), async (history, seed) => {
      const uploads = firstUploads(history);
      const shuffled = uploads
        .map((deed, index) => ({ deed, key: Math.sin(seed + index) }))
        .sort((a, b) => a.key - b.key)
        .map(({ deed }) => deed);
      const scene = await newScene(0, skus);
      await restateAll(await play(scene, shuffled));
      expect(await figures(scene.store.id)).toEqual(naiveFigures(uploads, scene, 0));
    }),
    60,
  );
});

test("rebuilding a range from raw rows finds nothing to change after restating", async () => {
  const skus = await mintSkus();
  await checkProperty(
    "rebuild",
    fc.asyncProperty(deeds, async (history) => {
      const scene = await newScene(0, skus);
      const ctx = await play(scene, history);
      await restateAll(ctx);
      const range = { storeId: scene.store.id, from: "2026-03-01", to: "2026-03-31" };
      expect(await rebuildDailyRows(ctx, range)).toEqual({ changed: 0 });
    }),
    20,
  );
});
