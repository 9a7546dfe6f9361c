import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { StoreLifeCycle } from "@/db/enums/masterdata";
import {
  brandCutOffs,
  brands,
  regions,
  storeOwnerships,
  storeStatuses,
  stores,
} from "@/db/schema/masterdata";
import type { BusinessDay } from "@/lib/core/time";
import { lifecycle, mintedAt, randomCode, randomHash } from "./codes";

export type MintedStore = { id: number; code: string; name: string; brandId: number };
export type MintedRegion = { id: number; path: string; code: string };

/** A brand; `cutOffHour` holds from the first day on. */
export async function mintBrand(db: Db, cutOffHour = 0): Promise<number> {
  const code = randomCode("BR");
  const [{ insertId }] = await db.insert(brands).values({ code, name: `品牌 ${code}`, ...lifecycle });
  if (cutOffHour > 0) {
    await db.insert(brandCutOffs).values({ brandId: insertId, fromOn: "2000-01-01", hours: cutOffHour });
  }
  return insertId;
}

/** A region, below `parent` where one is given. */
export async function mintRegion(db: Db, parent: MintedRegion | null = null): Promise<MintedRegion> {
  const code = randomCode("R");
  const [{ insertId: id }] = await db.insert(regions).values({
    code,
    name: `区域 ${code}`,
    level: parent ? "province" : "area",
    parentId: parent?.id ?? null,
    path: code,
    ...lifecycle,
  });
  const path = `${parent?.path ?? ""}${id}/`;
  await db.update(regions).set({ path }).where(eq(regions.id, id));
  return { id, path, code };
}

type StoreParts = {
  brandId?: number;
  regionId?: number;
  name?: string;
  lifeCycle?: StoreLifeCycle;
  /** Who owns and who manages it, from `fromOn` (2020-01-01) until further notice. */
  ownerId?: number;
  managerId?: number;
  fromOn?: BusinessDay;
};

export async function mintStore(db: Db, parts: StoreParts = {}): Promise<MintedStore> {
  const brandId = parts.brandId ?? (await mintBrand(db));
  const code = randomCode("S");
  const name = parts.name ?? `门店 ${code}`;
  const lifeCycle = parts.lifeCycle ?? "open";
  const [{ insertId: id }] = await db.insert(stores).values({
    code,
    name,
    pinyin: `mendian${code.toLowerCase()}`,
    initials: "md",
    brandId,
    regionId: parts.regionId ?? null,
    lifeCycle,
    address: "",
    phone: "",
    openedOn: "2020-01-01",
    attributes: {},
    contentHash: randomHash(),
    ...lifecycle,
  });
  const fromOn = parts.fromOn ?? "2020-01-01";
  await db.insert(storeStatuses).values({ storeId: id, fromOn, lifeCycle, createdAt: mintedAt });
  if (parts.ownerId !== undefined) {
    const { ownerId, managerId = null } = parts;
    await mintOwnership(db, { storeId: id, fromOn, toOn: null, ownerId, managerId });
  }
  return { id, code, name, brandId };
}

export async function mintOwnership(
  db: Db,
  row: {
    storeId: number;
    fromOn: BusinessDay;
    toOn: BusinessDay | null;
    ownerId: number;
    managerId: number | null;
  },
): Promise<void> {
  await db.insert(storeOwnerships).values({ ...row, createdAt: mintedAt });
}
