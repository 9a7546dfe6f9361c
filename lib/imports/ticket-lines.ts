import { unknownSku } from "@/lib/catalog/model";
import type { SkuItem } from "@/lib/catalog/schemas";
import { isDay, shanghaiMidnight } from "@/lib/core/time";
import { bakeryGoods } from "./bakery-prices";
import type { CsvLine } from "./read-csv";

/** Columns of the file of till lines; all of them must be there, in any order. */
export const ticketColumns = ["date", "time", "transaction", "item"] as const;
type TicketColumn = (typeof ticketColumns)[number];
export type TicketLine = CsvLine<TicketColumn>;

export type Fault = { column: TicketColumn | ""; value: string; reason: string };
/** A line that can be taken: one piece of something, sold at an instant. */
export type Sale = { transaction: string; soldAt: Date; sku: SkuItem };

/** What the till wrote where it did not know the item. */
const noItem = "NONE";
const skusByName = new Map([...bakeryGoods, { ...unknownSku, name: noItem }].map((sku) => [sku.name, sku]));

/** The number of the transaction, or null where it is none; such a line belongs to nothing. */
export function transactionOf({ fields }: TicketLine): string | null {
  const text = fields.transaction.trim();
  return /^[1-9]\d{0,14}$/.test(text) ? text : null;
}

/** Date and time are those of the Shanghai clock, whatever the file's zone. */
export function toSale(line: TicketLine, now: Date): Sale | Fault {
  const { fields, isComplete } = line;
  if (!isComplete) return { column: "", value: "", reason: "the line has not as many fields as the header" };
  const transaction = transactionOf(line);
  if (transaction === null) {
    return { column: "transaction", value: fields.transaction, reason: "must be a whole number from 1 on" };
  }
  const date = fields.date.trim();
  if (!isDay(date)) return { column: "date", value: fields.date, reason: "must be a date as 2017-04-09" };
  const soldAt = instantOf(date, fields.time.trim());
  if (soldAt === null) return { column: "time", value: fields.time, reason: "must be a time as 09:58:11" };
  if (soldAt > now) return { column: "date", value: fields.date, reason: "lies in the future" };
  const sku = skusByName.get(fields.item.trim());
  if (!sku) return { column: "item", value: fields.item, reason: "has no price in the list" };
  return { transaction, soldAt, sku };
}

function instantOf(date: string, time: string): Date | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(time);
  if (!match) return null;
  const [hours = 0, minutes = 0, seconds = 0] = match.slice(1).map(Number);
  return new Date(shanghaiMidnight(date).getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1_000);
}

export function priceOf(sku: SkuItem): number {
  return sku.prices[0]?.priceFen ?? 0;
}
