import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { skus } from "@/db/schema/catalog";
import { operationLogs } from "@/db/schema/operation-log";
import { applySkus } from "@/lib/catalog/apply-skus";
import { listSkus } from "@/lib/catalog/list-skus";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";

const ctx = testContext();

function item(parts: Record<string, unknown> = {}) {
  const prices = [{ fromOn: "2026-01-01", priceFen: 1_000 }];
  return { code: randomCode("K"), name: "卤鸭脖", category: "卤味", unit: "weight", prices, ...parts };
}

test("goods are found by name and code, with the price of today", async () => {
  const later = { fromOn: "2026-12-01", priceFen: 1_200 };
  const sku = item({
    name: `卤鸭脖${randomCode("")}`,
    prices: [{ fromOn: "2026-01-01", priceFen: 1_000 }, later],
  });
  expect(await applySkus(ctx, { items: [sku] })).toMatchObject({ created: [sku.code] });
  for (const q of [sku.name, sku.code]) {
    expect((await listSkus(ctx, { q })).items).toMatchObject([
      { code: sku.code, unit: "weight", priceFen: 1_000 },
    ]);
  }
});

test("the same again changes nothing and leaves no trace; a new price is a change", async () => {
  const sku = item();
  await applySkus(ctx, { items: [sku] });
  const before = await testDatabase().db.$count(operationLogs);
  expect(await applySkus(ctx, { items: [sku] })).toMatchObject({ unchanged: [sku.code] });
  expect(await testDatabase().db.$count(operationLogs)).toBe(before);
  const dearer = { ...sku, prices: [{ fromOn: "2026-01-01", priceFen: 1_100 }] };
  expect(await applySkus(ctx, { items: [dearer] })).toMatchObject({ changed: [sku.code] });
  expect((await listSkus(ctx, { q: sku.code })).items[0]?.priceFen).toBe(1_100);
});

test("an older version never follows a newer one, even where the newer one said nothing new", async () => {
  const sku = item({ sourceVersion: 3 });
  await applySkus(ctx, { items: [sku] });
  await applySkus(ctx, { items: [{ ...sku, sourceVersion: 6 }] });
  const older = { ...sku, sourceVersion: 5, name: "旧名" };
  expect(await applySkus(ctx, { items: [older] })).toMatchObject({ unchanged: [sku.code] });
});

test("an unknown brand is refused alone, and whoever lacks the right is refused", async () => {
  const [good, bad] = [item(), item({ brandCode: "none" })];
  const outcome = await applySkus(ctx, { items: [good, bad] });
  expect(outcome).toMatchObject({
    created: [good.code],
    refused: [{ code: bad.code, reason: "skus.brand_unknown" }],
  });
  const merchant = await mintMerchant(testDatabase().db);
  const { actor } = await mintAccount(testDatabase().db, {
    kind: "main",
    merchant,
    permissions: ["stores.view"],
  });
  await expect(applySkus({ ...ctx, actor }, { items: [item()] })).rejects.toMatchObject({
    kind: "forbidden",
  });
  expect(await testDatabase().db.$count(skus, eq(skus.code, bad.code))).toBe(0);
});
