import { and, inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { storeDays } from "@/db/schema/days";
import { regions, stores } from "@/db/schema/masterdata";
import type { Actor, Clock, UserActor } from "@/lib/core/context";
import { scopeShape, storeDayScope, storeScope } from "@/lib/core/store-scope";
import { addDays } from "@/lib/core/time";
import { testClock } from "@/tests/support/clock";
import { testContext } from "@/tests/support/context";
import { testDatabase } from "@/tests/support/database";
import { mintAccount } from "@/tests/support/factories/accounts";
import { lifecycle, randomCode } from "@/tests/support/factories/codes";
import { headquarters, type MintedMerchant, mintMerchant } from "@/tests/support/factories/merchants";
import { mintBrand, mintOwnership, mintRegion, mintStore } from "@/tests/support/factories/stores";
import { checkProperty } from "@/tests/support/property";

const dayBefore = "stats.daysBeforeOwnership";
/** Head office may stand in the books as an owner; its accounts see by their kind, never by that. */
const merchantKinds = [
  "franchisee",
  "franchisee",
  "franchisee",
  "branch",
  "branch",
  "branch",
  "headquarters",
] as const;
const dayOf = (offset: number) => addDays("2026-01-01", offset);

/** One owner and manager for some days; `gap` days before it belong to nobody. */
const segment = fc.record({
  days: fc.integer({ min: 1, max: 40 }),
  gap: fc.constantFrom(0, 0, 0, 0, 3),
  owner: fc.nat(merchantKinds.length - 1),
  manager: fc.option(fc.integer({ min: 3, max: 5 }), { freq: 3 }),
});
const world = fc.record({
  today: fc.integer({ min: 0, max: 130 }),
  /** Parent of each region among those before it; itself means none. */
  regions: fc.tuple(fc.constant(0), fc.nat(1), fc.nat(2), fc.nat(3)),
  stores: fc.array(
    fc.record({
      start: fc.nat(60),
      region: fc.option(fc.nat(3), { freq: 4 }),
      segments: fc.array(segment, { maxLength: 4 }),
      isOpenEnded: fc.boolean(),
    }),
    { minLength: 1, maxLength: 5 },
  ),
  granted: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
  limits: fc.record({
    regions: fc.subarray([0, 1, 2, 3]),
    branches: fc.subarray([3, 4, 5]),
  }),
});
type World = typeof world extends fc.Arbitrary<infer W> ? W : never;

type Span = { from: number; to: number; owner: number; manager: number | null };

function spansOf({ start, segments, isOpenEnded }: World["stores"][number]): Span[] {
  const spans: Span[] = [];
  let at = start;
  for (const { days, gap, owner, manager } of segments) {
    const from = spans.length === 0 ? at : at + gap;
    spans.push({ from, to: from + days, owner, manager });
    at = from + days;
  }
  const last = spans.at(-1);
  if (last && isOpenEnded) last.to = Number.POSITIVE_INFINITY;
  return spans;
}

/** Who a caller is in the model: what it may see is said day by day, in the plainest way there is. */
type Caller = {
  actor: Actor;
  merchant?: number;
  isStaff?: boolean;
  isLimited?: boolean;
  sees?: "all" | "none";
};

function isRelated(merchant: number, span: Span): boolean {
  if (merchantKinds[merchant] === "headquarters") return false;
  if (span.owner === merchant) return true;
  return merchantKinds[merchant] === "branch" && span.manager === merchant;
}

function seesStore(made: World, caller: Caller, at: number): boolean {
  if (caller.sees) return caller.sees === "all";
  const store = made.stores[at];
  if (!store) return false;
  const today = spansOf(store).filter(({ from, to }) => from <= made.today && made.today < to);
  if (caller.isLimited) return isWithinLimits(made, store, today);
  if (caller.isStaff && !made.granted[at]) return false;
  return today.some((span) => isRelated(caller.merchant ?? -1, span));
}

function isWithinLimits({ limits, regions }: World, store: World["stores"][number], today: Span[]): boolean {
  const branches = today.flatMap(({ owner, manager }) => [owner, manager]);
  if (branches.some((merchant) => merchant !== null && limits.branches.includes(merchant))) return true;
  for (let region = store.region; region !== null; ) {
    if (limits.regions.includes(region)) return true;
    const parent: number = regions[region] ?? region;
    region = parent === region ? null : parent;
  }
  return false;
}

/** The first day of the unbroken time, up to today, in which the store was the caller's. */
function firstDay(made: World, merchant: number, at: number): number {
  const store = made.stores[at];
  if (!store) return Number.POSITIVE_INFINITY;
  const spans = spansOf(store);
  const isMine = (day: number) =>
    spans.some((span) => span.from <= day && day < span.to && isRelated(merchant, span));
  let day = made.today;
  while (isMine(day - 1)) day -= 1;
  return day;
}

function seesDay(made: World, caller: Caller, at: number, day: number): boolean {
  if (!seesStore(made, caller, at)) return false;
  const { actor, merchant } = caller;
  if (merchant === undefined || actor.type !== "user" || actor.permissions.has(dayBefore)) return true;
  return day >= firstDay(made, merchant, at);
}

/** Days at which something begins or ends, and their neighbours. */
function daysOf(made: World, at: number): number[] {
  const store = made.stores[at];
  if (!store) return [];
  const edges = spansOf(store).flatMap(({ from, to }) => [from, to]);
  const finite = [...edges, made.today, 0, 200].filter(Number.isFinite);
  return [...new Set(finite.flatMap((day) => [day - 1, day, day + 1]))];
}

async function mintWorld(made: World) {
  const { db } = testDatabase();
  const brandId = await mintBrand(db);
  const merchants: MintedMerchant[] = [];
  for (const kind of merchantKinds) {
    merchants.push(kind === "headquarters" ? await headquarters(db) : await mintMerchant(db, kind));
  }
  const idOf = (at: number) => merchants[at]?.id ?? 0;
  const regions: Awaited<ReturnType<typeof mintRegion>>[] = [];
  for (const [at, parent] of made.regions.entries()) {
    regions.push(await mintRegion(db, parent === at ? null : (regions[parent] ?? null)));
  }
  const storeIds: number[] = [];
  for (const [at, store] of made.stores.entries()) {
    const region = store.region === null ? undefined : regions[store.region];
    const { id } = await mintStore(db, { brandId, ...(region ? { regionId: region.id } : {}) });
    storeIds.push(id);
    await mintDays(id, spansOf(store), daysOf(made, at), idOf);
  }
  return { merchants, regions, storeIds };
}

async function mintDays(storeId: number, spans: Span[], days: number[], idOf: (at: number) => number) {
  const { db } = testDatabase();
  for (const { from, to, owner, manager } of spans) {
    const toOn = Number.isFinite(to) ? dayOf(to) : null;
    const managerId = manager === null ? null : idOf(manager);
    await mintOwnership(db, { storeId, fromOn: dayOf(from), toOn, ownerId: idOf(owner), managerId });
  }
  const closeAt = new Date("2026-01-01T00:00:00Z");
  const rows = days.map((day) => ({ storeId, businessOn: dayOf(day), state: "open" as const, closeAt }));
  await db.insert(storeDays).values(rows);
}

async function callersOf(made: World, minted: Awaited<ReturnType<typeof mintWorld>>): Promise<Caller[]> {
  const { db } = testDatabase();
  const { merchants, regions, storeIds } = minted;
  const [franchisee, branch] = [merchants[0], merchants[3]];
  if (!franchisee || !branch) throw new Error("the world has no merchants");
  const granted = storeIds.filter((_, at) => made.granted[at]);
  const { actor: model } = await mintAccount(db, { kind: "main", merchant: franchisee });
  const { actor: staff } = await mintAccount(db, { kind: "staff", merchant: franchisee, storeIds: granted });
  const { actor: branchStaff } = await mintAccount(db, {
    kind: "staff",
    merchant: branch,
    storeIds: granted,
  });
  const office = { ...model, merchantId: (await headquarters(db)).id, merchantKind: "headquarters" as const };
  const limits = {
    regionIds: made.limits.regions.map((at) => regions[at]?.id ?? 0),
    branchIds: made.limits.branches.map((at) => merchants[at]?.id ?? 0),
  };
  const hasLimits = limits.regionIds.length + limits.branchIds.length > 0;
  const mains = merchants.map((merchant, at) => ({
    actor: { ...model, merchantId: merchant.id, merchantKind: merchant.kind },
    merchant: at,
  }));
  const related: Caller[] = [
    ...mains,
    { actor: staff, merchant: 0, isStaff: true },
    { actor: branchStaff, merchant: 3, isStaff: true },
  ];
  return [
    ...related,
    ...related.map((caller) => ({ ...caller, actor: without(caller.actor) })),
    { actor: { type: "anonymous" }, sees: "none" },
    { actor: { type: "system", name: "test" }, sees: "all" },
    { actor: { ...model, kind: "super" }, sees: "all" },
    { actor: { ...office, kind: "headquarters" }, sees: "all" },
    {
      actor: { ...office, kind: "headquarters", limits },
      ...(hasLimits ? { isLimited: true } : { sees: "all" }),
    },
    // Kinds that do not go together belong to nobody.
    { actor: office, sees: "none" },
    { actor: { ...staff, merchantId: office.merchantId, merchantKind: "headquarters" }, sees: "none" },
  ];
}

function without(actor: Actor): Actor {
  if (actor.type !== "user") return actor;
  const permissions = new Set([...actor.permissions].filter((name) => name !== dayBefore));
  return { ...actor, permissions } satisfies UserActor;
}

async function compare(made: World, storeIds: number[], caller: Caller, clock: Clock): Promise<void> {
  const ctx = testContext({ actor: caller.actor, clock });
  const seen = await ctx.db
    .select({ id: stores.id })
    .from(stores)
    .where(and(inArray(stores.id, storeIds), storeScope(ctx, stores.id)));
  const expected = storeIds.filter((_, at) => seesStore(made, caller, at));
  expect(seen.map(({ id }) => id).sort()).toEqual(expected.sort());
  const { storeId, businessOn } = storeDays;
  const days = await ctx.db
    .select({ storeId, businessOn })
    .from(storeDays)
    .where(and(inArray(storeId, storeIds), storeDayScope(ctx, storeId, businessOn)));
  const expectedDays = storeIds.flatMap((id, at) =>
    daysOf(made, at).flatMap((day) => (seesDay(made, caller, at, day) ? [`${id} ${dayOf(day)}`] : [])),
  );
  expect(days.map((row) => `${row.storeId} ${row.businessOn}`).sort()).toEqual(expectedDays.sort());
}

test("storeScope and storeDayScope let every caller see exactly what a plain model says", {
  timeout: 300_000,
}, async () => {
  let compared = 0;
  await checkProperty(
    "store scope",
    fc.asyncProperty(world, async (made) => {
      const minted = await mintWorld(made);
      const clock = testClock(`${dayOf(made.today)}T04:00:00Z`);
      const callers = await callersOf(made, minted);
      await Promise.all(callers.map((caller) => compare(made, minted.storeIds, caller, clock)));
      compared += callers.length;
    }),
    300,
  );
  expect(compared).toBeGreaterThan(300 * 10);
});

test("a region whose number ends or begins like another's is not below it", async () => {
  const { db } = testDatabase();
  const merchant = await headquarters(db);
  const number = 200_000_000 + Math.floor(Math.random() * 100_000_000);
  const ids = [number, Number(`1${number}`), Number(`${number}1`)];
  const storeIds: number[] = [];
  for (const id of ids) {
    const code = randomCode("R");
    await db.insert(regions).values({ id, code, name: code, level: "area", path: `${id}/`, ...lifecycle });
    storeIds.push((await mintStore(db, { regionId: id })).id);
  }
  const { actor } = await mintAccount(db, { kind: "headquarters", merchant });
  const ctx = testContext({ actor: { ...actor, limits: { regionIds: [number], branchIds: [] } } });
  const seen = await db.select({ id: stores.id }).from(stores).where(storeScope(ctx, stores.id));
  expect(seen.map(({ id }) => id)).toEqual([storeIds[0]]);
});

test("the scope has a shape that planners choose by, and none for who is not signed in", async () => {
  const { db } = testDatabase();
  const { actor } = await mintAccount(db, { kind: "main", merchant: await mintMerchant(db) });
  const shapeOf = (who: Actor) => scopeShape(testContext({ actor: who }));
  expect(shapeOf(actor)).toBe("heading");
  expect(shapeOf({ ...actor, kind: "staff" })).toBe("list");
  expect(shapeOf({ ...actor, kind: "super" })).toBe("all");
  expect(shapeOf({ ...actor, kind: "headquarters" })).toBe("all");
  expect(shapeOf({ ...actor, kind: "headquarters", limits: { regionIds: [1], branchIds: [] } })).toBe("list");
  expect(() => shapeOf({ type: "anonymous" })).toThrow("access.not_signed_in");
});
