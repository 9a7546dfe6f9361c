import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { outbox } from "@/db/schema/core";
import { storeStatuses, stores } from "@/db/schema/masterdata";
import { operationLogs } from "@/db/schema/operation-log";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyStores } from "@/lib/masterdata/apply-stores";
import { getStore } from "@/lib/masterdata/get-store";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { mintMerchant } from "../../support/factories/merchants";

const ctx = testContext();
let brandCode = "";
let [owner, buyer, branch] = ["", "", ""];

beforeAll(async () => {
  const { db } = testDatabase();
  brandCode = randomCode("BR");
  await applyBrands(ctx, { items: [{ code: brandCode, name: "测试品牌" }] });
  owner = (await mintMerchant(db)).code;
  buyer = (await mintMerchant(db)).code;
  branch = (await mintMerchant(db, "branch")).code;
});

function item(parts: Record<string, unknown> = {}) {
  return {
    code: randomCode("S"),
    name: "南京人民路店",
    brandCode,
    regionCode: null,
    ownerCode: owner,
    managerCode: branch,
    lifeCycle: "open",
    address: "人民路1号",
    phone: "",
    longitude: 118.8,
    latitude: null,
    ownedFromOn: "2024-01-01",
    ...parts,
  };
}

test("a new store has its search keys, owner and status from its first day on, and tells of itself", async () => {
  const { db } = testDatabase();
  const store = item({ openedOn: "2024-03-01" });
  expect(await applyStores(ctx, { items: [store] })).toMatchObject({ created: [store.code], changed: [] });
  const [row] = await db.select().from(stores).where(eq(stores.code, store.code));
  expect(row).toMatchObject({ pinyin: "nanjingrenminludian", initials: "njrmld", longitude: "118.800000" });
  const detail = await getStore(ctx, { code: store.code });
  expect(detail.statuses).toEqual([{ fromOn: "2024-03-01", lifeCycle: "open" }]);
  expect(detail.ownerships).toMatchObject([{ fromOn: "2024-01-01", toOn: null, owner: { code: owner } }]);
  expect(detail.manager?.code).toBe(branch);
  const events = await db.select().from(outbox).where(eq(outbox.topic, "masterdata.stores_changed"));
  expect(events.map(({ payload }) => payload)).toContainEqual({ codes: [store.code] });
  const [logged] = await db.select().from(operationLogs).where(eq(operationLogs.subjectKey, store.code));
  expect(logged).toMatchObject({ action: "masterdata.stores_applied", subjectType: "store" });
});

test("equal content, in whatever order its fields come, changes nothing", async () => {
  const store = item({ attributes: { a: "1", b: "2" } });
  await applyStores(ctx, { items: [store] });
  const reordered = Object.fromEntries(Object.entries(store).reverse());
  const again = { ...reordered, attributes: { b: "2", a: "1" }, ownedFromOn: "2020-01-01" };
  const before = await testDatabase().db.$count(outbox);
  expect(await applyStores(ctx, { items: [again] })).toMatchObject({ unchanged: [store.code], changed: [] });
  expect(await testDatabase().db.$count(outbox)).toBe(before);
});

test("of versions the newest wins, in whatever order they come", async () => {
  const store = item({ sourceVersion: 5 });
  await applyStores(ctx, { items: [store] });
  const apply = (sourceVersion: number, name: string) =>
    applyStores(ctx, { items: [{ ...store, sourceVersion, name }] });
  expect(await apply(4, "older")).toMatchObject({ unchanged: [store.code] });
  expect(await apply(5, "same version")).toMatchObject({ unchanged: [store.code] });
  expect(await apply(0, "a file without versions")).toMatchObject({ unchanged: [store.code] });
  // The same content under a newer version is no news, but nothing older may follow it.
  expect(await apply(8, store.name)).toMatchObject({ unchanged: [store.code] });
  expect(await apply(7, "overtaken")).toMatchObject({ unchanged: [store.code] });
  expect(await apply(9, "newest")).toMatchObject({ changed: [store.code] });
  expect((await getStore(ctx, { code: store.code })).name).toBe("newest");
});

test("a change of hands holds from its day on; life cycle changes leave a history", async () => {
  const store = item();
  await applyStores(ctx, { items: [store] });
  await applyStores(ctx, { items: [{ ...store, ownerCode: buyer, changedOn: "2025-06-01" }] });
  await applyStores(ctx, {
    items: [{ ...store, ownerCode: buyer, lifeCycle: "closed", closedOn: "2026-02-01" }],
  });
  const detail = await getStore(ctx, { code: store.code });
  expect(detail.ownerships.map(({ fromOn, toOn, owner: who }) => [fromOn, toOn, who.code])).toEqual([
    ["2024-01-01", "2025-06-01", owner],
    ["2025-06-01", null, buyer],
  ]);
  expect(detail.statuses).toEqual([
    { fromOn: "2024-01-01", lifeCycle: "open" },
    { fromOn: "2026-02-01", lifeCycle: "closed" },
  ]);
});

test("a row that points at something unknown is refused alone, with its reason", async () => {
  const good = item();
  const bad = [
    item({ brandCode: "none" }),
    item({ regionCode: "none" }),
    item({ ownerCode: "none" }),
    item({ managerCode: "none" }),
    item({ managerCode: owner }),
  ];
  const outcome = await applyStores(ctx, { items: [good, ...bad] });
  expect(outcome.created).toEqual([good.code]);
  expect(outcome.refused.map(({ reason }) => reason)).toEqual([
    "stores.brand_unknown",
    "stores.region_unknown",
    "stores.owner_unknown",
    "stores.manager_unknown",
    "stores.manager_not_branch",
  ]);
});

test("two writers of the same new stores make each of them once", async () => {
  const items = Array.from({ length: 30 }, () => item());
  const outcomes = await Promise.all([applyStores(ctx, { items }), applyStores(ctx, { items })]);
  expect(outcomes.flatMap(({ created }) => created).sort()).toEqual(items.map(({ code }) => code).sort());
  expect(outcomes.flatMap(({ unchanged }) => unchanged)).toHaveLength(30);
});

test("whoever lacks the right, a code that stands twice and coordinates out of range are refused", async () => {
  const merchant = await mintMerchant(testDatabase().db);
  const { actor } = await mintAccount(testDatabase().db, {
    kind: "main",
    merchant,
    permissions: ["stores.view"],
  });
  await expect(applyStores({ ...ctx, actor }, { items: [item()] })).rejects.toMatchObject({
    kind: "forbidden",
  });
  const store = item();
  await expect(applyStores(ctx, { items: [store, store] })).rejects.toMatchObject({ kind: "invalid" });
  await expect(applyStores(ctx, { items: [item({ longitude: 181 })] })).rejects.toMatchObject({
    kind: "invalid",
  });
  expect(await testDatabase().db.$count(stores, eq(stores.code, store.code))).toBe(0);
});

test("a merchant's kind never changes", async () => {
  const outcome = await applyMerchants(ctx, {
    items: [{ code: owner, name: "now a branch", kind: "branch" }],
  });
  expect(outcome.refused).toEqual([{ code: owner, reason: "merchants.kind_changed" }]);
});

test("a store that opens and closes again on one day keeps one status for it", async () => {
  const store = item({ openedOn: "2026-01-01" });
  await applyStores(ctx, { items: [store] });
  await applyStores(ctx, { items: [{ ...store, lifeCycle: "renovating", changedOn: "2026-01-01" }] });
  const { db } = testDatabase();
  const [row] = await db.select({ id: stores.id }).from(stores).where(eq(stores.code, store.code));
  const kept = await db
    .select()
    .from(storeStatuses)
    .where(eq(storeStatuses.storeId, row?.id ?? 0));
  expect(kept.map(({ lifeCycle }) => lifeCycle)).toEqual(["renovating"]);
});
