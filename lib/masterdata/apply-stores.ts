import { eq, inArray } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { regions, storeOwnerships, storeStatuses, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { writeOutbox } from "@/lib/core/outbox";
import { shanghaiDate } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { changeOwnerships } from "./change-ownerships";
import { contentHashOf, findMerchantsByCode, lockBrands } from "./internal";
import { type ApplyOutcome, emptyOutcome } from "./model";
import { type HeadingMove, noteMoves, sinceEver } from "./note-moves";
import { recordOutcome } from "./record-outcome";
import { ApplyStoresInput, type StoreItem } from "./schemas";
import { searchKeys } from "./search-keys";

type Known = Pick<
  typeof stores.$inferSelect,
  "id" | "code" | "contentHash" | "sourceVersion" | "lifeCycle" | "regionId"
>;
/** An item with everything it points at looked up. */
type Resolved = {
  item: StoreItem;
  contentHash: string;
  known: Known | undefined;
  brandId: number;
  regionId: number | null;
  ownerId: number;
  managerId: number | null;
};

/**
 * Creates and changes stores by code (at most 500), with owner, manager and life cycle from a business day on. A row with
 * equal content or an older source version changes nothing; one that points at something unknown is refused alone.
 */
export const applyStores = command({
  name: "masterdata.applyStores",
  permission: "masterdata.import",
  input: ApplyStoresInput,
  run: async (ctx, { items }, audit) => {
    const outcome = emptyOutcome();
    const touched = await sort(ctx, items, outcome);
    if (touched.length > 0) {
      const ids = await writeStores(ctx, touched);
      await writeHistory(ctx, touched, ids);
      await writeOutbox(ctx, "masterdata.stores_changed", { codes: touched.map(({ item }) => item.code) });
    }
    recordOutcome(audit, "store", outcome);
    return outcome satisfies ApplyOutcome;
  },
});

async function sort(ctx: Ctx, items: StoreItem[], outcome: ApplyOutcome): Promise<Resolved[]> {
  const lookups = await lookUp(ctx, items);
  const touched: Resolved[] = [];
  for (const item of items) {
    const known = lookups.known.get(item.code);
    const contentHash = hashOf(item);
    const isEqual = known?.contentHash === contentHash;
    if (known && (isEqual || isStale(item, known))) {
      outcome.unchanged.push(item.code);
      if (isEqual && item.sourceVersion > known.sourceVersion)
        await moveVersion(ctx, known, item.sourceVersion);
      continue;
    }
    const pointed = resolve(item, lookups);
    if (typeof pointed === "string") {
      outcome.refused.push({ code: item.code, reason: pointed });
      continue;
    }
    (known ? outcome.changed : outcome.created).push(item.code);
    touched.push({ item, contentHash, known, ...pointed });
  }
  return touched;
}

/** The same content under a newer version is no news, but nothing older may follow it. */
async function moveVersion(ctx: Ctx, { id }: Known, sourceVersion: number): Promise<void> {
  // unscoped: writers of master data deal with every store
  await ctx.db.update(stores).set({ sourceVersion }).where(eq(stores.id, id));
}

async function lookUp(ctx: Ctx, items: StoreItem[]) {
  const merchantCodes = items.flatMap((item) => [item.ownerCode, item.managerCode ?? item.ownerCode]);
  return {
    // The lock comes first: what is read after it stays as it is until the commit.
    brandIds: await lockBrands(
      ctx,
      items.map(({ brandCode }) => brandCode),
    ),
    known: await findKnown(
      ctx,
      items.map(({ code }) => code),
    ),
    merchants: await findMerchantsByCode(ctx, merchantCodes),
    regionIds: await findRegionIds(
      ctx,
      items.flatMap(({ regionCode }) => regionCode ?? []),
    ),
  };
}

/** The ids an item points at, or the reason why it cannot be applied. */
function resolve(
  item: StoreItem,
  { brandIds, merchants, regionIds }: Awaited<ReturnType<typeof lookUp>>,
): Pick<Resolved, "brandId" | "regionId" | "ownerId" | "managerId"> | string {
  const brandId = brandIds.get(item.brandCode);
  const regionId = item.regionCode === null ? null : regionIds.get(item.regionCode);
  const owner = merchants.get(item.ownerCode);
  const manager = item.managerCode === null ? null : merchants.get(item.managerCode);
  if (brandId === undefined) return "stores.brand_unknown";
  if (regionId === undefined) return "stores.region_unknown";
  if (owner === undefined) return "stores.owner_unknown";
  if (manager === undefined) return "stores.manager_unknown";
  if (manager && manager.kind !== "branch") return "stores.manager_not_branch";
  return { brandId, regionId, ownerId: owner.id, managerId: manager?.id ?? null };
}

/** Since when something holds is no content: only what holds is. */
function hashOf({
  sourceVersion: _version,
  ownedFromOn: _owned,
  changedOn: _changed,
  ...content
}: StoreItem): string {
  return contentHashOf(content);
}

function isStale(item: StoreItem, store: Known): boolean {
  return (
    item.sourceVersion < store.sourceVersion ||
    (item.sourceVersion > 0 && item.sourceVersion === store.sourceVersion)
  );
}

/** Writes new and changed stores in one statement each, so that changed ones use up no ids. */
async function writeStores(ctx: Ctx, touched: Resolved[]): Promise<Map<string, number>> {
  const fresh = touched.filter(({ known }) => known === undefined);
  if (fresh.length > 0) await ctx.db.insert(stores).values(fresh.map((resolved) => toRow(ctx, resolved)));
  const old = touched.flatMap((resolved) =>
    resolved.known ? [{ id: resolved.known.id, ...toRow(ctx, resolved) }] : [],
  );
  if (old.length > 0) {
    await ctx.db.insert(stores).values(old).onDuplicateKeyUpdate({ set: changedColumns });
  }
  const written = await findKnown(
    ctx,
    touched.map(({ item }) => item.code),
  );
  return new Map([...written].map(([code, { id }]) => [code, id]));
}

const changedColumns = {
  name: inserted(stores.name),
  pinyin: inserted(stores.pinyin),
  initials: inserted(stores.initials),
  brandId: inserted(stores.brandId),
  regionId: inserted(stores.regionId),
  lifeCycle: inserted(stores.lifeCycle),
  address: inserted(stores.address),
  phone: inserted(stores.phone),
  longitude: inserted(stores.longitude),
  latitude: inserted(stores.latitude),
  openedOn: inserted(stores.openedOn),
  closedOn: inserted(stores.closedOn),
  attributes: inserted(stores.attributes),
  sourceVersion: inserted(stores.sourceVersion),
  contentHash: inserted(stores.contentHash),
  updatedAt: inserted(stores.updatedAt),
};

function toRow(ctx: Ctx, { item, contentHash, brandId, regionId }: Resolved): typeof stores.$inferInsert {
  const now = ctx.clock.now();
  return {
    code: item.code,
    name: item.name,
    ...searchKeys(item.name),
    brandId,
    regionId,
    lifeCycle: item.lifeCycle,
    address: item.address,
    phone: item.phone,
    longitude: item.longitude === null ? null : String(item.longitude),
    latitude: item.latitude === null ? null : String(item.latitude),
    openedOn: item.openedOn,
    closedOn: item.closedOn,
    attributes: item.attributes,
    sourceVersion: item.sourceVersion,
    contentHash,
    createdAt: now,
    updatedAt: now,
  };
}

async function writeHistory(ctx: Ctx, touched: Resolved[], ids: Map<string, number>): Promise<void> {
  const now = ctx.clock.now();
  const today = shanghaiDate(now);
  const statuses: (typeof storeStatuses.$inferInsert)[] = [];
  const owners: (typeof storeOwnerships.$inferInsert)[] = [];
  const changes: Parameters<typeof changeOwnerships>[1][number][] = [];
  for (const { item, known, ownerId, managerId } of touched) {
    const storeId = ids.get(item.code);
    if (storeId === undefined) throw new Error(`store ${item.code} was not written`);
    statuses.push(
      ...statusesOf(item, known, today).map((status) => ({ storeId, ...status, createdAt: now })),
    );
    if (known) changes.push({ storeId, ownerId, managerId, fromOn: item.changedOn ?? today });
    else owners.push({ storeId, fromOn: item.ownedFromOn, toOn: null, ownerId, managerId, createdAt: now });
  }
  await changeOwnerships(ctx, changes);
  await noteMoves(ctx, touched.flatMap(regionMove));
  if (owners.length > 0) await ctx.db.insert(storeOwnerships).values(owners);
  if (statuses.length > 0) {
    await ctx.db
      .insert(storeStatuses)
      .values(statuses)
      .onDuplicateKeyUpdate({ set: { lifeCycle: inserted(storeStatuses.lifeCycle) } });
  }
}

/** All days of a store stand under the region it has now. */
function regionMove({ known, regionId }: Resolved): HeadingMove[] {
  if (!known || known.regionId === regionId) return [];
  return [{ storeId: known.id, fromOn: sinceEver }];
}

/** The status rows that an item adds: the first ones of a new store, one where the life cycle changed. */
function statusesOf(item: StoreItem, known: Known | undefined, today: string) {
  const { lifeCycle, openedOn, closedOn, ownedFromOn } = item;
  const hasClosed = lifeCycle === "closed" && closedOn !== null;
  if (known) {
    if (known.lifeCycle === lifeCycle) return [];
    return [{ fromOn: hasClosed ? closedOn : (item.changedOn ?? today), lifeCycle }];
  }
  const bornOn = openedOn ?? ownedFromOn;
  if (!hasClosed || closedOn <= bornOn) return [{ fromOn: bornOn, lifeCycle }];
  return [
    { fromOn: bornOn, lifeCycle: "open" as const },
    { fromOn: closedOn, lifeCycle },
  ];
}

async function findKnown(ctx: Ctx, codes: string[]): Promise<Map<string, Known>> {
  // unscoped: writers of master data deal with every store
  const rows = await ctx.db
    .select({
      id: stores.id,
      code: stores.code,
      contentHash: stores.contentHash,
      sourceVersion: stores.sourceVersion,
      lifeCycle: stores.lifeCycle,
      regionId: stores.regionId,
    })
    .from(stores)
    .where(inArray(stores.code, codes));
  return new Map(rows.map((row) => [row.code, row]));
}

async function findRegionIds(ctx: Ctx, codes: string[]): Promise<Map<string, number>> {
  if (codes.length === 0) return new Map();
  const rows = await ctx.db
    .select({ id: regions.id, code: regions.code })
    .from(regions)
    .where(inArray(regions.code, [...new Set(codes)]));
  return new Map(rows.map(({ code, id }) => [code, id]));
}
