import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { recordOrders } from "@/lib/orders/record-orders";
import { testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintBrand, mintStore } from "../../support/factories/stores";
import { naiveDay, naiveSlot } from "../orders/naive-clock";
import { readRows } from "./raw-daily";

/** Instants around the changes of the clock: date and half hour on the wall, and the business day of a cut-off of 4 hours. */
const instants = [
  ["1986-05-03T15:59:00Z", "1986-05-03", 47, "1986-05-03"],
  ["1986-05-03T17:59:00Z", "1986-05-04", 3, "1986-05-03"],
  ["1986-05-03T18:00:00Z", "1986-05-04", 6, "1986-05-03"],
  ["1986-05-03T20:00:00Z", "1986-05-04", 10, "1986-05-04"],
  ["1986-05-04T14:59:00Z", "1986-05-04", 47, "1986-05-04"],
  ["1986-05-04T15:00:00Z", "1986-05-05", 0, "1986-05-04"],
  ["1986-05-04T19:00:00Z", "1986-05-05", 8, "1986-05-05"],
  ["1986-09-13T14:59:00Z", "1986-09-13", 47, "1986-09-13"],
  ["1986-09-13T15:00:00Z", "1986-09-14", 0, "1986-09-13"],
  ["1986-09-13T16:59:00Z", "1986-09-14", 3, "1986-09-13"],
  ["1986-09-13T17:00:00Z", "1986-09-14", 2, "1986-09-13"],
  ["1986-09-13T19:00:00Z", "1986-09-14", 6, "1986-09-14"],
  ["1986-09-14T15:59:00Z", "1986-09-14", 47, "1986-09-14"],
  ["1986-09-14T16:00:00Z", "1986-09-15", 0, "1986-09-14"],
  ["1988-04-16T18:00:00Z", "1988-04-17", 6, "1988-04-16"],
  ["1991-04-13T17:30:00Z", "1991-04-14", 3, "1991-04-13"],
  ["1991-09-14T17:00:00Z", "1991-09-15", 2, "1991-09-14"],
  ["1992-04-12T18:00:00Z", "1992-04-13", 4, "1992-04-12"],
] as const;

/** Ends of these days plus six hours: 3 May has 24 hours, 4 May 23, 14 September 25. */
const closings = [
  ["1986-05-03", "1986-05-03 22:00:00.000", "1986-05-04 02:00:00.000"],
  ["1986-05-04", "1986-05-04 21:00:00.000", "1986-05-05 01:00:00.000"],
  ["1986-09-13", "1986-09-13 21:00:00.000", "1986-09-14 01:00:00.000"],
  ["1986-09-14", "1986-09-14 22:00:00.000", "1986-09-15 02:00:00.000"],
] as const;

test("the naive clock of the tests knows the summers of 1986 to 1991", () => {
  const known = instants.map(([at]) => [
    at,
    naiveDay(new Date(at), 0),
    naiveSlot(new Date(at)),
    naiveDay(new Date(at), 4),
  ]);
  expect(known).toEqual(instants.map((row) => [...row]));
});

test.each([0, 4])(
  "orders of summer time stand on their days and half hours, with a cut-off of %i hours",
  async (hours) => {
    const { db } = testDatabase();
    const store = await mintStore(db, { brandId: await mintBrand(db) });
    await setCutOff(store.brandId, hours);
    const ctx = testContext({ clock: testClock("1986-01-01T00:00:00Z") });
    const items = instants.map(([at], index) => ({
      orderNo: `${store.code}-${index}`,
      orderedAt: at,
      paidAt: at,
      goodsAmountFen: 10 ** 5 + index,
      finalAmountFen: 1,
      payments: [],
      lines: [],
    }));
    await recordOrders(ctx, { storeCode: store.code, items });
    const rows = await readRows(
      db,
      sql`select ordered_at, business_on from orders where store_id = ${store.id} order by id`,
    );
    const days = new Map(
      rows.map((row) => [`${String(row.ordered_at).replace(" ", "T").slice(0, 19)}Z`, row.business_on]),
    );
    const expected = instants.map(([at, date, , ofFour]) => [at, hours === 0 ? date : ofFour]);
    expect([...days].sort()).toEqual(expected.sort());
    const slots = await readRows(
      db,
      sql`select slot, sum(orders) as orders from business_slots where store_id = ${store.id} group by 1 order by 1`,
    );
    const counts = new Map<number, number>();
    for (const [, , slot] of instants) counts.set(slot, (counts.get(slot) ?? 0) + 1);
    const sorted = [...counts].sort(([a], [b]) => a - b);
    expect(slots.map((row) => [row.slot, Number(row.orders)])).toEqual(sorted);
    const closes = await readRows(
      db,
      sql`select business_on, close_at from store_days where store_id = ${store.id} and business_on < '1987-01-01'`,
    );
    const byDay = new Map(closes.map((row) => [row.business_on, row.close_at]));
    for (const [day, ofNone, ofFour] of closings)
      expect([day, byDay.get(day)]).toEqual([day, hours === 0 ? ofNone : ofFour]);
  },
);

async function setCutOff(brandId: number, hours: number): Promise<void> {
  if (hours === 0) return;
  const { db } = testDatabase();
  await db.execute(
    sql`insert into brand_cut_offs (brand_id, from_on, hours) values (${brandId}, '1980-01-01', ${hours})`,
  );
}
