import type { MySqlColumn } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { loginEvents } from "@/db/schema/accounts";
import { skus } from "@/db/schema/catalog";
import { brands, merchants, regions, stores } from "@/db/schema/masterdata";
import { orders, uploadKeys, weighTickets } from "@/db/schema/orders";
import { LogInInput } from "@/lib/accounts/schemas";
import { SkuItem, skuCode } from "@/lib/catalog/schemas";
import { BrandItem, MerchantItem, RegionItem, StoreItem, storeCode } from "@/lib/masterdata/schemas";
import { OrderItem, WeighTicketItem } from "@/lib/orders/schemas";

/** What people or machines send in, and the column that keeps it. */
const pairs: readonly (readonly [string, z.ZodType, MySqlColumn])[] = [
  ["store code", storeCode, stores.code],
  ["store name", StoreItem.shape.name, stores.name],
  ["store address", StoreItem.shape.address, stores.address],
  ["store phone", StoreItem.shape.phone, stores.phone],
  ["brand code", BrandItem.shape.code, brands.code],
  ["brand name", BrandItem.shape.name, brands.name],
  ["merchant code", MerchantItem.shape.code, merchants.code],
  ["merchant name", MerchantItem.shape.name, merchants.name],
  ["merchant phone", MerchantItem.shape.phone, merchants.phone],
  ["region code", RegionItem.shape.code, regions.code],
  ["region name", RegionItem.shape.name, regions.name],
  ["SKU code", skuCode, skus.code],
  ["SKU name", SkuItem.shape.name, skus.name],
  ["SKU category", SkuItem.shape.category, skus.category],
  ["order number", OrderItem.shape.orderNo, orders.orderNo],
  ["order number as a key", OrderItem.shape.orderNo, uploadKeys.number],
  ["ticket number", WeighTicketItem.shape.ticketNo, weighTickets.ticketNo],
  ["account typed", LogInInput.shape.account, loginEvents.accountTyped],
];

function longestTaken(schema: z.ZodType): number {
  const taken = Array.from({ length: 400 }, (_, length) => length).filter(
    (length) => schema.safeParse("1".repeat(length)).success,
  );
  return taken.at(-1) ?? 0;
}

function lengthOf(column: MySqlColumn): number {
  return Number(/^varchar\((\d+)\)/.exec(column.getSQLType())?.[1]);
}

test("a schema that takes more or less than its column would be found", () => {
  expect(longestTaken(z.string().max(33))).toBe(33);
  expect(longestTaken(z.string().max(33).nullable().default(null))).toBe(33);
  expect(lengthOf(stores.code)).toBe(32);
  expect(lengthOf(stores.name)).toBe(120);
});

test.each(pairs)("the longest %s that is taken fits its column exactly", (_name, schema, column) => {
  expect(longestTaken(schema)).toBe(lengthOf(column));
});
