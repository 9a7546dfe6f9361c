import { rm } from "node:fs/promises";
import { afterAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { addDays } from "@/lib/core/time";
import { type ArchiveStep, archiveDays } from "@/lib/days/archive-days";
import { decideAdjustment } from "@/lib/days/decide-adjustment";
import { listAdjustments } from "@/lib/days/list-adjustments";
import { restoreDays } from "@/lib/days/restore-days";
import { recordOrderEvents } from "@/lib/orders/record-order-events";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordRefunds } from "@/lib/orders/record-refunds";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { voidWeighTickets } from "@/lib/orders/void-weigh-tickets";
import { testDatabase } from "../../support/database";
import { figuresStored, restateAll } from "../orders/histories";
import { laterContext, orderOf, type Sold, soldDay, stateOf, ticketOf } from "./archive-scene";

afterAll(() => rm(env().ARCHIVE_DIR, { recursive: true, force: true }));

/** Late uploads of every kind to what the scene holds, each a transaction of its own. */
function lateUploads(ctx: Ctx, sold: Sold): (() => Promise<unknown>)[] {
  const { at, no } = sold;
  const storeCode = sold.store.code;
  const refund = (name: string, order: string, refundedAt: Date) => () =>
    recordRefunds(ctx, {
      storeCode,
      items: [{ refundNo: no(name), orderNo: no(order), amountFen: 11, way: "cash", refundedAt }],
    });
  const voided = (name: string) => () =>
    voidWeighTickets(ctx, { storeCode, items: [{ ticketNo: no(name), reason: "作废", at }] });
  const told = (name: string, order: string, type: "completed" | "cancelled", instant: Date) => () =>
    recordOrderEvents(ctx, {
      storeCode,
      items: [{ eventNo: no(name), orderNo: no(order), type, at: instant, details: null }],
    });
  const before = new Date(at.getTime() - 60_000);
  return [
    refund("x1", "whole", at),
    refund("x2", "done-later", new Date("2028-02-28T04:00:00Z")),
    refund("x3", "cancelled", new Date("2028-02-28T04:00:00Z")),
    voided("t1"),
    voided("t3"),
    voided("loose"),
    told("x4", "whole", "cancelled", before),
    told("x5", "unfinished", "completed", at),
    told("x6", "cancelled", "completed", before),
    () => recordOrders(ctx, { storeCode, items: [orderOf(sold, "new")] }),
    () => recordWeighTickets(ctx, { storeCode, items: [ticketOf(sold, "x7", "done-later")] }),
    () => recordWeighTickets(ctx, { storeCode, items: [ticketOf(sold, "x8", null)] }),
  ];
}

test("uploads at the moment of sealing and restoring lose nothing: whatever goes first, the figures are the same", async () => {
  const { db } = testDatabase();
  const ctx = laterContext();
  const outcomes = new Map<string, number>();
  for (let round = 0; round < 12; round += 1) {
    const sold = await soldDay();
    const { day, store } = sold;
    const uploads = lateUploads(ctx, sold);
    // From one upload at the moment of sealing to all of them; the others come afterwards.
    const turned = [...uploads.slice(round % 12), ...uploads.slice(0, round % 12)];
    const [early, late] = [turned.slice(0, 1 + (round % 12)), turned.slice(1 + (round % 12))];
    const running: Promise<unknown>[] = [];
    const progress = (step: ArchiveStep) => {
      if (step === "recorded") running.push(...early.map((upload) => upload()));
    };
    await archiveDays(ctx, { before: addDays(day, 1), progress });
    await Promise.all(running);
    const state = await stateOf(store.id, day);
    outcomes.set(state, (outcomes.get(state) ?? 0) + 1);
    await restateAll(ctx);
    await archiveDays(laterStill(ctx), { before: addDays(day, 1) });
    expect(await stateOf(store.id, day)).toMatch(/^sealed/);
    await Promise.all(late.map((upload) => upload()));
    const { items } = await listAdjustments(ctx, { store: store.code, state: "waiting" });
    for (const { number } of items) await decideAdjustment(ctx, { number, decision: "count" });
    await restateAll(ctx);
    const counted = await withoutPending(store.id);
    const [again] = await Promise.all([restoreDays(ctx, { from: day, to: day }), uploads[0]?.()]);
    expect(again).toMatchObject({ restored: 1 });
    expect(await restateAll(ctx)).toEqual({ differing: 0 });
    expect(await withoutPending(store.id)).toEqual(counted);
  }
  process.stdout.write(`after sealing with uploads at once: ${JSON.stringify([...outcomes])}\n`);

  async function withoutPending(storeId: number): Promise<string[]> {
    return (await figuresStored(db, storeId)).filter((line) => !line.startsWith("pending"));
  }
}, 180_000);

function laterStill(ctx: Ctx): Ctx {
  return { ...ctx, clock: { now: () => new Date(ctx.clock.now().getTime() + 500 * 86_400_000) } };
}
