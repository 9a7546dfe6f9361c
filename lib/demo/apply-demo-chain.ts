import { z } from "zod";
import { headingMoves, rollupYears } from "@/db/schema/rollups";
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
import { applyItemsMax, type StoreItem } from "@/lib/masterdata/schemas";
import { type DemoPlan, type DemoStore, demoChain } from "./chain";
import { demoGoods } from "./goods";
import { markPlan } from "./marks";
import { isLargeChain } from "./owners";

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
    rawFrom: day,
    /** Up to when facts are to be loaded at first. */
    until: z.date(),
  }),
  run: async (ctx, { until, ...plan }, audit): Promise<void> => {
    const chain = demoChain(plan);
    await applyBrands(ctx, { items: chain.brands });
    await applyAll(ctx, chain.regions, applyRegions);
    await applyAll(ctx, chain.merchants, applyMerchants);
    await applyAll(ctx, [...demoGoods(isLargeChain(plan.stores)), unknownSku], applySkus);
    for (const items of ownerSteps(chain.stores)) await applyAll(ctx, items, applyStores);
    // unscoped: there are no days yet that could stand under other headings, whoever's they are
    await ctx.db.delete(headingMoves);
    await markPlan(ctx, plan, shanghaiMidnight(plan.rawFrom), until);
    await markYears(ctx, plan);
    audit.record({ action: "demo.chain_applied", subjectType: "database", subjectKey: "demo", after: plan });
  },
});

/** Who had a store first stands first, and gives way from the day of each change on. */
function ownerSteps(stores: readonly DemoStore[]): StoreItem[][] {
  const most = Math.max(...stores.map(({ formers }) => formers.length));
  return Array.from({ length: most + 1 }, (_, step) =>
    stores.flatMap(({ item, formers }) => {
      if (step > formers.length) return [];
      const { ownerCode, managerCode } = formers[step] ?? item;
      return { ...item, ownerCode, managerCode, changedOn: formers[step - 1]?.until ?? null };
    }),
  );
}

/** Until its slices are built, a year is read from its daily rows. */
async function markYears(ctx: Ctx, { from, anchor }: DemoPlan): Promise<void> {
  const [first, last] = [Number(from.slice(0, 4)), Number(anchor.slice(0, 4))];
  const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  await ctx.db
    .insert(rollupYears)
    .values(years.map((year) => ({ year, state: "building" as const, updatedAt: ctx.clock.now() })));
}

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
