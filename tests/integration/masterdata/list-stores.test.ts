import { beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/core/context";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyStores } from "@/lib/masterdata/apply-stores";
import { getStore } from "@/lib/masterdata/get-store";
import { listStores } from "@/lib/masterdata/list-stores";
import { StoreDetailAnswer, StoreListAnswer } from "@/lib/masterdata/schemas";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { headquarters, type MintedMerchant, mintMerchant } from "../../support/factories/merchants";

const ctx = testContext();
/** Stands in every name, so that other tests' stores are never met. */
const mark = randomCode("Z");
let franchisee: MintedMerchant;
let other: MintedMerchant;
let branch: MintedMerchant;
const code = (suffix: string) => `${mark}-${suffix}`;

beforeAll(async () => {
  const { db } = testDatabase();
  franchisee = await mintMerchant(db);
  other = await mintMerchant(db);
  branch = await mintMerchant(db, "branch");
  await applyBrands(ctx, { items: [{ code: mark, name: "测试品牌" }] });
  const base = {
    brandCode: mark,
    regionCode: null,
    managerCode: null,
    lifeCycle: "open",
    address: "",
    phone: "",
    longitude: null,
    latitude: null,
    ownedFromOn: "2024-01-01",
  };
  const items = [
    {
      ...base,
      code: code("1"),
      name: `${mark}南京人民路店`,
      ownerCode: franchisee.code,
      openedOn: "2024-05-01",
    },
    {
      ...base,
      code: code("2"),
      name: `${mark}重庆100%店`,
      ownerCode: franchisee.code,
      managerCode: branch.code,
    },
    { ...base, code: code("10"), name: `${mark}女人街_店`, ownerCode: other.code, lifeCycle: "closed" },
    { ...base, code: code("11"), name: `${mark}Dana Mall`, ownerCode: branch.code, managerCode: branch.code },
    { ...base, code: code("12"), name: `${mark}-1 的邻居`, ownerCode: other.code },
  ];
  await applyStores(ctx, { items });
  // Store 10 came from the franchisee to the other one and is looked at by both.
  await applyStores(ctx, { items: [{ ...items[0], code: code("20"), name: `${mark}转让店` }] });
  await applyStores(ctx, {
    items: [
      {
        ...items[0],
        code: code("20"),
        name: `${mark}转让店`,
        ownerCode: other.code,
        changedOn: "2025-01-01",
      },
    ],
  });
});

async function codesOf(input: Record<string, unknown>, as: Ctx = ctx): Promise<string[]> {
  const page = await listStores(as, input);
  expect(page.total).toBeGreaterThanOrEqual(page.items.length);
  return page.items.map((row) => row.code.replace(`${mark}-`, ""));
}

async function as(parts: Parameters<typeof mintAccount>[1]): Promise<Ctx> {
  const { actor } = await mintAccount(testDatabase().db, parts);
  return { ...ctx, actor };
}

test.each([
  ["南京人民", ["1"]],
  ["nanjing ren min", ["1"]],
  ["njrm", ["1"]],
  ["chongqing", ["2"]],
  ["nvrenjie", ["10"]],
  ["dana m", ["11"]],
  ["100%", ["2"]],
  ["街_", ["10"]],
  ["没有", []],
])("%s finds by name, pinyin or initials", async (typed, wanted) => {
  const page = await listStores(ctx, { q: typed, pageSize: 200 });
  const ours = page.items.map((row) => row.code).filter((found) => found.startsWith(mark));
  expect(ours.map((found) => found.replace(`${mark}-`, ""))).toEqual(wanted);
});

test("a wildcard that is typed means itself", async () => {
  expect(await codesOf({ q: `${mark}%` })).toEqual([]);
  expect(await codesOf({ q: `${mark}_` })).toEqual([]);
});

test("part of a code finds in either case, and an exact code comes first", async () => {
  expect(await codesOf({ q: mark.toLowerCase(), sort: "-code" })).toEqual(["20", "2", "12", "11", "10", "1"]);
  expect(await codesOf({ q: code("2") })).toEqual(["2", "20"]);
  expect((await codesOf({ q: code("1"), sort: "-code" }))[0]).toBe("1");
});

test("life cycle filters, sorts are kept over pages, and totals count all pages", async () => {
  expect(await codesOf({ q: mark, lifeCycle: "closed" })).toEqual(["10"]);
  const first = await listStores(ctx, { q: mark, sort: "-code", pageSize: 4 });
  const second = await listStores(ctx, { q: mark, sort: "-code", pageSize: 4, page: 2 });
  expect([first.total, first.items.length, second.total, second.items.length]).toEqual([6, 4, 6, 2]);
  const all = [...first.items, ...second.items].map((row) => row.code);
  expect(all).toEqual([...all].sort().reverse());
  expect((await listStores(ctx, { q: mark, page: 9 })).items).toEqual([]);
});

test("a franchisee sees what it owns now, a branch what it operates or manages, head office all", async () => {
  const main = await as({ kind: "main", merchant: franchisee });
  expect(await codesOf({ q: mark }, main)).toEqual(["1", "2"]);
  expect(await codesOf({ q: mark }, await as({ kind: "main", merchant: branch }))).toEqual(["11", "2"]);
  const hq = await as({ kind: "headquarters", merchant: await headquarters(testDatabase().db) });
  expect(await codesOf({ q: mark }, hq)).toHaveLength(6);
  const page = await listStores(hq, { codes: code("2") });
  expect(page.items).toMatchObject([{ owner: { code: franchisee.code }, manager: { code: branch.code } }]);
  StoreListAnswer.parse(page);
});

test("among codes asked for, a foreign one is answered exactly like one that is not there", async () => {
  const main = await as({ kind: "main", merchant: franchisee });
  expect(await codesOf({ codes: `${code("2")},${code("1")}` }, main)).toEqual(["1", "2"]);
  const ask = (asked: string) => listStores(main, { codes: `${code("1")},${asked}` });
  for (const asked of [code("11"), code("99")]) {
    await expect(ask(asked)).rejects.toMatchObject({
      kind: "not_found",
      reason: "stores.not_found",
      extras: { details: { codes: [asked] }, params: { codes: asked } },
    });
  }
});

test("the detail of a foreign store is answered like that of none; the own one is complete", async () => {
  const main = await as({ kind: "main", merchant: franchisee });
  for (const asked of [code("11"), code("99")]) {
    await expect(getStore(main, { code: asked })).rejects.toMatchObject({
      kind: "not_found",
      extras: { details: { codes: [asked] } },
    });
  }
  const detail = StoreDetailAnswer.parse(await getStore(main, { code: code("1") }));
  expect(detail).toMatchObject({
    brandName: "测试品牌",
    openedOn: "2024-05-01",
    owner: { code: franchisee.code },
  });
});

test("of the history a merchant sees its own part, head office all of it", async () => {
  const buyer = await as({ kind: "main", merchant: other });
  const own = await getStore(buyer, { code: code("20") });
  expect(own.ownerships.map(({ fromOn }) => fromOn)).toEqual(["2025-01-01"]);
  expect(JSON.stringify(own)).not.toContain(franchisee.code);
  expect((await getStore(ctx, { code: code("20") })).ownerships).toHaveLength(2);
  const seller = await as({ kind: "main", merchant: franchisee });
  await expect(getStore(seller, { code: code("20") })).rejects.toMatchObject({ kind: "not_found" });
});

test("bad input and a missing right are refused", async () => {
  await expect(listStores(ctx, { sort: "password" })).rejects.toMatchObject({ kind: "invalid" });
  await expect(listStores(ctx, { codes: "a b" })).rejects.toMatchObject({ kind: "invalid" });
  await expect(getStore(ctx, { code: "../1" })).rejects.toMatchObject({ kind: "invalid" });
  const none = await as({ kind: "main", merchant: franchisee, permissions: [] });
  await expect(listStores(none, {})).rejects.toMatchObject({ kind: "forbidden" });
});
