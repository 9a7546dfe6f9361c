import { z } from "zod";
import { applySkus } from "@/lib/catalog/apply-skus";
import { unknownSku } from "@/lib/catalog/model";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { isDay, shanghaiMidnight } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyMerchants } from "@/lib/masterdata/apply-merchants";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { applyStores } from "@/lib/masterdata/apply-stores";
import type { ApplyOutcome } from "@/lib/masterdata/model";
import { applyItemsMax } from "@/lib/masterdata/schemas";
import { demoChain } from "./chain";
import { demoGoods } from "./goods";
import { markPlan } from "./marks";
import { demoRegions } from "./places";

const day = z.string().refine(isDay);

/** Writes the chain of a plan and marks the database as demo, all at once or not at all. No facts yet. */
export const applyDemoChain = command({
  name: "demo.applyDemoChain",
  permission: "system",
  input: z.strictObject({
    seed: z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/),
    stores: z.number().int().min(1).max(20_000),
    from: day,
    anchor: day,
  }),
  run: async (ctx, plan, audit): Promise<void> => {
    const chain = demoChain(plan);
    await applyBrands(ctx, { items: chain.brands });
    await applyAll(ctx, demoRegions(), applyRegions);
    await applyAll(ctx, chain.merchants, applyMerchants);
    await applySkus(ctx, { items: [...demoGoods(), unknownSku] });
    // Who had a store before stands first, and then gives way from the day of the change on.
    const former = chain.stores.map(({ item, former: before }) =>
      before ? { ...item, ownerCode: before.ownerCode } : item,
    );
    await applyAll(ctx, former, applyStores);
    const changed = chain.stores.flatMap(({ item, former: before }) =>
      before ? { ...item, changedOn: before.until } : [],
    );
    await applyAll(ctx, changed, applyStores);
    await markPlan(ctx, plan, shanghaiMidnight(plan.from));
    audit.record({ action: "demo.chain_applied", subjectType: "database", subjectKey: "demo", after: plan });
  },
});

async function applyAll<T>(
  ctx: Ctx,
  items: readonly T[],
  apply: (ctx: Ctx, input: { items: T[] }) => Promise<ApplyOutcome>,
): Promise<void> {
  for (const batch of chunks(items, applyItemsMax)) {
    const { refused } = await apply(ctx, { items: batch });
    const [first] = refused;
    if (first) throw new Error(`the demo's ${first.code} was refused: ${first.reason}`);
  }
}
