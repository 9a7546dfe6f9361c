import { expect, test } from "vitest";
import { unknownSku } from "@/lib/catalog/model";
import { ApplySkusInput, SkuItem } from "@/lib/catalog/schemas";
import { demoGoods } from "@/lib/demo/goods";
import { bakeryGoods } from "@/lib/imports/bakery-prices";

test("the goods of the demo, of the bakery and the unknown one are fit for the catalogue, each code once", () => {
  const items = [...demoGoods(), ...bakeryGoods, unknownSku];
  expect(ApplySkusInput.parse({ items }).items).toEqual(items);
  expect(new Set(demoGoods().map(({ name }) => name)).size).toBe(demoGoods().length);
  expect(new Set(bakeryGoods.map(({ name }) => name)).size).toBe(94);
});

test("a price below nothing, a code with a blank and a repeated code are refused", () => {
  const price = { fromOn: "2026-01-01", priceFen: -1 };
  expect(SkuItem.safeParse({ ...unknownSku, prices: [price] }).success).toBe(false);
  expect(SkuItem.safeParse({ ...unknownSku, code: "a b" }).success).toBe(false);
  expect(ApplySkusInput.safeParse({ items: [unknownSku, unknownSku] }).success).toBe(false);
});
