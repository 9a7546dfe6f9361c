import { inArray } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { skuPrices, skus } from "@/db/schema/catalog";
import { brands } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { command } from "@/lib/core/verb";
import { type ApplyOutcome, emptyOutcome } from "@/lib/masterdata/model";
import { recordOutcome } from "@/lib/masterdata/record-outcome";
import { ApplySkusInput, type SkuItem } from "./schemas";

type Sku = typeof skus.$inferSelect;
type BrandIds = ReadonlyMap<string, number>;

/** Creates and changes SKUs and their prices by code (at most 500); equal ones and older versions change nothing. */
export const applySkus = command({
  name: "catalog.applySkus",
  permission: "masterdata.import",
  input: ApplySkusInput,
  run: async (ctx, { items }, audit) => {
    const outcome = emptyOutcome();
    const known = await findSkus(ctx, items);
    const prices = await listPrices(ctx, [...known.values()]);
    const brandIds = await findBrandIds(ctx, items);
    const touched = items.filter((item) => sort(item, known.get(item.code), { brandIds, prices }, outcome));
    if (touched.length > 0) await writeSkus(ctx, touched, known, brandIds);
    recordOutcome(audit, "sku", outcome);
    return outcome;
  },
});

/** Notes what is to become of an item; true where it is to be written. */
function sort(
  item: SkuItem,
  known: Sku | undefined,
  { brandIds, prices }: { brandIds: BrandIds; prices: ReadonlySet<string> },
  outcome: ApplyOutcome,
): boolean {
  const { code } = item;
  if (item.brandCode !== null && !brandIds.has(item.brandCode)) {
    outcome.refused.push({ code, reason: "skus.brand_unknown" });
    return false;
  }
  if (!known) {
    outcome.created.push(code);
    return true;
  }
  const isSame = isEqual(item, known, brandIds, prices);
  if (isSame || isStale(item, known)) {
    outcome.unchanged.push(code);
    // A newer version with the same content still moves the version, so that an older one cannot follow it.
    return isSame && item.sourceVersion > known.sourceVersion;
  }
  outcome.changed.push(code);
  return true;
}

function isEqual(item: SkuItem, sku: Sku, brandIds: BrandIds, prices: ReadonlySet<string>): boolean {
  return (
    item.name === sku.name &&
    item.category === sku.category &&
    item.unit === sku.unit &&
    item.status === sku.status &&
    item.plu === sku.plu &&
    brandIdOf(item, brandIds) === sku.brandId &&
    item.prices.every((price) => prices.has(priceKey({ skuId: sku.id, ...price })))
  );
}

function isStale(item: SkuItem, sku: Sku): boolean {
  return (
    item.sourceVersion < sku.sourceVersion ||
    (item.sourceVersion > 0 && item.sourceVersion === sku.sourceVersion)
  );
}

function brandIdOf({ brandCode }: SkuItem, brandIds: BrandIds): number | null {
  return brandCode === null ? null : (brandIds.get(brandCode) ?? null);
}

async function writeSkus(
  ctx: Ctx,
  items: SkuItem[],
  known: Map<string, Sku>,
  brandIds: BrandIds,
): Promise<void> {
  const now = ctx.clock.now();
  const rows = items.map(({ brandCode: _code, prices: _prices, ...item }, index) => {
    const source = items[index];
    return { ...item, brandId: source ? brandIdOf(source, brandIds) : null, createdAt: now, updatedAt: now };
  });
  const fresh = rows.filter(({ code }) => !known.has(code));
  if (fresh.length > 0) await ctx.db.insert(skus).values(fresh);
  const old = rows.flatMap((row) => {
    const sku = known.get(row.code);
    return sku ? [{ id: sku.id, ...row }] : [];
  });
  if (old.length > 0) await ctx.db.insert(skus).values(old).onDuplicateKeyUpdate({ set: changedColumns });
  await writePrices(ctx, items);
}

const changedColumns = {
  name: inserted(skus.name),
  brandId: inserted(skus.brandId),
  category: inserted(skus.category),
  unit: inserted(skus.unit),
  status: inserted(skus.status),
  plu: inserted(skus.plu),
  sourceVersion: inserted(skus.sourceVersion),
  updatedAt: inserted(skus.updatedAt),
};

async function writePrices(ctx: Ctx, items: SkuItem[]): Promise<void> {
  const written = await findSkus(ctx, items);
  const rows = items.flatMap(({ code, prices }) => {
    const sku = written.get(code);
    return sku ? prices.map((price) => ({ skuId: sku.id, ...price })) : [];
  });
  if (rows.length === 0) return;
  await ctx.db
    .insert(skuPrices)
    .values(rows)
    .onDuplicateKeyUpdate({ set: { priceFen: inserted(skuPrices.priceFen) } });
}

async function findSkus(ctx: Ctx, items: SkuItem[]): Promise<Map<string, Sku>> {
  const codes = items.map(({ code }) => code);
  const rows = await ctx.db
    .select()
    .from(skus)
    .where(inArray(skus.code, codes))
    .orderBy(skus.id)
    .for("update");
  return new Map(rows.map((row) => [row.code, row]));
}

async function findBrandIds(ctx: Ctx, items: SkuItem[]): Promise<BrandIds> {
  const codes = items.flatMap(({ brandCode }) => brandCode ?? []);
  if (codes.length === 0) return new Map();
  const rows = await ctx.db.select().from(brands).where(inArray(brands.code, codes));
  return new Map(rows.map(({ code, id }) => [code, id]));
}

async function listPrices(ctx: Ctx, known: Sku[]): Promise<Set<string>> {
  if (known.length === 0) return new Set();
  const ids = known.map(({ id }) => id);
  const rows = await ctx.db.select().from(skuPrices).where(inArray(skuPrices.skuId, ids));
  return new Set(rows.map(priceKey));
}

function priceKey(price: { skuId: number; fromOn: string; priceFen: number }): string {
  return `${price.skuId} ${price.fromOn} ${price.priceFen}`;
}
