import { beforeAll, expect, test } from "vitest";
import type { HeadingKind } from "@/lib/statistics/heading-model";
import { listHeadings } from "@/lib/statistics/list-headings";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { mintMerchant } from "../../support/factories/merchants";
import { mintSku } from "../../support/factories/skus";
import { mintOwnership, mintRegion, mintStore } from "../../support/factories/stores";

/** A franchisee with a store of one branch in one region, and a stranger with the same of others. */
async function mintScene() {
  const { db } = testDatabase();
  const [mine, other, former] = [await mintMerchant(db), await mintMerchant(db), await mintMerchant(db)];
  const [branch, otherBranch] = [await mintMerchant(db, "branch"), await mintMerchant(db, "branch")];
  const area = await mintRegion(db);
  const [province, otherProvince] = [await mintRegion(db, area), await mintRegion(db)];
  const bought = await mintStore(db, { regionId: province.id });
  const row = { storeId: bought.id, managerId: branch.id };
  await mintOwnership(db, { ...row, fromOn: "2020-01-01", toOn: "2025-01-01", ownerId: former.id });
  await mintOwnership(db, { ...row, fromOn: "2025-01-01", toOn: null, ownerId: mine.id });
  await mintStore(db, { ownerId: other.id, managerId: otherBranch.id, regionId: otherProvince.id });
  const sku = await mintSku(db, "weight");
  const account = await mintAccount(db, { kind: "main", merchant: mine, permissions: [] });
  return { mine, other, former, branch, otherBranch, area, province, otherProvince, sku, account };
}

let scene: Awaited<ReturnType<typeof mintScene>>;
beforeAll(async () => {
  scene = await mintScene();
});

async function codesSeen(kind: HeadingKind, input: Record<string, unknown> = {}): Promise<string[]> {
  const ctx = testContext({ actor: scene.account.actor });
  const { items, total } = await listHeadings(ctx, { kind, pageSize: 200, ...input });
  expect(total).toBe(items.length);
  return items.map(({ code }) => code);
}

test("a franchisee is offered the branches, owners and regions of the own stores, earlier owners too", async () => {
  const { mine, former, branch, area, province } = scene;
  expect(await codesSeen("branch")).toEqual([branch.code]);
  expect((await codesSeen("franchisee")).sort()).toEqual([former.code, mine.code].sort());
  expect(await codesSeen("region")).toEqual([area.code, province.code]);
});

test("codes of others are left out like unknown ones", async () => {
  const { mine, other, otherBranch, otherProvince } = scene;
  expect(await codesSeen("franchisee", { codes: `${mine.code},${other.code},NOBODY,坏` })).toEqual([
    mine.code,
  ]);
  expect(await codesSeen("branch", { codes: otherBranch.code })).toEqual([]);
  expect(await codesSeen("region", { codes: [otherProvince.code] })).toEqual([]);
});

test("goods and their categories belong to nobody, and both are found by what was typed", async () => {
  const { sku } = scene;
  expect(await codesSeen("sku", { q: sku.code })).toEqual([sku.code]);
  const [category] = await codesSeen("category");
  expect(await codesSeen("category", { codes: category })).toEqual([category]);
  expect(await codesSeen("category", { q: "没有这个品类%_" })).toEqual([]);
});

test("a page holds what it is asked for, and the total counts all", async () => {
  const ctx = testContext();
  const first = await listHeadings(ctx, { kind: "franchisee", pageSize: 1 });
  const second = await listHeadings(ctx, { kind: "franchisee", pageSize: 1, page: 2 });
  expect(first.items).toHaveLength(1);
  expect(first.total).toBeGreaterThan(2);
  expect(second.items).not.toEqual(first.items);
});

test("nobody without an account is answered", async () => {
  const ctx = testContext({ actor: { type: "anonymous" } });
  await expect(listHeadings(ctx, { kind: "branch" })).rejects.toMatchObject({ kind: "unauthenticated" });
});
