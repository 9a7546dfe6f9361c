import { expect, test } from "vitest";
import { demoChain } from "@/lib/demo/chain";
import { demoPeople } from "@/lib/demo/demo-people";
import { demoRegions } from "@/lib/demo/places";
import {
  ApplyBrandsInput,
  ApplyMerchantsInput,
  ApplyRegionsInput,
  ApplyStoresInput,
} from "@/lib/masterdata/schemas";

const plan = { seed: "test", stores: 20, from: "2025-10-18", anchor: "2026-11-20" };
const { brands, merchants, stores } = demoChain(plan);
const items = stores.map(({ item }) => item);

test("the chain is the same every time", () => {
  expect(demoChain(plan)).toEqual({ brands, merchants, stores });
});

test("what the chain is made of is fit for the verbs and stands on what is there", () => {
  ApplyBrandsInput.parse({ items: brands });
  ApplyMerchantsInput.parse({ items: merchants });
  ApplyRegionsInput.parse({ items: demoRegions() });
  ApplyStoresInput.parse({ items });
  const codes = new Set([...merchants, ...brands, ...demoRegions()].map(({ code }) => code));
  const needed = items.flatMap((item) => [item.brandCode, item.regionCode, item.ownerCode, item.managerCode]);
  expect(needed.filter((code) => code !== null && !codes.has(code))).toEqual([]);
  const former = stores.flatMap((store) => store.former?.ownerCode ?? []);
  expect(former.filter((code) => !codes.has(code))).toEqual([]);
});

test("twenty stores show every case: own and franchised, unmanaged, sold on, renovating, closed, new, night", () => {
  expect(items.some((item) => item.ownerCode.startsWith("B") && item.managerCode === item.ownerCode)).toBe(
    true,
  );
  expect(items.some((item) => item.ownerCode.startsWith("F") && item.managerCode !== null)).toBe(true);
  expect(items.some((item) => item.managerCode === null)).toBe(true);
  expect(stores.some(({ former }) => former?.ownerCode.startsWith("F"))).toBe(true);
  expect(stores.every(({ former, item }) => former === null || former.ownerCode !== item.ownerCode)).toBe(
    true,
  );
  expect(items.filter(({ lifeCycle }) => lifeCycle === "renovating")).toHaveLength(1);
  expect(items.filter(({ lifeCycle }) => lifeCycle === "closed")).toHaveLength(1);
  expect(items.filter(({ openedOn }) => openedOn !== null && openedOn > plan.from)).toHaveLength(3);
  expect(stores.some(({ closesAtHour }) => closesAtHour > 24)).toBe(true);
});

test.each([1, 2, 5, 20, 500])("a chain of %d stores has codes and names of its own for each", (count) => {
  const chain = demoChain({ ...plan, stores: count });
  expect(new Set(chain.stores.map(({ item }) => item.code)).size).toBe(count);
  expect(new Set(chain.stores.map(({ item }) => item.name)).size).toBe(count);
  const mean = chain.stores.reduce((sum, store) => sum + store.ordersMean, 0) / count;
  expect(mean).toBeCloseTo(40, 6);
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
