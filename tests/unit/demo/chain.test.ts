import { expect, test } from "vitest";
import { demoChain } from "@/lib/demo/chain";
import { demoPeople } from "@/lib/demo/demo-people";
import { demoGoods } from "@/lib/demo/goods";
import {
  ApplyBrandsInput,
  ApplyMerchantsInput,
  ApplyRegionsInput,
  ApplyStoresInput,
} from "@/lib/masterdata/schemas";

const plan = { seed: "test", stores: 20, from: "2025-10-18", anchor: "2026-11-20", rawFrom: "2025-10-18" };
const { brands, regions, merchants, stores } = demoChain(plan);
const items = stores.map(({ item }) => item);

test("the chain is the same every time", () => {
  expect(demoChain(plan)).toEqual({ brands, regions, merchants, stores });
});

test("what the chain is made of is fit for the verbs and stands on what is there", () => {
  ApplyBrandsInput.parse({ items: brands });
  ApplyMerchantsInput.parse({ items: merchants });
  ApplyRegionsInput.parse({ items: regions });
  ApplyStoresInput.parse({ items });
  const codes = new Set([...merchants, ...brands, ...regions].map(({ code }) => code));
  const needed = items.flatMap((item) => [item.brandCode, item.regionCode, item.ownerCode, item.managerCode]);
  expect(needed.filter((code) => code !== null && !codes.has(code))).toEqual([]);
  const former = stores.flatMap(({ formers }) =>
    formers.flatMap(({ ownerCode, managerCode }) => [ownerCode, managerCode ?? ownerCode]),
  );
  expect(former.filter((code) => !codes.has(code))).toEqual([]);
});

test("twenty stores show every case: own and franchised, unmanaged, sold on, renovating, closed, new, night", () => {
  expect(items.some((item) => item.ownerCode.startsWith("B") && item.managerCode === item.ownerCode)).toBe(
    true,
  );
  expect(items.some((item) => item.ownerCode.startsWith("F") && item.managerCode !== null)).toBe(true);
  expect(items.some((item) => item.managerCode === null)).toBe(true);
  for (const { formers, item } of stores) {
    // Every change is one of owner or of manager, and later than the one before.
    const steps = [...formers, { ...item, until: "9999-12-31" }];
    for (const [index, step] of steps.slice(1).entries()) {
      const before = steps[index];
      expect([before?.ownerCode, before?.managerCode]).not.toEqual([step.ownerCode, step.managerCode]);
      expect(String(before?.until) < step.until).toBe(true);
    }
  }
  const changes = stores.map(({ formers }) => formers.length);
  expect([Math.max(...changes), changes.filter((count) => count > 0).length]).toEqual([2, 4]);
  const sellers = stores.map(({ formers, item }) => [formers.at(-1)?.ownerCode ?? "", item.ownerCode]);
  expect(sellers.some(([from, to]) => from?.startsWith("F") && from !== to)).toBe(true);
  expect(sellers.some(([from, to]) => from?.startsWith("B") && to?.startsWith("F"))).toBe(true);
  expect(sellers.some(([from, to]) => from === to)).toBe(true);
  expect(items.filter(({ lifeCycle }) => lifeCycle === "renovating")).toHaveLength(1);
  expect(items.filter(({ lifeCycle }) => lifeCycle === "closed")).toHaveLength(1);
  expect(items.filter(({ openedOn }) => openedOn !== null && openedOn > plan.from)).toHaveLength(3);
  expect(stores.some(({ closesAtHour }) => closesAtHour > 24)).toBe(true);
});

test.each([1, 2, 5, 20, 500, 11_000])(
  "a chain of %d stores has codes and names of its own for each",
  (count) => {
    const chain = demoChain({ ...plan, stores: count });
    expect(new Set(chain.stores.map(({ item }) => item.code)).size).toBe(count);
    expect(new Set(chain.stores.map(({ item }) => item.name)).size).toBe(count);
    const mean = chain.stores.reduce((sum, store) => sum + store.ordersMean, 0) / count;
    expect(mean).toBeCloseTo(40, 6);
  },
);

test("a chain of 11,000 stores spreads over the country, with franchisees of every size and goods for every taste", () => {
  const chain = demoChain({ ...plan, stores: 11_000 });
  const counts = new Map<string, number>();
  for (const { item } of chain.stores) counts.set(item.ownerCode, (counts.get(item.ownerCode) ?? 0) + 1);
  const kindOf = (kind: string) => chain.merchants.filter((merchant) => merchant.kind === kind);
  const owned = kindOf("franchisee").map(({ code }) => counts.get(code) ?? 0);
  expect([kindOf("branch").length, owned.length]).toEqual([31, 3_300]);
  expect(owned.filter((count) => count > 100)).toHaveLength(4);
  expect(owned.filter((count) => count >= 1 && count < 10).length).toBeGreaterThan(3_000);
  expect(chain.regions.filter(({ level }) => level === "province")).toHaveLength(31);
  const used = new Set(chain.stores.map(({ item }) => item.regionCode));
  expect(used.size).toBe(chain.regions.filter(({ level }) => level === "city").length);
  const goods = demoGoods(true);
  expect(goods).toHaveLength(600);
  expect(new Set(goods.map(({ name }) => name)).size).toBe(600);
});

test("there is an account of every kind; staff have stores of their merchant, the first of them exactly one", () => {
  const people = demoPeople(plan);
  expect(people.map(({ loginRole }) => loginRole)).toEqual([
    "super",
    "headquarters",
    "franchisee",
    "branch",
    "staff",
    "staff",
  ]);
  const [one, several] = people.filter(({ kind }) => kind === "staff");
  expect(one?.storeCodes).toHaveLength(1);
  expect(several?.storeCodes.length).toBeGreaterThan(1);
  for (const { merchantCode, storeCodes } of [one, several].flatMap((person) => person ?? [])) {
    const related = items.filter((item) => [item.ownerCode, item.managerCode].includes(merchantCode));
    expect(related.map(({ code }) => code)).toEqual(expect.arrayContaining(storeCodes));
  }
  for (const { kind, account, merchantCode } of people) {
    if (kind === "main") expect(account).toBe(merchantCode);
  }
});
