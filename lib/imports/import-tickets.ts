import { applySkus } from "@/lib/catalog/apply-skus";
import { unknownSku } from "@/lib/catalog/model";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addFen } from "@/lib/core/money";
import { restateStoreDays } from "@/lib/days/restate-store-days";
import { getStore } from "@/lib/masterdata/get-store";
import type { Receipt } from "@/lib/orders/model";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { uploadItemsMax } from "@/lib/orders/schemas";
import { bakeryGoods } from "./bakery-prices";
import type { ImportOptions } from "./import-stores";
import { inBatch } from "./in-batch";
import { readTransactions, surveyTransactions, type Transaction } from "./transactions";

export type TicketImportReport = {
  lines: number;
  refusedLines: number;
  /** How many of each were stored, were there already, or were turned down. */
  orders: Tally;
  tickets: Tally;
  /** Of the tickets stored by this run: without a known item, and their amount. */
  unknownTickets: number;
  amountFen: number;
  restatedDays: number;
};
type Tally = { stored: number; duplicate: number; changed: number; rejected: number };

const restateBatch = 200;

/**
 * Takes the lines of a till as orders and weigh tickets of one store, through the verbs that uploads use, and restates the days
 * they fall on. Running it again stores nothing; a run that was stopped is finished by the next. Throws FileRefused.
 */
export async function importTickets(
  ctx: Ctx,
  storeCode: string,
  options: ImportOptions,
): Promise<TicketImportReport> {
  const { file, isDryRun, remarks, progress } = options;
  const now = ctx.clock.now();
  await assertStore(ctx, storeCode);
  const survey = await surveyTransactions(file, now);
  if (!isDryRun) await applySkus(ctx, { items: [...bakeryGoods, unknownSku] });
  const report: TicketImportReport = emptyReport();
  let batch: Transaction[] = [];
  const flush = async () => {
    if (batch.length > 0) await storeBatch(ctx, storeCode, options, batch, report);
    batch = [];
  };
  for await (const { transaction, isRefused } of readTransactions(file, storeCode, now, survey, remarks)) {
    report.lines += 1;
    if (isRefused) report.refusedLines += 1;
    if (transaction) batch.push(transaction);
    if (batch.length === uploadItemsMax) await flush();
    progress(report.lines, survey.lines);
  }
  await flush();
  if (!isDryRun) report.restatedDays = await restateAll(ctx);
  return report;
}

function emptyReport(): TicketImportReport {
  const none = () => ({ stored: 0, duplicate: 0, changed: 0, rejected: 0 });
  return {
    lines: 0,
    refusedLines: 0,
    orders: none(),
    tickets: none(),
    unknownTickets: 0,
    amountFen: 0,
    restatedDays: 0,
  };
}

async function assertStore(ctx: Ctx, code: string): Promise<void> {
  try {
    await getStore(ctx, { code });
  } catch (error) {
    if (!(error instanceof AppError) || (error.kind !== "not_found" && error.kind !== "invalid")) throw error;
    throw new Error(
      `There is no store with the code "${code}". Name one that the portal lists, or import the stores first: npm run import:stores -- --file FILE.csv.`,
      { cause: error },
    );
  }
}

/** Orders before their tickets, each verb in a transaction of its own; a dry run takes everything back. */
async function storeBatch(
  ctx: Ctx,
  storeCode: string,
  options: ImportOptions,
  batch: Transaction[],
  report: TicketImportReport,
): Promise<void> {
  const tickets = batch.flatMap((transaction) => transaction.tickets);
  const lines = batch.flatMap((transaction) => transaction.lines);
  const store = async (inner: Ctx) => {
    const orders = await recordOrders(inner, { storeCode, items: batch.map(({ order }) => order) });
    const ofTickets: Receipt[] = [];
    for (const items of chunks(tickets, uploadItemsMax)) {
      ofTickets.push(...(await recordWeighTickets(inner, { storeCode, items })).receipts);
    }
    return { orders: orders.receipts, tickets: ofTickets };
  };
  const rehearse = async (inner: Ctx) => {
    await applySkus(inner, { items: [...bakeryGoods, unknownSku] });
    return store(inner);
  };
  const receipts = options.isDryRun ? await inBatch(ctx, true, rehearse) : await store(ctx);
  for (const [index, receipt] of receipts.orders.entries()) {
    note(report.orders, receipt, batch[index]?.lines[0], options);
  }
  for (const [index, receipt] of receipts.tickets.entries()) {
    note(report.tickets, receipt, lines[index], options);
    const ticket = tickets[index];
    if (receipt.status !== "stored" || !ticket) continue;
    report.amountFen = addFen(report.amountFen, ticket.amountFen);
    if (ticket.skuCode === unknownSku.code) report.unknownTickets += 1;
  }
}

function note(tally: Tally, receipt: Receipt, line: number | undefined, { remarks }: ImportOptions): void {
  tally[receipt.status] += 1;
  if (receipt.status === "stored" || receipt.status === "duplicate") return;
  remarks.add({
    line: line ?? 0,
    outcome: receipt.status === "changed" ? "changed" : "refused",
    column: "",
    value: receipt.number,
    reason: `${receipt.number}: ${receipt.reason ?? receipt.status}`,
  });
}

/** Days that another writer holds stay dirty; the worker's restater takes them. */
async function restateAll(ctx: Ctx): Promise<number> {
  let restatedDays = 0;
  for (;;) {
    const { restated, left } = await restateStoreDays(ctx, { limit: restateBatch });
    restatedDays += restated;
    if (left === 0 || restated === 0) return restatedDays;
  }
}
