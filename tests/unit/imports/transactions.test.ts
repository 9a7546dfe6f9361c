import fc from "fast-check";
import { expect, test } from "vitest";
import { readTransactions, surveyTransactions, type Transaction } from "@/lib/imports/transactions";
import { checkProperty } from "../../support/property";
import { fileOf, keptRemarks } from "./files";

const now = new Date("2026-11-20T04:00:00.000Z");

async function read(lines: string[]) {
  const file = fileOf(["date,time,transaction,item", ...lines].join("\n"));
  const remarks = keptRemarks();
  const transactions: Transaction[] = [];
  const survey = await surveyTransactions(file, now);
  for await (const { transaction } of readTransactions(file, "S1", now, survey, remarks)) {
    if (transaction) transactions.push(transaction);
  }
  return { transactions, remarks: remarks.all };
}

test("a transaction is one cash order, paid and completed at its time on the Shanghai clock", async () => {
  const { transactions } = await read(["2016-10-30,09:58:11,7,Bread", "2016-10-30,09:58:11,7,Coffee"]);
  const soldAt = new Date("2016-10-30T01:58:11.000Z");
  expect(transactions).toHaveLength(1);
  expect(transactions[0]?.order).toMatchObject({
    orderNo: "S1-7",
    orderedAt: soldAt,
    paidAt: soldAt,
    completedAt: soldAt,
    finalAmountFen: 3_400,
    payments: [{ payType: 3, amountFen: 3_400, reduceFen: 0 }],
  });
  expect(transactions[0]?.tickets.map(({ ticketNo, amountFen }) => [ticketNo, amountFen])).toEqual([
    ["S1-7-1", 1_800],
    ["S1-7-2", 1_600],
  ]);
});

test("repeated lines are quantities and stay; items are trimmed; NONE is the unknown item", async () => {
  const line = "2016-10-30,09:58:11,7";
  const { transactions } = await read([
    `${line},Bread`,
    `${line},Bread`,
    `${line},Coffee granules `,
    `${line},NONE`,
  ]);
  const codes = transactions[0]?.tickets.map(({ skuCode }) => skuCode) ?? [];
  expect(codes).toHaveLength(4);
  expect(codes[0]).toBe(codes[1]);
  expect(codes[3]).toBe("unknown");
});

test.each([
  ["2016-13-30,09:58:11,7,Bread", "date"],
  ["30/10/2016,09:58:11,7,Bread", "date"],
  ["2026-11-21,09:58:11,7,Bread", "date"],
  ["2016-10-30,9:58,7,Bread", "time"],
  ["2016-10-30,24:00:00,7,Bread", "time"],
  ["2016-10-30,09:58:11,,Bread", "transaction"],
  ["2016-10-30,09:58:11,-1,Bread", "transaction"],
  ["2016-10-30,09:58:11,1e3,Bread", "transaction"],
  ["2016-10-30,09:58:11,7,Brot", "item"],
  ["2016-10-30,09:58:11,7", ""],
])("the bad line %s is refused alone and names its column", async (bad, column) => {
  const { transactions, remarks } = await read([
    "2016-10-30,09:00:00,6,Bread",
    bad,
    "2016-10-30,10:00:00,8,Bread",
  ]);
  expect(transactions.map(({ order }) => order.orderNo)).toEqual(["S1-6", "S1-8"]);
  expect(remarks.map((remark) => [remark.line, remark.outcome, remark.column])).toEqual([
    [3, "refused", column],
  ]);
});

test("a ticket keeps its number when a bad line before it is mended", async () => {
  const rest = ["2016-10-30,09:00:00,6,Bread"];
  const before = await read(["2016-10-30,9 o'clock,6,Coffee", ...rest]);
  const after = await read(["2016-10-30,09:00:00,6,Coffee", ...rest]);
  expect(before.transactions[0]?.tickets.map(({ ticketNo }) => ticketNo)).toEqual(["S1-6-2"]);
  expect(after.transactions[0]?.tickets.map(({ ticketNo }) => ticketNo)).toEqual(["S1-6-1", "S1-6-2"]);
});

test("a transaction whose lines name several times is refused whole", async () => {
  const { transactions, remarks } = await read([
    "2016-10-30,09:00:00,6,Bread",
    "2016-10-30,09:00:01,6,Bread",
    "2016-10-30,09:00:00,8,Bread",
  ]);
  expect(transactions.map(({ order }) => order.orderNo)).toEqual(["S1-8"]);
  expect(remarks.map(({ line }) => line)).toEqual([2, 3]);
});

test("however the lines of transactions are mixed, every line stands in its order once and sums add up", async () => {
  const sale = fc.record({
    transaction: fc.integer({ min: 1, max: 6 }),
    item: fc.constantFrom("Bread", "Coffee", "NONE"),
  });
  await checkProperty(
    "transactions",
    fc.asyncProperty(fc.array(sale, { minLength: 1, maxLength: 40 }), async (sales) => {
      const { transactions, remarks } = await read(
        sales.map(({ transaction, item }) => `2016-10-30,0${transaction}:00:00,${transaction},${item}`),
      );
      expect(remarks).toEqual([]);
      expect(transactions.flatMap(({ tickets }) => tickets)).toHaveLength(sales.length);
      expect(transactions).toHaveLength(new Set(sales.map(({ transaction }) => transaction)).size);
      for (const { order, tickets } of transactions) {
        expect(tickets.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBe(order.finalAmountFen);
        expect(new Set(tickets.map(({ ticketNo }) => ticketNo)).size).toBe(tickets.length);
      }
    }),
    100,
  );
});
