import { and, eq } from "drizzle-orm";
import { inbox } from "@/db/schema/core";
import type { Ctx } from "@/lib/core/context";
import { databaseErrno } from "@/lib/core/errors";
import type { OutboxTopic } from "@/lib/core/outbox";
import { withTx } from "@/lib/core/transaction";
import { findRow, type OutboxRow, recordFailure, removeRow } from "./outbox-rows";

/** What happens because of an event. */
export type Consumer = {
  /** Stands in `inbox`; never changes. */
  name: string;
  topic: OutboxTopic;
  /**
   * `transaction`: the effect is commands on our own database, and happens exactly once. `repeatable`: it may happen again
   * after a crash, because it ends in the same state or its readers tell doubles by the event's id.
   */
  effect: "transaction" | "repeatable";
  run(ctx: Ctx, event: { id: string; payload: Record<string, unknown> }): Promise<void>;
};

/** Brings an outbox row's event to its consumers and takes the row away; a failure is kept in the row for a later try. */
export async function deliverEvent(ctx: Ctx, rowId: number, consumers: readonly Consumer[]): Promise<void> {
  const row = await findRow(ctx, rowId);
  if (!row) return;
  const traced = { ...ctx, requestId: row.requestId };
  try {
    const concerned = consumers.filter((consumer) => consumer.topic === row.topic);
    if (concerned.length === 0) throw new Error(`this build knows no consumer of ${row.topic}`);
    for (const consumer of concerned) await deliverTo(traced, row, consumer);
  } catch (error) {
    await recordFailure(ctx, row, error);
    return;
  }
  await removeRow(ctx, row.id);
}

async function deliverTo(ctx: Ctx, row: OutboxRow, consumer: Consumer): Promise<void> {
  const event = { id: `outbox-${row.id}`, payload: row.payload };
  if (consumer.effect === "transaction") {
    await withTx(ctx.db, async (tx) => {
      const inner = { ...ctx, db: tx, isInTransaction: true };
      if (await recordDelivery(inner, consumer, event.id)) await consumer.run(inner, event);
    });
    return;
  }
  if (await isDelivered(ctx, consumer, event.id)) return;
  await consumer.run(ctx, event);
  await recordDelivery(ctx, consumer, event.id);
}

/** False where another delivery of the event was first; its row's key makes the second one wait and then fail. */
async function recordDelivery(ctx: Ctx, consumer: Consumer, eventId: string): Promise<boolean> {
  const duplicateKey = 1062;
  try {
    await ctx.db.insert(inbox).values({ consumer: consumer.name, eventId, at: ctx.clock.now() });
    return true;
  } catch (error) {
    if (databaseErrno(error) === duplicateKey) return false;
    throw error;
  }
}

async function isDelivered(ctx: Ctx, consumer: Consumer, eventId: string): Promise<boolean> {
  const found = await ctx.db
    .select({ at: inbox.at })
    .from(inbox)
    .where(and(eq(inbox.consumer, consumer.name), eq(inbox.eventId, eventId)))
    .limit(1);
  return found.length > 0;
}
