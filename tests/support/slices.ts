import { type SQL, sql } from "drizzle-orm";
import type { MySqlTable } from "drizzle-orm/mysql-core";
import { getTableConfig } from "drizzle-orm/mysql-core";
import type { Database } from "@/db/client";
import {
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";

/**
 * Builds all slices anew from the daily rows of closed store-days, by window sums over days: it shares nothing with the code
 * that keeps them. Headings are those that stand in rollup_headings; each year reaches to the last closed day of all.
 */
export async function buildSlices(db: Database): Promise<void> {
  for (const table of [storeCum, headingBusinessCum, headingSalesCum, headingSkuCum, storeSkuCum]) {
    await db.delete(table);
  }
  await db.execute(sql`delete from rollup_years`);
  await db.execute(sql`insert into rollup_years (year, state, through_on, updated_at)
    select year(business_on), 'ready', null, now() from store_days where closed_at is not null group by 1`);
  await db.execute(sql`update rollup_years
    set through_on = (select least(max(business_on), makedate(year + 1, 1) - interval 1 day)
      from store_days where closed_at is not null)`);
  const both = sql`select * from (${ofStore()}) f`;
  await write(db, storeCum, ["store_id"], both);
  await write(db, headingBusinessCum, ["heading_id", "channel"], ofHeadings("business_daily"));
  await write(db, headingSalesCum, ["heading_id"], ofHeadings("sales_daily"));
  await write(db, headingSkuCum, ["heading_id", "sku_id"], ofHeadings("sales_daily"));
  await write(db, storeSkuCum, ["store_id", "sku_id"], closed("sales_daily"));
}

const sales = ["tickets", "weight_grams", "quantity", "amount_fen", "weighed_amount_fen"];

function names(columns: readonly string[]): SQL {
  return sql.join(
    columns.map((column) => sql`${sql.identifier(column)}`),
    sql`, `,
  );
}

function measuresOf(table: MySqlTable, keys: readonly string[]): string[] {
  const known = new Set([...keys, "business_on", "ten_day_end_on"]);
  return getTableConfig(table)
    .columns.map(({ name }) => name)
    .filter((name) => !known.has(name));
}

/** Daily rows of closed store-days, with the amount of what was weighed. */
function closed(table: "business_daily" | "sales_daily"): SQL {
  const weighed = sql`, if(d.weight_grams > 0, d.amount_fen, 0) as weighed_amount_fen`;
  return sql`select d.* ${table === "sales_daily" ? weighed : sql``}
    from ${sql.identifier(table)} d join store_days sd on sd.store_id = d.store_id and sd.business_on = d.business_on
    where sd.closed_at is not null`;
}

/** Business and sales under each other; what one of the two lacks is zero. */
function ofStore(): SQL {
  const business = measuresOf(storeCum, ["store_id", ...sales]);
  const zeros = (columns: readonly string[]) =>
    sql.join(
      columns.map((column) => sql`0 as ${sql.identifier(column)}`),
      sql`, `,
    );
  return sql`select store_id, business_on, ${names(business)}, ${zeros(sales)} from (${closed("business_daily")}) b
    union all select store_id, business_on, ${zeros(business)}, ${names(sales)} from (${closed("sales_daily")}) s`;
}

/** The same rows once for every heading that the store-day stands under. */
function ofHeadings(table: "business_daily" | "sales_daily"): SQL {
  return sql`select h.id as heading_id, f.* from (${closed(table)}) f
    join stores s on s.id = f.store_id
    left join regions r on r.id = s.region_id
    left join store_ownerships o on o.store_id = f.store_id and o.from_on <= f.business_on
      and (o.to_on is null or o.to_on > f.business_on)
    join rollup_headings h on h.kind = 'chain' or (h.kind = 'branch' and h.ref_id = o.manager_id)
      or (h.kind = 'franchisee' and h.ref_id = o.owner_id)
      or (h.kind = 'region' and concat('/', r.path) like concat('%/', h.ref_id, '/%'))`;
}

/** Running sums per key and year, on every day from the key's first fact day to the end of the year's slices. */
async function write(db: Database, table: MySqlTable, keys: readonly string[], facts: SQL): Promise<void> {
  const isByThird = table === storeSkuCum;
  const measures = measuresOf(table, keys);
  const key = names(keys);
  const sums = sql.join(
    measures.map((name) => sql`sum(${sql.identifier(name)}) as ${sql.identifier(name)}`),
    sql`, `,
  );
  const running = sql.join(
    measures.map(
      (name) => sql`sum(coalesce(f.${sql.identifier(name)}, 0)) over w as ${sql.identifier(name)}`,
    ),
    sql`, `,
  );
  const gridKeys = sql.join(
    keys.map((name) => sql`g.${sql.identifier(name)}`),
    sql`, `,
  );
  const isSame = sql.join(
    keys.map((name) => sql`f.${sql.identifier(name)} = g.${sql.identifier(name)}`),
    sql` and `,
  );
  const dayColumn = sql.identifier(isByThird ? "ten_day_end_on" : "business_on");
  // The slice of a third that is not over holds what there is so far.
  const isLast = isByThird ? sql`business_on = least(ten_day_end_on, through_on)` : sql`true`;
  await db.execute(sql`
    insert into ${table} (${key}, ${dayColumn}, ${names(measures)})
    with f as (select ${key}, business_on, ${sums} from (${facts}) d group by ${key}, business_on),
      g as (select k.*, c.business_on, c.year, c.ten_day_end_on, y.through_on
        from (select ${key}, year(business_on) as fact_year, min(business_on) as first_on from f group by ${key}, year(business_on)) k
          join rollup_years y on y.year = k.fact_year
          join calendar_days c on c.year = y.year and c.business_on between k.first_on and y.through_on),
      cum as (select ${gridKeys}, g.business_on, g.ten_day_end_on, g.through_on, ${running}
        from g left join f on f.business_on = g.business_on and ${isSame}
        window w as (partition by ${gridKeys}, g.year order by g.business_on))
    select ${key}, ${dayColumn}, ${names(measures)} from cum where ${isLast}`);
}
