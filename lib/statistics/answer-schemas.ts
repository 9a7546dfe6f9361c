import { z } from "zod";
import { businessFigures, businessGroupings, payTypes, refundDays } from "./business-model";
import { definitionGroups } from "./home-model";

/** What the doors of business statistics, home, changes and definitions answer. Amounts in fen. */
const int = z.number().int();
const range = z.strictObject({ from: z.string(), to: z.string() });
const sums = z.strictObject({ orders: int, finalAmountFen: int });
const page = { total: int, page: int, pageSize: int };

function figuresShape<T extends z.ZodType>(value: T) {
  const pairs = businessFigures.map((figure) => [figure, value] as const);
  return Object.fromEntries(pairs) as Record<(typeof businessFigures)[number], T>;
}
const figures = { ...figuresShape(int), averageFen: int.nullable() };
const compared = z.strictObject({ ...figuresShape(int.nullable()), orders: int, finalAmountFen: int });

const name = z.string().nullable().optional();
const businessRow = z.strictObject({
  ...figures,
  day: z.string().optional(),
  channel: z.string().optional(),
  storeCode: name,
  storeName: name,
  branchCode: name,
  branchName: name,
  franchiseeCode: name,
  franchiseeName: name,
  regionCode: name,
  regionName: name,
  shareBps: int.nullable(),
  rank: int,
  rankChange: int.nullable(),
  current: compared.nullable(),
  compare: compared.nullable(),
});
const paid = z.strictObject({ orders: int, amountFen: int });
const payRow = z.strictObject({
  payType: z.enum(payTypes),
  orders: int,
  amountFen: int,
  shareBps: int.nullable(),
  current: paid.nullable(),
  compare: paid.nullable(),
});
const slotRow = z.strictObject({
  slot: int,
  orders: int,
  finalAmountFen: int,
  current: sums.nullable(),
  compare: sums.nullable(),
});

export const BusinessListAnswer = z.strictObject({
  groupBy: z.enum(businessGroupings),
  by: z.enum(refundDays),
  items: z.array(z.union([businessRow, payRow, slotRow])),
  totals: z.strictObject(figures),
  compareTotals: compared.nullable(),
  comparison: z
    .strictObject({
      current: range,
      compare: range,
      isElapsedPart: z.boolean(),
      untilSlot: int.nullable(),
      currentTotals: compared,
      compareTotals: compared,
    })
    .nullable(),
  ...page,
  asOf: z.string(),
  range,
  revisedDays: z.array(z.string()),
  slotsFrom: z.string().nullable(),
});

const homeStore = z.strictObject({
  storeCode: z.string(),
  storeName: z.string(),
  orders: int,
  finalAmountFen: int,
  currentFinalAmountFen: int,
  compareFinalAmountFen: int,
});
const upload = z.strictObject({
  storeCode: z.string(),
  storeName: z.string(),
  lastUploadAt: z.string().nullable(),
});
const uploads = z.strictObject({ count: int, items: z.array(upload) });

export const HomeAnswer = z.strictObject({
  day: z.string(),
  compareDay: z.string(),
  untilSlot: int,
  today: sums.extend({ averageFen: int.nullable(), refunds: int, refundAmountFen: int }),
  current: sums,
  compare: sums,
  slots: z.array(z.strictObject({ slot: int, today: sums.nullable(), compare: sums })),
  stores: int,
  best: z.array(homeStore),
  worst: z.array(homeStore),
  withoutSales: uploads,
  silentStores: uploads,
  lastUploadAt: z.string().nullable(),
  asOf: z.string(),
});

export const DefinitionsAnswer = z.strictObject({
  items: z.array(
    z.strictObject({
      key: z.string(),
      group: z.enum(definitionGroups),
      name: z.string(),
      unit: z.string(),
      definition: z.string(),
      formula: z.string(),
      source: z.string(),
      freshness: z.string(),
    }),
  ),
});

const business = { orders: int, finalAmountFen: int, refundAmountFen: int, refundedAmountFen: int };
const sales = { tickets: int, amountFen: int };
const change = { day: z.string(), storeCode: z.string(), storeName: z.string(), revisedAt: z.string() };

export const ChangesAnswer = z.strictObject({
  download: z.strictObject({ asOf: z.string(), range, rows: int }).nullable(),
  items: z.array(
    z.union([z.strictObject({ ...change, ...business }), z.strictObject({ ...change, ...sales })]),
  ),
  totals: z.union([z.strictObject(business), z.strictObject(sales)]),
  revisedAt: z.string().nullable(),
  ...page,
  asOf: z.string(),
});
