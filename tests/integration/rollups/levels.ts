import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { addTo, type Figures, readRows } from "./raw-daily";

/** Measures that are compared; the others go the same ways. */
const business = sql`sum(orders) as orders, sum(final_amount_fen) as final_fen, sum(refund_amount_fen) as refund_fen,
  sum(refunded_amount_fen) as refunded_fen, sum(other_fen) as other_fen`;
const sales = sql`sum(tickets) as tickets, sum(amount_fen) as amount_fen, sum(weight_grams) as grams`;
const weighed = sql`, sum(weighed_amount_fen) as weighed_fen`;

/**
 * Where levels of the slices do not add up to each other at this moment: on every day the stores, the branches and the
 * franchisees (with what stands under none of them), and the SKUs against the chain; and slices with open days against the
 * daily rows. `db` is a transaction with one snapshot.
 */
export async function levelFaults(db: Db): Promise<string[]> {
  const stores = await readable(
    db,
    sql`select business_on, ${business}, ${sales} ${weighed} from store_cum group by 1`,
  );
  const kinds = await Promise.all(
    (["chain", "branch", "franchisee"] as const).map(async (kind) => [kind, await ofKind(db, kind)] as const),
  );
  const faults = kinds.flatMap(([kind, sums]) => differing(`${kind} against stores`, sums, stores));
  const skus = await readable(
    db,
    sql`select business_on, ${sales} ${weighed} from heading_sku_cum
      join rollup_headings h on h.id = heading_id where h.kind = 'chain' group by 1`,
  );
  faults.push(
    ...differing("chain by SKU against stores", skus, stores, [
      "tickets",
      "amount_fen",
      "grams",
      "weighed_fen",
    ]),
  );
  faults.push(...(await thirdFaults(db, stores)), ...(await openPartFaults(db)));
  return faults;
}

async function byDay(db: Db, statement: SQL): Promise<Figures> {
  const figures: Figures = new Map();
  for (const { business_on, ...measures } of await readRows(db, statement))
    addTo(figures, String(business_on), measures);
  return figures;
}

/** The same without the years that are being built: nobody is served from their slices. */
async function readable(db: Db, statement: SQL): Promise<Figures> {
  const years = await readRows(db, sql`select year from rollup_years where state = 'ready'`);
  const ready = new Set(years.map((row) => String(row.year)));
  const figures = await byDay(db, statement);
  return new Map([...figures].filter(([day]) => ready.has(day.slice(0, 4))));
}

/** A level of headings, with the closed days that stand under none of them added up beside. */
async function ofKind(db: Db, kind: "chain" | "branch" | "franchisee"): Promise<Figures> {
  const sums = await readable(
    db,
    sql`select business_on, ${business} from heading_business_cum
      join rollup_headings h on h.id = heading_id where h.kind = ${kind} and h.state = 'ready' group by 1`,
  );
  const ofSales = await readable(
    db,
    sql`select business_on, ${sales} ${weighed} from heading_sales_cum
      join rollup_headings h on h.id = heading_id where h.kind = ${kind} and h.state = 'ready' group by 1`,
  );
  for (const [day, row] of ofSales) addTo(sums, day, row);
  if (kind === "chain") return sums;
  const ref = kind === "branch" ? sql`d.rolled_manager_id` : sql`d.rolled_owner_id`;
  const isOutside = sql`d.closed_at is not null and not exists (select 1 from rollup_headings h
    where h.kind = ${kind} and h.state = 'ready' and h.ref_id = ${ref})`;
  const outside = await readable(
    db,
    sql`select business_on, ${business} from business_daily join store_days d using (store_id, business_on)
      where ${isOutside} group by 1`,
  );
  const outsideSales = await readable(
    db,
    sql`select business_on, ${sales}, sum(if(weight_grams > 0, amount_fen, 0)) as weighed_fen
      from sales_daily join store_days d using (store_id, business_on) where ${isOutside} group by 1`,
  );
  const days = await readable(db, sql`select distinct business_on from store_cum`);
  for (const day of days.keys()) {
    for (const figures of [outside, outsideSales]) {
      for (const [on, row] of figures) {
        if (on.slice(0, 4) === day.slice(0, 4) && on <= day) addTo(sums, day, row);
      }
    }
  }
  return sums;
}

/** The slices of stores and SKUs to the end of each third against those of the stores. */
async function thirdFaults(db: Db, stores: Figures): Promise<string[]> {
  const thirds = await readable(
    db,
    sql`select c.through_on as business_on, ${sales} ${weighed} from store_sku_cum
      join (select ten_day_end_on, max(business_on) as through_on from calendar_days
        join rollup_years y using (year) where business_on <= y.through_on group by 1) c using (ten_day_end_on)
      group by 1`,
  );
  const measures = ["tickets", "amount_fen", "grams", "weighed_fen"];
  const ends = new Map([...stores].filter(([day]) => thirds.has(day)));
  return differing("stores by SKU against stores", thirds, ends, measures);
}

async function openPartFaults(db: Db): Promise<string[]> {
  const closed = await byDay(
    db,
    sql`select 'all' as business_on, ${business}, ${sales} from store_cum
      join rollup_years y on y.through_on = business_on where y.state = 'ready'`,
  );
  const isOpen = sql`(d.closed_at is null or not exists (
    select 1 from rollup_years y where y.year = year(d.business_on) and y.state = 'ready'))`;
  const parts = [
    sql`select 'all' as business_on, ${business} from business_daily`,
    sql`select 'all' as business_on, ${sales} from sales_daily`,
  ];
  const all: Figures = new Map();
  for (const part of parts) {
    addAll(all, await byDay(db, part));
    addAll(
      closed,
      await byDay(db, sql`${part} join store_days d using (store_id, business_on) where ${isOpen}`),
    );
  }
  return differing("slices and open days against daily rows", closed, all);
}

function addAll(figures: Figures, more: Figures): void {
  for (const [key, row] of more) addTo(figures, key, row);
}

function differing(name: string, a: Figures, b: Figures, only?: readonly string[]): string[] {
  return [...new Set([...a.keys(), ...b.keys()])].sort().flatMap((day) => {
    const [left, right] = [a.get(day) ?? {}, b.get(day) ?? {}];
    const measures = only ?? [...new Set([...Object.keys(left), ...Object.keys(right)])];
    const wrong = measures.filter((measure) => (left[measure] ?? 0) !== (right[measure] ?? 0));
    if (wrong.length === 0) return [];
    const parts = wrong.map((measure) => `${measure} ${left[measure] ?? 0} and ${right[measure] ?? 0}`);
    return [`${name} ${day}: ${parts.join(", ")}`];
  });
}
