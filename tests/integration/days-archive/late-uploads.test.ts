import { rm } from "node:fs/promises";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { shanghaiDate } from "@/lib/core/time";
import { archiveDays } from "@/lib/days/archive-days";
import { decideAdjustment } from "@/lib/days/decide-adjustment";
import { listAdjustments } from "@/lib/days/list-adjustments";
import { restoreDays } from "@/lib/days/restore-days";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintMerchant } from "../../support/factories/merchants";
import { mintSku } from "../../support/factories/skus";
import { mintBrand, mintStore } from "../../support/factories/stores";
import { checkProperty } from "../../support/property";
import {
  type Deed,
  deeds,
  figuresStored,
  play,
  restateAll,
  rowsOf,
  type Scene,
  sendUpload,
  settle,
  type Upload,
} from "../orders/histories";
import { naiveFigures } from "../orders/naive-model";
import { differencesFromDaily } from "../rollups/compare";
import { muchLater } from "./archive-scene";

afterAll(() => rm(env().ARCHIVE_DIR, { recursive: true, force: true }));

const dayMs = 86_400_000;
let scenes = 0;

/** Every scene has ten days of its own, and late uploads two years after those of the scene before: days ripen from them on. */
async function newScene(cutOffHour: number): Promise<Scene & { startMs: number; ctx: Ctx }> {
  const { db } = testDatabase();
  scenes += 1;
  const startMs = Date.parse("2026-03-07T16:00:00.000Z") + 10 * scenes * dayMs;
  const now = new Date(muchLater.getTime() + 732 * scenes * dayMs);
  const ctx = testContext({ clock: { now: () => now } });
  const { id: ownerId } = await mintMerchant(db, "franchisee");
  const store = await mintStore(db, { brandId: await mintBrand(db, cutOffHour), ownerId });
  const skus = [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
  return { store, skus, startMs, ctx };
}

const manyDeeds = fc.array(deeds, { minLength: 3, maxLength: 5 }).map((parts) => parts.flat());

const isUpload = (deed: Deed): deed is Upload => !["clock", "close", "restate"].includes(deed.kind);

async function countAll(ctx: Ctx, { store }: Scene): Promise<number> {
  const { items } = await listAdjustments(ctx, { store: store.code, pageSize: 200, state: "waiting" });
  // The oldest last: the order in which a person decides changes nothing.
  for (const { number } of items) await decideAdjustment(ctx, { number, decision: "count" });
  return items.length;
}

/** Tickets that wait for their order are shown with the ticket, which may be in the archive. */
const withoutPending = (lines: string[]) => lines.filter((line) => !line.startsWith("pending"));

test("whatever comes after days were sealed, counted adjustments make every figure what the rules of the trade say", async () => {
  const { db } = testDatabase();
  let [sealed, adjusted] = [0, 0];
  await checkProperty(
    "late uploads to sealed days",
    fc.asyncProperty(
      fc.tuple(manyDeeds, manyDeeds),
      fc.constantFrom(0, 4),
      fc.constantFrom(1, 2, 9),
      async ([first, second], cutOffHour, sealedDays) => {
        const scene = await newScene(cutOffHour);
        const { ctx, store, startMs } = scene;
        const dayAt = (index: number) => shanghaiDate(new Date(startMs + index * dayMs));
        await play(scene, first);
        await settle(ctx);
        const settled = await figuresStored(db, store.id);
        await archiveDays(ctx, { before: dayAt(sealedDays) });
        sealed += await countSealed(store.id);
        expect(withoutPending(await figuresStored(db, store.id))).toEqual(withoutPending(settled));
        for (const deed of second.filter(isUpload)) await sendUpload(ctx, scene, deed);
        await restateAll(ctx);
        adjusted += await countAll(ctx, scene);
        if (scenes % 10 === 0) expect(await differencesFromDaily(db)).toEqual([]);
        const expected = naiveFigures([...first, ...second], scene, cutOffHour);
        expect(withoutPending(await figuresStored(db, store.id))).toEqual(withoutPending(expected));
        await restoreDays(ctx, { from: dayAt(-2), to: dayAt(8) });
        expect(await countSealed(store.id)).toBe(0);
        expect(await restateAll(ctx)).toEqual({ differing: 0 });
        expect(await figuresStored(db, store.id)).toEqual(expected);
      },
    ),
    40,
  );
  process.stdout.write(`${sealed} store-days sealed, ${adjusted} adjustments counted\n`);
  expect(sealed).toBeGreaterThan(50);
  expect(adjusted).toBeGreaterThan(80);
  expect(await differencesFromDaily(db)).toEqual([]);
}, 600_000);

async function countSealed(storeId: number): Promise<number> {
  const [row] = await rowsOf(
    testDatabase().db,
    sql`select count(*) as n from store_days where store_id = ${storeId} and state = 'sealed'`,
  );
  return Number(row?.n);
}
