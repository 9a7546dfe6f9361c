import { eq } from "drizzle-orm";
import fc from "fast-check";
import type { Database } from "@/db/client";
import { storeOwnerships } from "@/db/schema/masterdata";
import { headingMoves, rollupHeadings } from "@/db/schema/rollups";
import type { UserActor } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { mintAccount } from "../../support/factories/accounts";
import { mintedAt } from "../../support/factories/codes";
import { headquarters, type MintedMerchant, mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import {
  type MintedRegion,
  type MintedStore,
  mintBrand,
  mintOwnership,
  mintRegion,
  mintStore,
} from "../../support/factories/stores";
import { buildSlices } from "../../support/slices";
import { type Random, writePlannedFacts } from "./planned-facts";

type Owned = { fromOn: BusinessDay; toOn: BusinessDay | null; owner: number; manager: number | null };
export type PlannedStore = MintedStore & { region: MintedRegion | null; owned: Owned[] };
/** Whose figures a caller may see: null no day of the store, else the days from one on. */
export type Caller = {
  name: string;
  actor: UserActor | null;
  since: (store: PlannedStore) => BusinessDay | null;
};

export type Chain = {
  stores: PlannedStore[];
  skus: (MintedSku & { category: string })[];
  branches: MintedMerchant[];
  franchisees: MintedMerchant[];
  regions: MintedRegion[];
  callers: Caller[];
};

/** Numbers that look random and are the same each time. */
function numbers(seed: number): Random {
  let state = fc.sample(fc.integer(), { seed, numRuns: 1 })[0] ?? seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
}

/**
 * A chain with headings of every kind, owner changes, stores opened and closed inside, open days, and a store whose owner was
 * changed after its days had been summed up (a pending move).
 */
export async function mintChain(db: Database): Promise<Chain> {
  const random = numbers(20_260_214);
  const branches = await many(3, () => mintMerchant(db, "branch"));
  const franchisees = await many(5, () => mintMerchant(db));
  const area = await mintRegion(db);
  const province = await mintRegion(db, area);
  const regions = [area, province, await mintRegion(db, province), await mintRegion(db)];
  const categories = ["糕点", "面包", "饮料"];
  const skus = await many(5, async (at) => {
    const category = categories[at % 3] ?? "";
    return { ...(await mintSku(db, at % 3 === 2 ? "piece" : "weight", category)), category };
  });
  const brandId = await mintBrand(db);
  const stores = await many(40, async (at): Promise<PlannedStore> => {
    const region = at % 11 === 10 ? null : (regions[at % regions.length] ?? null);
    const store = await mintStore(db, { brandId, ...(region ? { regionId: region.id } : {}) });
    const owned = owners(at, random, branches, franchisees);
    for (const row of owned) await writeOwned(db, store.id, row);
    return { ...store, region, owned };
  });
  await writePlannedFacts(db, stores, skus, random);
  await mintHeadings(db, { branches, franchisees, regions });
  await buildSlices(db);
  // One has none yet, so it may not serve.
  const [late] = regions.slice(3);
  await db.insert(rollupHeadings).values({ kind: "region", refId: late?.id ?? 0, state: "building" });
  await moveLater(db, stores, franchisees[4]?.id ?? 0);
  const callers = await mintCallers(db, stores, { branches, franchisees, regions });
  return { stores, skus, branches, franchisees, regions, callers };
}

async function many<T>(count: number, make: (at: number) => Promise<T>): Promise<T[]> {
  const made: T[] = [];
  for (let at = 0; at < count; at += 1) made.push(await make(at));
  return made;
}

const changeDays = [
  "2023-12-31",
  "2024-01-01",
  "2024-02-29",
  "2024-08-10",
  "2024-12-16",
  "2025-01-01",
  "2025-07-21",
];

/** Most stores have one owner; some change hands, one of them after a gap, and one has never had any. */
function owners(
  at: number,
  random: Random,
  branches: MintedMerchant[],
  franchisees: MintedMerchant[],
): Owned[] {
  if (at === 7) return [];
  const all = [...franchisees, ...branches];
  // The first franchisee and the first branch have more than twenty stores, so that their headings are tried.
  const owner = () => (random(4) > 0 ? franchisees[0] : all[random(all.length)])?.id ?? 0;
  const manager = () => (random(8) === 0 ? null : (branches[Math.max(0, random(8) - 5)]?.id ?? null));
  const days =
    at % 3 === 0 ? [...new Set([random(7), random(7)])].map((day) => changeDays[day] ?? "").sort() : [];
  const starts = ["2020-01-01", ...days];
  return starts.map((fromOn, index) => {
    const next = starts[index + 1] ?? (at === 9 ? "2025-03-05" : null);
    const toOn = at === 12 && next === days[0] && next ? "2023-12-05" : next;
    return { fromOn, toOn, owner: owner(), manager: manager() };
  });
}

async function writeOwned(
  db: Database,
  storeId: number,
  { fromOn, toOn, owner, manager }: Owned,
): Promise<void> {
  await mintOwnership(db, { storeId, fromOn, toOn, ownerId: owner, managerId: manager });
}

type Merchants = Pick<Chain, "branches" | "franchisees" | "regions">;

async function mintHeadings(db: Database, { branches, franchisees, regions }: Merchants): Promise<void> {
  const ready = "ready" as const;
  await db.insert(rollupHeadings).values([
    ...branches.map(({ id }) => ({ kind: "branch" as const, refId: id, state: ready })),
    ...[...franchisees.slice(0, 3), ...branches].map(({ id }) => ({
      kind: "franchisee" as const,
      refId: id,
      state: ready,
    })),
    ...regions.slice(0, 3).map(({ id }) => ({ kind: "region" as const, refId: id, state: ready })),
  ]);
}

/** Half a month of a store goes to another owner and another manager; the slices have not followed. */
async function moveLater(db: Database, stores: PlannedStore[], owner: number): Promise<void> {
  const store = stores[1];
  const [first] = store?.owned ?? [];
  if (!store || !first) throw new Error("the second store has an owner");
  const [fromOn, toOn] = ["2024-05-11", "2024-05-27"];
  store.owned = [
    { ...first, toOn: fromOn },
    { fromOn, toOn, owner, manager: null },
    { ...first, fromOn: toOn },
  ];
  await db.delete(storeOwnerships).where(eq(storeOwnerships.storeId, store.id));
  for (const row of store.owned) await writeOwned(db, store.id, row);
  await db.insert(headingMoves).values({ storeId: store.id, fromOn, toOn, createdAt: mintedAt });
}

/** Callers of every kind; what each may see is said here in words of its own, not by the product's scope. */
async function mintCallers(db: Database, stores: PlannedStore[], merchants: Merchants): Promise<Caller[]> {
  const { branches, franchisees, regions } = merchants;
  const office = await headquarters(db);
  const limited = (kind: "region" | "branch", targetId: number) =>
    mintAccount(db, { kind: "headquarters", merchant: office, limits: [{ kind, targetId }] });
  const always = "1000-01-01";
  const current = (store: PlannedStore) => store.owned.find(({ toOn }) => toOn === null);
  const callers: Caller[] = [
    { name: "system", actor: null, since: () => always },
    {
      name: "limited to a region",
      actor: (await limited("region", regions[1]?.id ?? 0)).actor,
      since: ({ region }) => (region && (region === regions[1] || region === regions[2]) ? always : null),
    },
    {
      name: "limited to a branch",
      actor: (await limited("branch", branches[0]?.id ?? 0)).actor,
      since: (store) => (related(current(store), branches[0], true) ? always : null),
    },
  ];
  for (const [merchant, isBranch] of [
    [franchisees[0], false],
    [franchisees[2], false],
    [branches[0], true],
    [branches[1], true],
  ] as const) {
    if (!merchant) continue;
    const since = (store: PlannedStore) => (related(current(store), merchant, isBranch) ? always : null);
    const main = await mintAccount(db, { kind: "main", merchant });
    const later = await mintAccount(db, { kind: "main", merchant, permissions: ["stats.sales"] });
    const storeIds = stores.filter((_, at) => at % 2 === 0).map(({ id }) => id);
    const staff = await mintAccount(db, { kind: "staff", merchant, parentId: main.id, storeIds });
    callers.push(
      { name: `main of ${merchant.kind}`, actor: main.actor, since },
      {
        name: `main of ${merchant.kind} without the days before`,
        actor: later.actor,
        since: (store) => since(store) && firstDayOf(store, merchant, isBranch),
      },
      {
        name: `staff of ${merchant.kind}`,
        actor: staff.actor,
        since: (store) => (storeIds.includes(store.id) ? since(store) : null),
      },
    );
  }
  return callers;
}

function related(owned: Owned | undefined, merchant: MintedMerchant | undefined, isBranch: boolean): boolean {
  if (!owned || !merchant) return false;
  return owned.owner === merchant.id || (isBranch && owned.manager === merchant.id);
}

/** Back from today as long as the merchant has to do with the store without a day between. */
function firstDayOf(
  { owned }: PlannedStore,
  merchant: MintedMerchant,
  isBranch: boolean,
): BusinessDay | null {
  let first: BusinessDay | null = null;
  for (const row of [...owned].reverse()) {
    if (!related(row, merchant, isBranch) || (first !== null && row.toOn !== first)) break;
    first = row.fromOn;
  }
  return first;
}
