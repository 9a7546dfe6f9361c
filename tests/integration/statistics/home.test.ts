import { eq } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { storeDays } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import { addDays } from "@/lib/core/time";
import { HomeAnswer } from "@/lib/statistics/answer-schemas";
import { getHome } from "@/lib/statistics/get-home";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { checkProperty } from "../../support/property";
import {
  added,
  dayByHand,
  finishedByHand,
  mintTodayStores,
  type Sold,
  type TodayStores,
  today,
} from "./today-stores";

let scene: TodayStores;
beforeAll(async () => {
  scene = await mintTodayStores();
}, 120_000);

const midnight = Date.parse(`${today}T00:00:00+08:00`);

function homeAt(now: number, isClerk = false) {
  const actor = isClerk ? scene.clerk : scene.owner;
  return getHome(testContext({ actor, clock: testClock(new Date(now)) }), {});
}

/** What a store sold on its own business day in progress. */
function soldToday(store: number, now: number): Sold[] {
  const hours = scene.hours[store] ?? 0;
  const day = dayByHand(now, hours);
  return scene.sold.filter((one) => one.store === store && dayByHand(one.at, hours) === day);
}

test("today is each store's own business day, compared by the half hours that are over on the same weekday", async () => {
  const cases = fc.record({ minute: fc.integer({ min: 0, max: 1_439 }), isClerk: fc.boolean() });
  await checkProperty(
    "home",
    fc.asyncProperty(cases, async ({ minute, isClerk }) => {
      const now = midnight + minute * 60_000;
      const seen = isClerk ? [0] : [...scene.stores.keys()];
      const home = await homeAt(now, isClerk);
      HomeAnswer.parse(home);
      const sold = seen.flatMap((store) => soldToday(store, now));
      const finalAmountFen = sold.reduce((sum, one) => sum + one.amountFen, 0);
      expect(home.today).toEqual({
        orders: sold.length,
        finalAmountFen,
        averageFen: sold.length > 0 ? Math.floor(finalAmountFen / sold.length + 0.5) : null,
        refunds: sold.filter(({ refundFen }) => refundFen > 0).length,
        refundAmountFen: sold.reduce((sum, one) => sum + one.refundFen, 0),
      });
      const sideOf = (shift: number) =>
        added(
          seen.map((store) => {
            const day = dayByHand(now, scene.hours[store] ?? 0);
            return finishedByHand(scene, store, day, { shift, now });
          }),
        );
      expect([home.current, home.compare]).toEqual([sideOf(0), sideOf(-7)]);
      expect([home.day, home.compareDay]).toEqual([today, addDays(today, -7)]);
      expect(home.slots.map(({ slot }) => slot)).toEqual(Array.from({ length: 48 }, (_, slot) => slot));
      const begun = home.slots.filter((slot) => slot.today !== null);
      // Before the cut-off the night brand is at the end of its day, all half hours from 04:00 on behind it.
      const isNight = !isClerk && minute < 240;
      expect(begun.length).toBe(Math.floor(minute / 30) + (isNight ? 41 : 1));
    }),
    60,
  );
}, 400_000);

test("the best and the worst are ordered by 实收, share no store, and tell their own comparison", async () => {
  const now = midnight + 15 * 3_600_000;
  const { best, worst } = await homeAt(now);
  const amountOf = (store: number) => soldToday(store, now).reduce((sum, one) => sum + one.amountFen, 0);
  const ordered = [...scene.stores.keys()]
    .filter((store) => amountOf(store) > 0)
    .sort((a, b) => amountOf(b) - amountOf(a));
  const codes = ordered.map((store) => scene.stores[store]?.code);
  expect(best.map(({ storeCode }) => storeCode)).toEqual(codes.slice(0, 5));
  expect(worst.map(({ storeCode }) => storeCode)).toEqual(codes.slice(5).reverse());
  for (const row of [...best, ...worst]) {
    const store = scene.stores.findIndex(({ code }) => code === row.storeCode);
    const sideOf = (shift: number) => finishedByHand(scene, store, today, { shift, now }).finalAmountFen;
    expect(row).toMatchObject({
      orders: soldToday(store, now).length,
      finalAmountFen: amountOf(store),
      currentFinalAmountFen: sideOf(0),
      compareFinalAmountFen: sideOf(-7),
    });
  }
});

test("open stores without sales or without an upload within a day are told, with their last upload; closed ones are not", async () => {
  const { db } = testDatabase();
  const now = midnight + 20 * 3_600_000;
  const [silent, loud] = [scene.stores[1], scene.stores[0]];
  const never = scene.stores.at(-1);
  if (!silent || !loud || !never) throw new Error("stores were expected");
  const setUpload = (id: number, at: number) =>
    db
      .update(storeDays)
      .set({ lastUploadAt: new Date(at) })
      .where(eq(storeDays.storeId, id));
  for (const { id } of scene.stores) await setUpload(id, now - 24 * 3_600_000);
  await setUpload(silent.id, now - 24 * 3_600_000 - 1);
  await setUpload(loud.id, now - 60_000);
  const home = await homeAt(now);
  expect(home.silentStores).toEqual({
    count: 2,
    items: [
      { storeCode: never.code, storeName: never.name, lastUploadAt: null },
      {
        storeCode: silent.code,
        storeName: silent.name,
        lastUploadAt: new Date(now - 86_400_001).toISOString(),
      },
    ],
  });
  expect(home.withoutSales).toMatchObject({
    count: 1,
    items: [{ storeCode: never.code, lastUploadAt: null }],
  });
  expect([home.stores, home.lastUploadAt]).toEqual([7, new Date(now - 60_000).toISOString()]);
  await db.update(stores).set({ lifeCycle: "closed" }).where(eq(stores.id, never.id));
  const after = await homeAt(now);
  expect([after.stores, after.silentStores.count, after.withoutSales.count]).toEqual([6, 1, 0]);
  await db.update(stores).set({ lifeCycle: "open" }).where(eq(stores.id, never.id));
});

test("home asks for the right to business statistics", async () => {
  if (scene.owner.type !== "user") throw new Error("a user was expected");
  const without = testContext({ actor: { ...scene.owner, permissions: new Set(["stats.sales"]) } });
  await expect(getHome(without, {})).rejects.toMatchObject({ kind: "forbidden" });
  const nobody = testContext({ actor: { type: "anonymous" } });
  await expect(getHome(nobody, {})).rejects.toMatchObject({ kind: "unauthenticated" });
  const own = testContext({ actor: scene.owner });
  await expect(getHome(own, { stores: "x" })).rejects.toMatchObject({ kind: "invalid" });
});
