import { createHash } from "node:crypto";
import { and, eq, inArray, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/mysql-core";
import { brands, merchants, regions, storeOwnerships, stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { holdsToday, storeScope } from "@/lib/core/store-scope";
import type { StoreRow } from "./model";

/** Hash of a row as the source gave it: keys in order, so that the order of fields never matters. */
export function contentHashOf(content: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(canonical(content)).digest("hex");
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value !== null && typeof value === "object") {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`).join(",")}}`;
  }
  return JSON.stringify(value ?? null);
}

export async function findMerchantsByCode(ctx: Ctx, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, { id: number; kind: string }>();
  const rows = await ctx.db
    .select({ id: merchants.id, code: merchants.code, kind: merchants.kind })
    .from(merchants)
    .where(inArray(merchants.code, [...new Set(codes)]));
  return new Map(rows.map(({ code, id, kind }) => [code, { id, kind: kind as string }]));
}

/** Locks the brands, in the order of their ids: writers of one brand's stores go one after the other. */
export async function lockBrands(ctx: Ctx, codes: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .select({ id: brands.id, code: brands.code })
    .from(brands)
    .where(inArray(brands.code, [...new Set(codes)]))
    .orderBy(brands.id)
    .for("update");
  return new Map(rows.map(({ code, id }) => [code, id]));
}

const owner = alias(merchants, "owner");
const manager = alias(merchants, "manager");

/** Stores in scope with brand, region path and the owner and manager of today. */
export async function withNames(ctx: Ctx, condition: SQL) {
  const rows = await ctx.db
    .select({
      id: stores.id,
      code: stores.code,
      name: stores.name,
      brandName: brands.name,
      regionPath: regions.path,
      lifeCycle: stores.lifeCycle,
      tradingStatus: stores.tradingStatus,
      openedOn: stores.openedOn,
      owner: { code: owner.code, name: owner.name, kind: owner.kind },
      manager: { code: manager.code, name: manager.name, kind: manager.kind },
    })
    .from(stores)
    .innerJoin(brands, eq(brands.id, stores.brandId))
    .leftJoin(regions, eq(regions.id, stores.regionId))
    .leftJoin(storeOwnerships, and(eq(storeOwnerships.storeId, stores.id), holdsToday(ctx)))
    .leftJoin(owner, eq(owner.id, storeOwnerships.ownerId))
    .leftJoin(manager, eq(manager.id, storeOwnerships.managerId))
    .where(and(storeScope(ctx, stores.id), condition));
  const regionNames = await findRegionNames(
    ctx,
    rows.map(({ regionPath }) => regionPath ?? ""),
  );
  return rows.map((row) => ({ ...row, regionNames: regionNames(row.regionPath ?? "") }));
}

export type NamedStore = Awaited<ReturnType<typeof withNames>>[number];

export function toStoreRow({ id: _id, regionPath: _path, ...row }: NamedStore): StoreRow {
  return row;
}

/** Names along a path, from the widest region to the narrowest. */
async function findRegionNames(ctx: Ctx, paths: string[]): Promise<(path: string) => string[]> {
  const idsOf = (path: string) =>
    path
      .split("/")
      .filter((part) => part !== "")
      .map(Number);
  const ids = [...new Set(paths.flatMap(idsOf))];
  if (ids.length === 0) return () => [];
  const rows = await ctx.db
    .select({ id: regions.id, name: regions.name })
    .from(regions)
    .where(inArray(regions.id, ids));
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (path) => idsOf(path).flatMap((id) => names.get(id) ?? []);
}
