import { eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { BulkRows, instantText, withBulk } from "@/db/bulk";
import { orderRefs, refunds } from "@/db/schema/orders";
import { testDatabase } from "../../support/database";
import { randomCode } from "../../support/factories/codes";
import { checkProperty } from "../../support/property";

let nextId = 1_000_000;

function refundsOf(operators: readonly string[], storeId: number) {
  const rows = new BulkRows();
  for (const operator of operators) {
    nextId += 1;
    rows.add([
      storeId,
      "2026-01-01",
      nextId,
      `${nextId}`,
      "o",
      null,
      -5,
      "cash",
      instantText(0),
      operator,
      "",
      instantText(1),
    ]);
  }
  return rows;
}

test("whatever stands in a text arrives as it was, and null as null", async () => {
  const { db } = testDatabase();
  let storeId = 4_000_000;
  const text = fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.string({ unit: fc.constantFrom("\\", "\t", "\n", "\r", "\0", "N", "'", '"', "店"), maxLength: 20 }),
  );
  await checkProperty(
    "bulk round trip",
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (operators) => {
      storeId += 1;
      const kept = operators.map((operator) => operator.slice(0, 60).replace(/[\ud800-\udfff]/g, "?"));
      await withBulk(db, ({ load }) => load("refunds", refundsOf(kept, storeId)));
      const rows = await db.select().from(refunds).where(eq(refunds.storeId, storeId)).orderBy(refunds.id);
      expect(rows.map(({ operator }) => operator)).toEqual(kept);
      expect(rows.map(({ orderOn, amountFen }) => [orderOn, amountFen])).toEqual(kept.map(() => [null, -5]));
    }),
    60,
  );
});

test("a row that the server drops or changes fails the load and takes back what was loaded before", async () => {
  const { db } = testDatabase();
  const [first, second] = [randomCode("O"), randomCode("O")];
  const load = (rows: (string | number | null)[][]) =>
    withBulk(db, async (bulk) => {
      const [good, more] = [new BulkRows(), new BulkRows()];
      good.add([first, 1, null, null, null, null]);
      for (const row of rows) more.add(row);
      await bulk.load("orderRefs", good);
      await bulk.load("orderRefs", more);
    });
  await expect(
    load([
      [second, 1, null, null, null, null],
      [second, 1, null, null, null, null],
    ]),
  ).rejects.toThrow("2 rows sent, 1 taken");
  await expect(load([[second, 1, null, "2026-02-30", null, null]])).rejects.toThrow("bulk load of orderRefs");
  await expect(load([[second, "many", null, null, null, null]])).rejects.toThrow("bulk load of orderRefs");
  expect(await db.$count(orderRefs, inArray(orderRefs.orderNo, [first, second]))).toBe(0);
  await load([[second, 1, null, null, null, null]]);
  expect(await db.$count(orderRefs, inArray(orderRefs.orderNo, [first, second]))).toBe(2);
});

test("the server asks for a file of its own accord in vain", async () => {
  const { db } = testDatabase();
  const statement = "load data local infile '/etc/hostname' into table order_refs (order_no)";
  await expect(db.$client.query(statement)).rejects.toThrow(/streamFactory|LOCAL INFILE/);
});
