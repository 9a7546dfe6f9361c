import { inArray } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { merchants } from "@/db/schema/masterdata";
import { command } from "@/lib/core/verb";
import { type ApplyOutcome, emptyOutcome } from "./model";
import { recordOutcome } from "./record-outcome";
import { ApplyMerchantsInput, type MerchantItem } from "./schemas";

type Merchant = typeof merchants.$inferSelect;

/** Creates and changes franchisees, branches and head office by code (at most 500); a kind never changes. */
export const applyMerchants = command({
  name: "masterdata.applyMerchants",
  permission: "masterdata.import",
  input: ApplyMerchantsInput,
  run: async (ctx, { items }, audit) => {
    const outcome = emptyOutcome();
    const codes = items.map(({ code }) => code);
    const rows = await ctx.db
      .select()
      .from(merchants)
      .where(inArray(merchants.code, codes))
      .orderBy(merchants.id)
      .for("update");
    const known = new Map(rows.map((row) => [row.code, row]));
    const touched = items.filter((item) => sort(item, known.get(item.code), outcome));
    if (touched.length > 0) {
      const now = ctx.clock.now();
      await ctx.db
        .insert(merchants)
        .values(touched.map((item) => ({ ...item, createdAt: now, updatedAt: now })))
        .onDuplicateKeyUpdate({
          set: {
            name: inserted(merchants.name),
            phone: inserted(merchants.phone),
            sourceVersion: inserted(merchants.sourceVersion),
            updatedAt: now,
          },
        });
    }
    recordOutcome(audit, "merchant", outcome);
    return outcome satisfies ApplyOutcome;
  },
});

/** Notes what is to become of an item; true where it is to be written. */
function sort(item: MerchantItem, known: Merchant | undefined, outcome: ApplyOutcome): boolean {
  const { code } = item;
  if (!known) {
    outcome.created.push(code);
    return true;
  }
  if (known.kind !== item.kind) {
    outcome.refused.push({ code, reason: "merchants.kind_changed" });
    return false;
  }
  const isEqual = known.name === item.name && known.phone === item.phone;
  const isStale =
    item.sourceVersion < known.sourceVersion ||
    (item.sourceVersion > 0 && item.sourceVersion === known.sourceVersion);
  if (isEqual || isStale) {
    outcome.unchanged.push(code);
    // A newer version with the same content still moves the version, so that an older one cannot follow it.
    return isEqual && item.sourceVersion > known.sourceVersion;
  }
  outcome.changed.push(code);
  return true;
}
