import type { Db } from "@/db/client";
import type { SkuUnit } from "@/db/enums/catalog";
import { skus } from "@/db/schema/catalog";
import { lifecycle, randomCode } from "./codes";

export type MintedSku = { id: number; code: string; name: string; unit: SkuUnit };

export async function mintSku(db: Db, unit: SkuUnit = "weight", category = "糕点"): Promise<MintedSku> {
  const code = randomCode("K");
  const name = `商品 ${code}`;
  const [{ insertId }] = await db.insert(skus).values({ code, name, category, unit, ...lifecycle });
  return { id: insertId, code, name, unit };
}
