import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { readRows } from "./raw-daily";

const store = sql`concat('store ', s.code)`;
const sku = sql`concat('sku ', sku_id)`;
const heading = sql`concat(h.kind, ' ', coalesce(m.code, r.code, ''))`;
const headings = sql`join rollup_headings h on h.id = heading_id
  left join merchants m on m.id = h.ref_id and h.kind in ('branch', 'franchisee')
  left join regions r on r.id = h.ref_id and h.kind = 'region'`;

/** Daily rows and slices under names that do not depend on the order in which anything was written. */
const statements: Readonly<Record<string, SQL>> = {
  business_daily: sql`select ${store} as name, d.* from business_daily d join stores s on s.id = store_id`,
  sales_daily: sql`select concat(${store}, ' ', ${sku}) as name, d.* from sales_daily d join stores s on s.id = store_id`,
  business_slots: sql`select concat(${store}, ' slot ', slot) as name, d.* from business_slots d
    join stores s on s.id = store_id`,
  store_cum: sql`select ${store} as name, d.* from store_cum d join stores s on s.id = store_id`,
  store_sku_cum: sql`select concat(${store}, ' ', ${sku}) as name, d.*, ten_day_end_on as business_on
    from store_sku_cum d join stores s on s.id = store_id`,
  heading_business_cum: sql`select ${heading} as name, d.* from heading_business_cum d ${headings}`,
  heading_sales_cum: sql`select ${heading} as name, d.* from heading_sales_cum d ${headings}`,
  heading_sku_cum: sql`select concat(${heading}, ' ', ${sku}) as name, d.* from heading_sku_cum d ${headings}`,
};

const keys = ["store_id", "sku_id", "slot", "heading_id", "business_on", "ten_day_end_on", "channel", "name"];

/** All daily rows and slices as sorted lines of text; rows in which every measure is zero say nothing. */
export async function tablesAsText(db: Db): Promise<string[]> {
  const lines: string[] = [];
  for (const [table, statement] of Object.entries(statements)) {
    for (const row of await readRows(db, statement)) {
      const measures = Object.entries(row).filter(
        ([name, value]) => !keys.includes(name) && Number(value) !== 0,
      );
      const place = [table, row.name, row.channel ?? "", row.business_on].join(" ");
      const shown = measures.map(([name, value]) => `${name}=${Number(value)}`);
      if (shown.length > 0) lines.push([place, ...shown].join(" "));
    }
  }
  return lines.sort();
}
