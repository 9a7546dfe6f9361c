import { setTimeout as pause } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { dayAdjustments } from "@/db/schema/day-changes";
import { storeDays } from "@/db/schema/days";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError, invariant } from "@/lib/core/errors";
import { holdLease, type Lease, underLease } from "@/lib/core/lease";
import { storeDayScope } from "@/lib/core/store-scope";
import { command, procedure } from "@/lib/core/verb";
import { addFigures } from "./add-figures";
import { partsOfNumber, sequenceOf } from "./adjustments";
import { daysLease } from "./lease-step";
import { AdjustmentFigures, DecideAdjustmentInput } from "./schemas";
import { lockedColumns, settleDays } from "./settle-days";
import { isReached, readSliceYears } from "./slice-years";
import type { StoreDayKey } from "./store-days";

const pauseMs = 200;
const triesMax = 25;

/**
 * Counts a waiting adjustment, so that it stands in daily rows, half hours and slices of its sealed day at once, or leaves it out
 * for good with a reason. Throws days.adjustment_not_found, days.adjustment_decided where somebody has decided before, and
 * days.writer_busy where restating or rebuilding keeps the slices for longer than five seconds.
 */
export const decideAdjustment = procedure({
  name: "days.decideAdjustment",
  permission: "days.adjust",
  input: DecideAdjustmentInput,
  run: async (ctx, input): Promise<{ state: "counted" | "declined" }> => {
    if (input.decision === "decline") return recordDecision(ctx, input);
    for (let attempt = 1; attempt <= triesMax; attempt += 1) {
      const done = await underLease(ctx, daysLease, undefined, null, (lease) =>
        recordDecision(ctx, { ...input, lease }),
      );
      if (done) return done;
      await pause(pauseMs);
    }
    throw new AppError("unavailable", "days.writer_busy", { retryAfterSeconds: 10 });
  },
});

/** One transaction; the lease is that of the slices' writer, needed only where something is counted. */
const recordDecision = command({
  name: "days.recordDecision",
  permission: "days.adjust",
  input: DecideAdjustmentInput.safeExtend({ lease: z.custom<Lease>().optional() }),
  run: async (ctx, { number, decision, reason, lease }, audit) => {
    if (lease) await holdLease(ctx, lease);
    const found = await findAdjustment(ctx, number);
    const day = await lockDay(ctx, found);
    const state = decision === "count" ? ("counted" as const) : ("declined" as const);
    // unscoped: the adjustment that was found in the caller's scope.
    const [{ affectedRows }] = await ctx.db
      .update(dayAdjustments)
      .set({
        state,
        decidedAt: ctx.clock.now(),
        decidedById: ctx.actor.type === "user" ? ctx.actor.accountId : null,
        reason: reason || null,
      })
      .where(and(eq(dayAdjustments.id, found.id), eq(dayAdjustments.state, "waiting")));
    if (affectedRows !== 1) throw new AppError("conflict", "days.adjustment_decided");
    const { orders, finalAmountFen, refundAmountFen, tickets, salesAmountFen } = found;
    audit.record({
      action: `day_adjustment.${state}`,
      subjectType: "day_adjustment",
      subjectKey: number,
      before: { state: "waiting" },
      after: { state, reason, orders, finalAmountFen, refundAmountFen, tickets, salesAmountFen },
    });
    if (decision === "count") {
      const figures = AdjustmentFigures.parse(found.figures);
      await settleDays(ctx, [day], () => addFigures(ctx.db, day, figures));
    }
    return { state };
  },
});

async function findAdjustment(ctx: Ctx, number: string) {
  const { storeCode, day, sequence } = partsOfNumber(number);
  const { storeId, businessOn } = dayAdjustments;
  const [found] = await ctx.db
    .select({
      id: dayAdjustments.id,
      storeId,
      businessOn,
      figures: dayAdjustments.figures,
      orders: dayAdjustments.orders,
      finalAmountFen: dayAdjustments.finalAmountFen,
      refundAmountFen: dayAdjustments.refundAmountFen,
      tickets: dayAdjustments.tickets,
      salesAmountFen: dayAdjustments.salesAmountFen,
    })
    .from(dayAdjustments)
    .innerJoin(stores, eq(stores.id, storeId))
    .where(
      and(
        storeDayScope(ctx, storeId, businessOn),
        eq(stores.code, storeCode),
        eq(businessOn, day),
        sql`${sequenceOf(ctx.db)} = ${sequence}`,
      ),
    );
  if (found) return found;
  throw new AppError("not_found", "days.adjustment_not_found", {
    params: { number },
    details: { number },
  });
}

/** A day that was restored meanwhile has no waiting adjustments any more. */
async function lockDay(ctx: Ctx, { storeId, businessOn }: StoreDayKey) {
  const years = await readSliceYears(ctx.db);
  // unscoped: the day of the adjustment that was found in the caller's scope.
  const [day] = await ctx.db
    .select({ ...lockedColumns, isReached: sql<number>`${isReached(years)}`.mapWith(Boolean) })
    .from(storeDays)
    .where(and(eq(storeDays.storeId, storeId), eq(storeDays.businessOn, businessOn)))
    .for("update");
  invariant(day !== undefined, "an adjustment has its store-day");
  if (day.state !== "sealed") throw new AppError("conflict", "days.adjustment_decided");
  if (!day.isReached) throw new AppError("unavailable", "days.writer_busy", { retryAfterSeconds: 60 });
  return day;
}
