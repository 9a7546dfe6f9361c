import { addFen } from "@/lib/core/money";
import type { OrderItem, WeighTicketItem } from "@/lib/orders/schemas";
import { readCsv } from "./read-csv";
import type { Remark, RemarkLog } from "./report";
import { priceOf, type Sale, ticketColumns, toSale, transactionOf } from "./ticket-lines";

/** Cash, as terminals number it. */
const cash = 3;

/** A transaction of the file: an order, its tickets, and the lines they stand on. */
export type Transaction = { order: OrderItem; tickets: WeighTicketItem[]; lines: number[] };

type Survey = {
  lines: number;
  transactions: Map<string, { lastLine: number; soldAt: number | null; isMixed: boolean }>;
};

/** First pass: refuses a file that cannot be read, and learns where each transaction ends and whether it has one time. */
export async function surveyTransactions(file: string, now: Date): Promise<Survey> {
  const survey: Survey = { lines: 0, transactions: new Map() };
  for await (const line of readCsv(file, ticketColumns)) {
    survey.lines += 1;
    const number = transactionOf(line);
    if (number === null) continue;
    const found = survey.transactions.get(number) ?? { lastLine: 0, soldAt: null, isMixed: false };
    const sale = toSale(line, now);
    found.lastLine = line.line;
    if (!("reason" in sale)) {
      found.isMixed ||= found.soldAt !== null && found.soldAt !== sale.soldAt.getTime();
      found.soldAt ??= sale.soldAt.getTime();
    }
    survey.transactions.set(number, found);
  }
  return survey;
}

type Open = { place: number; sales: { line: number; place: number; sale: Sale }[] };

/**
 * Second pass: the transactions in the order in which they end. Bad lines are refused alone; a transaction whose lines name
 * several times is refused whole. A line keeps its place in the transaction even where one before it was refused, so that a
 * mended file gives every ticket the number it had.
 */
export async function* readTransactions(
  file: string,
  storeCode: string,
  now: Date,
  survey: Survey,
  remarks: RemarkLog,
): AsyncGenerator<{ transaction: Transaction | null; isRefused: boolean }> {
  const open = new Map<string, Open>();
  for await (const line of readCsv(file, ticketColumns)) {
    const number = transactionOf(line);
    const sale = toSale(line, now);
    const isMixed = number !== null && survey.transactions.get(number)?.isMixed === true;
    const fault = faultOf(sale, isMixed);
    if (fault) remarks.add({ line: line.line, outcome: "refused", ...fault });
    if (number === null) {
      yield { transaction: null, isRefused: true };
      continue;
    }
    const group = open.get(number) ?? { place: 0, sales: [] };
    group.place += 1;
    if (!fault && !("reason" in sale)) group.sales.push({ line: line.line, place: group.place, sale });
    open.set(number, group);
    const isLast = survey.transactions.get(number)?.lastLine === line.line;
    if (isLast) open.delete(number);
    const transaction =
      isLast && group.sales.length > 0 ? toTransaction(`${storeCode}-${number}`, group) : null;
    yield { transaction, isRefused: fault !== null };
  }
}

function faultOf(
  sale: ReturnType<typeof toSale>,
  isMixed: boolean,
): Pick<Remark, "column" | "value" | "reason"> | null {
  if ("reason" in sale) return sale;
  if (!isMixed) return null;
  return {
    column: "transaction",
    value: sale.transaction,
    reason: "its lines have different dates or times",
  };
}

/** One cash order, paid and completed at its time; every line a counted ticket of one piece. */
function toTransaction(orderNo: string, { sales }: Open): Transaction {
  const amountFen = addFen(...sales.map(({ sale }) => priceOf(sale.sku)));
  const soldAt = sales[0]?.sale.soldAt ?? new Date(0);
  const goods = sales.map(({ place, sale }) => ({
    skuCode: sale.sku.code,
    weightGrams: 0,
    quantity: 1,
    unitPriceFen: priceOf(sale.sku),
    amountFen: priceOf(sale.sku),
    ticketNo: `${orderNo}-${place}`,
  }));
  return {
    lines: sales.map(({ line }) => line),
    tickets: goods.map((line) => ({
      ...line,
      unit: "piece",
      tareGrams: 0,
      channel: "terminal",
      orderNo,
      weighedAt: soldAt,
    })),
    order: {
      orderNo,
      channel: "terminal",
      orderedAt: soldAt,
      paidAt: soldAt,
      completedAt: soldAt,
      cancelledAt: null,
      goodsAmountFen: amountFen,
      finalAmountFen: amountFen,
      thresholdCouponFen: 0,
      instantCouponFen: 0,
      storeDiscountFen: 0,
      packingFeeFen: 0,
      deliveryFeeFen: 0,
      subsidyFen: 0,
      commissionFen: 0,
      payments: [{ payType: cash, amountFen, reduceFen: 0 }],
      lines: goods,
    },
  };
}
