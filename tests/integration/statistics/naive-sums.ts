import { type SQL, sql } from "drizzle-orm";
import { getTableConfig } from "drizzle-orm/mysql-core";
import type { Database } from "@/db/client";
import { businessDaily, salesDaily } from "@/db/schema/days";
import type { BusinessDay } from "@/lib/core/time";
import { rowsOf } from "../orders/histories";

/** Store-days and goods that are asked for, in plain words. */
export type Asked = {
  from: BusinessDay;
  to: BusinessDay;
  /** Store → the day from which its days may be seen. */
  since: ReadonlyMap<number, BusinessDay>;
  branchIds: readonly number[] | null;
  franchiseeIds: readonly number[] | null;
  skuIds: readonly number[] | null;
  channels: readonly string[] | null;
};

const keys: Record<string, SQL> = {
  total: sql`''`,
  day: sql`d.business_on`,
  store: sql`d.store_id`,
  branch: sql`coalesce(o.manager_id, '')`,
  franchisee: sql`coalesce(o.owner_id, '')`,
  region: sql`coalesce(s.region_id, '')`,
  channel: sql`d.channel`,
  sku: sql`d.sku_id`,
  category: sql`k.category`,
};

/** Sums over daily rows by key, without rows in which all is zero, in SQL that shares nothing with the product's. */
export async function naiveSums(
  db: Database,
  facts: "business" | "sales",
  asked: Asked,
  groupBy: string,
): Promise<Map<string, Record<string, number>>> {
  const isSales = facts === "sales";
  const goods = sql`join skus k on k.id = d.sku_id`;
  const rows = await rowsOf(
    db,
    sql`select ${keys[groupBy]} as k, ${isSales ? salesSums : businessSums}
      from ${isSales ? salesDaily : businessDaily} d ${isSales ? goods : sql``}
        join stores s on s.id = d.store_id
        left join store_ownerships o on o.store_id = d.store_id and o.from_on <= d.business_on
          and (o.to_on is null or o.to_on > d.business_on)
      where d.business_on between ${asked.from} and ${asked.to} and ${visible(asked.since)}
        and ${isOneOf(sql`o.manager_id`, asked.branchIds)} and ${isOneOf(sql`o.owner_id`, asked.franchiseeIds)}
        and ${isSales ? isOneOf(sql`d.sku_id`, asked.skuIds) : isOneOf(sql`d.channel`, asked.channels)}
      group by k`,
  );
  const groups = rows.map(({ k, ...sums }): [string, Record<string, number>] => [
    String(k),
    Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, Number(sum)])),
  ]);
  return new Map(groups.filter(([, sums]) => Object.values(sums).some((sum) => sum !== 0)));
}

function visible(since: Asked["since"]): SQL {
  const perStore = [...since].map(([id, day]) => sql`(d.store_id = ${id} and d.business_on >= ${day})`);
  return perStore.length === 0 ? sql`false` : sql`(${sql.join(perStore, sql` or `)})`;
}

function isOneOf(column: SQL, values: readonly (number | string)[] | null): SQL {
  if (values === null) return sql`true`;
  const known = values.map((value) => sql`${column} = ${value}`);
  return known.length === 0 ? sql`false` : sql`(${sql.join(known, sql` or `)})`;
}

const salesSums = sql`sum(d.tickets) as tickets, sum(d.weight_grams) as weightGrams, sum(d.quantity) as quantity,
  sum(d.amount_fen) as amountFen, sum(if(d.weight_grams > 0, d.amount_fen, 0)) as weighedAmountFen`;

const businessSums = sql.join(
  getTableConfig(businessDaily)
    .columns.filter(({ name }) => !["store_id", "business_on", "channel"].includes(name))
    .map(({ name }) => {
      const property = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return sql`sum(d.${sql.identifier(name)}) as ${sql.identifier(property)}`;
    }),
  sql`, `,
);
