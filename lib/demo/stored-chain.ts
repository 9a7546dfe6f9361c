import { asc, inArray } from "drizzle-orm";
import { skus } from "@/db/schema/catalog";
import { storeOwnerships, stores } from "@/db/schema/masterdata";
import type { SkuItem } from "@/lib/catalog/schemas";
import { chunks, groupBy } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import type { BusinessDay } from "@/lib/core/time";
import { type DemoPlan, type DemoStore, demoChain } from "./chain";
import { demoGoods } from "./goods";
import { isLargeChain } from "./owners";

export type StoreWithId = { id: number; store: DemoStore };
type Headings = { ownerId: number | null; managerId: number | null; regionId: number | null };

/** The chain of a plan with the ids that the database gave it. */
export type StoredChain = {
  /** In order of id. */
  stores: StoreWithId[];
  goods: SkuItem[];
  /** At the places of the goods. */
  goodsIds: number[];
  /** Who had a store on a day, and where it stands. */
  headingsOn(storeId: number, day: BusinessDay): Headings;
};

export async function findStoredChain(ctx: Ctx, plan: DemoPlan): Promise<StoredChain> {
  const byCode = new Map(demoChain(plan).stores.map((store) => [store.item.code, store]));
  // unscoped: the demo fills all of its stores
  const rows = await ctx.db
    .select({ id: stores.id, code: stores.code, regionId: stores.regionId })
    .from(stores)
    .orderBy(asc(stores.id));
  const goods = demoGoods(isLargeChain(plan.stores));
  return {
    stores: rows.flatMap(({ id, code }) => {
      const store = byCode.get(code);
      return store ? [{ id, store }] : [];
    }),
    goods,
    goodsIds: await findGoodsIds(
      ctx,
      goods.map(({ code }) => code),
    ),
    headingsOn: await openHeadings(ctx, new Map(rows.map(({ id, regionId }) => [id, regionId]))),
  };
}

async function findGoodsIds(ctx: Ctx, codes: string[]): Promise<number[]> {
  const ids = new Map<string, number>();
  for (const some of chunks(codes)) {
    const rows = await ctx.db
      .select({ id: skus.id, code: skus.code })
      .from(skus)
      .where(inArray(skus.code, some));
    for (const { id, code } of rows) ids.set(code, id);
  }
  return codes.map((code) => {
    const id = ids.get(code);
    if (id === undefined) throw new Error(`the demo's goods ${code} are missing in the database`);
    return id;
  });
}

async function openHeadings(
  ctx: Ctx,
  regionIds: ReadonlyMap<number, number | null>,
): Promise<StoredChain["headingsOn"]> {
  // unscoped: as above
  const rows = await ctx.db.select().from(storeOwnerships);
  const byStore = groupBy(rows, ({ storeId }) => storeId);
  return (storeId, day) => {
    const held = byStore
      .get(storeId)
      ?.find(({ fromOn, toOn }) => fromOn <= day && (toOn === null || day < toOn));
    return {
      ownerId: held?.ownerId ?? null,
      managerId: held?.managerId ?? null,
      regionId: regionIds.get(storeId) ?? null,
    };
  };
}
