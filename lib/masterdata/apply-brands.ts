import { inArray } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { brandCutOffs, brands } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { command } from "@/lib/core/verb";
import { type ApplyOutcome, emptyOutcome } from "./model";
import { recordOutcome } from "./record-outcome";
import { ApplyBrandsInput, type BrandItem } from "./schemas";

type Brand = typeof brands.$inferSelect;

/** Creates and changes brands and their cut-offs by code (at most 500); equal ones change nothing. */
export const applyBrands = command({
  name: "masterdata.applyBrands",
  permission: "masterdata.import",
  input: ApplyBrandsInput,
  run: async (ctx, { items }, audit) => {
    const outcome = emptyOutcome();
    const known = await findBrands(ctx, items);
    const cutOffs = await listCutOffs(ctx, [...known.values()]);
    const touched = items.filter((item) => {
      const brand = known.get(item.code);
      const isEqual =
        brand?.name === item.name && item.cutOffs.every((cut) => cutOffs.has(cutOffKey(brand.id, cut)));
      let list = outcome.changed;
      if (!brand) list = outcome.created;
      else if (isEqual) list = outcome.unchanged;
      list.push(item.code);
      return !isEqual;
    });
    if (touched.length > 0) await writeBrands(ctx, touched);
    recordOutcome(audit, "brand", outcome);
    return outcome satisfies ApplyOutcome;
  },
});

async function writeBrands(ctx: Ctx, items: BrandItem[]): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db
    .insert(brands)
    .values(items.map(({ code, name }) => ({ code, name, createdAt: now, updatedAt: now })))
    .onDuplicateKeyUpdate({ set: { name: inserted(brands.name), updatedAt: now } });
  const written = await findBrands(ctx, items);
  const rows = items.flatMap(({ code, cutOffs }) => {
    const brand = written.get(code);
    return brand ? cutOffs.map((cutOff) => ({ brandId: brand.id, ...cutOff })) : [];
  });
  if (rows.length === 0) return;
  await ctx.db
    .insert(brandCutOffs)
    .values(rows)
    .onDuplicateKeyUpdate({ set: { hours: inserted(brandCutOffs.hours) } });
}

async function findBrands(ctx: Ctx, items: BrandItem[]): Promise<Map<string, Brand>> {
  const codes = items.map(({ code }) => code);
  const rows = await ctx.db
    .select()
    .from(brands)
    .where(inArray(brands.code, codes))
    .orderBy(brands.id)
    .for("update");
  return new Map(rows.map((row) => [row.code, row]));
}

async function listCutOffs(ctx: Ctx, known: Brand[]): Promise<Set<string>> {
  if (known.length === 0) return new Set();
  const ids = known.map(({ id }) => id);
  const rows = await ctx.db.select().from(brandCutOffs).where(inArray(brandCutOffs.brandId, ids));
  return new Set(rows.map((row) => cutOffKey(row.brandId, row)));
}

function cutOffKey(brandId: number, cutOff: { fromOn: string; hours: number }): string {
  return `${brandId} ${cutOff.fromOn} ${cutOff.hours}`;
}
