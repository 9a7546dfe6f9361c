import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { MerchantKind } from "@/db/enums/masterdata";
import { merchants } from "@/db/schema/masterdata";
import { lifecycle, randomCode } from "./codes";

export type MintedMerchant = { id: number; kind: MerchantKind; code: string; name: string };

const letters: Record<MerchantKind, string> = { headquarters: "H", franchisee: "F", branch: "B" };

export async function mintMerchant(db: Db, kind: MerchantKind = "franchisee"): Promise<MintedMerchant> {
  const code = randomCode(letters[kind]);
  const name = `商户 ${code}`;
  const [{ insertId }] = await db.insert(merchants).values({ kind, code, name, ...lifecycle });
  return { id: insertId, kind, code, name };
}

/** A database has one head office; it is made by whoever asks first. */
export async function headquarters(db: Db): Promise<MintedMerchant> {
  const [found] = await db
    .select({ id: merchants.id, kind: merchants.kind, code: merchants.code, name: merchants.name })
    .from(merchants)
    .where(eq(merchants.kind, "headquarters"))
    .limit(1);
  return found ?? mintMerchant(db, "headquarters");
}
