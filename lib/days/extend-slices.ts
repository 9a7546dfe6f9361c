import { z } from "zod";
import { rollupYears } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import { holdLease, type Lease } from "@/lib/core/lease";
import { addDays, type BusinessDay, earlier, tenDayEnd } from "@/lib/core/time";
import { command } from "@/lib/core/verb";
import { carrySlices } from "./carry-slices";
import { readSliceYears, type SliceStep, stepsTo } from "./slice-years";

/**
 * One transaction of the way to slices that reach `days`, under a lease that the caller holds; `isDone` tells when the way is
 * at its end. A step copies the slices of a year's last day onward, at most to the end of the next third of a month, and
 * does no harm when it is done twice. Throws `LeaseLost`, and then nothing is written.
 */
export const extendSlices = command({
  name: "days.extendSlices",
  permission: "system",
  input: z.strictObject({ lease: z.custom<Lease>(), days: z.custom<readonly BusinessDay[]>() }),
  run: async (ctx, { lease, days }, audit) => {
    audit.none("slices follow from daily rows");
    await holdLease(ctx, lease);
    const [step, ...rest] = stepsTo(days, await readSliceYears(ctx.db));
    if (!step) return { isDone: true };
    const throughOn = await take(ctx, step);
    return { isDone: rest.length === 0 && throughOn === step.throughOn };
  },
});

async function take(ctx: Ctx, step: SliceStep): Promise<BusinessDay> {
  const { year } = step;
  const updatedAt = ctx.clock.now();
  const throughOn =
    step.kind === "begin" ? step.throughOn : earlier(step.throughOn, tenDayEnd(addDays(step.from, 1)));
  if (step.kind === "carry") await carrySlices(ctx.db, { from: step.from, throughOn });
  await ctx.db
    .insert(rollupYears)
    .values({ year, state: "ready", throughOn, updatedAt })
    .onDuplicateKeyUpdate({ set: { throughOn, updatedAt } });
  return throughOn;
}
