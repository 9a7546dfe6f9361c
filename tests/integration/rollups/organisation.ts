import type { Ctx } from "@/lib/core/context";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { applyStores } from "@/lib/masterdata/apply-stores";

/**
 * Five stores of three brands (cut-offs 0, 4 and 6), owned by two franchisees and two branches, some without manager or
 * region, in a tree of three levels. Kept as the items that the master data were applied with, so that a step can change
 * one field and apply the item again.
 */
export type Organisation = ReturnType<typeof newOrganisation>;

/** Two tops, one province and three cities; the last three may be moved about. */
const tree = [null, null, 0, 0, 2, 2] as const;
const levels = ["area", "area", "province", "city", "city", "city"] as const;

/** `ownedFromOn`: since when the stores have owners; days before have none. */
export function newOrganisation(code: string, ownedFromOn: string) {
  const regions = tree.map((parent, index) => ({
    code: `${code}-R${index}`,
    name: `区域 ${index}`,
    level: levels[index] ?? ("city" as const),
    parentCode: parent === null ? null : `${code}-R${parent}`,
  }));
  const owners = ["F0", "F1", "B0", "B1"].map((name) => `${code}-${name}`);
  const merchants = owners.map((one) => ({
    code: one,
    name: `商户 ${one}`,
    kind: one.includes("-F") ? ("franchisee" as const) : ("branch" as const),
  }));
  const brands = [0, 4, 6].map((hours, index) => ({
    code: `${code}-BR${index}`,
    name: `品牌 ${index}`,
    cutOffs: hours === 0 ? [] : [{ fromOn: "1980-01-01", hours }],
  }));
  const places = [
    { brand: 0, region: 4, owner: 0, manager: 2 },
    { brand: 1, region: 5, owner: 0, manager: 2 },
    { brand: 1, region: 3, owner: 1, manager: 3 },
    { brand: 2, region: 1, owner: 2, manager: null },
    { brand: 0, region: null, owner: 0, manager: 3 },
  ];
  const stores = places.map(({ brand, region, owner, manager }, index) => ({
    code: `${code}-S${index}`,
    name: `门店 ${index}`,
    brandCode: `${code}-BR${brand}`,
    regionCode: region === null ? null : `${code}-R${region}`,
    ownerCode: owners[owner] ?? "",
    managerCode: manager === null ? null : (owners[manager] ?? ""),
    lifeCycle: "open" as const,
    address: "",
    phone: "",
    longitude: null,
    latitude: null,
    openedOn: ownedFromOn,
    ownedFromOn,
    changedOn: null as string | null,
  }));
  return { regions, owners, merchants, brands, stores };
}

export async function applyOrganisation(ctx: Ctx, organisation: Organisation): Promise<void> {
  await applyBrands(ctx, { items: organisation.brands });
  await applyMerchants(ctx, { items: organisation.merchants });
  await applyRegions(ctx, { items: organisation.regions });
  await applyStores(ctx, { items: organisation.stores });
}
