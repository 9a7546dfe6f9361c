import { outbox } from "@/db/schema/core";
import type { Ctx } from "./context";
import { invariant } from "./errors";

/** What may happen outside after a commit; the worker's consumers are named by the topic. */
export type OutboxTopic = "days.restate_wanted" | "masterdata.stores_changed";

/** Writes an effect into the running transaction; the relay hands it to the queue after the commit, at least once. */
export async function writeOutbox(
  ctx: Ctx,
  topic: OutboxTopic,
  payload: Record<string, unknown>,
): Promise<void> {
  invariant(ctx.isInTransaction, "an outbox row is written in the transaction of its cause");
  const now = ctx.clock.now();
  await ctx.db
    .insert(outbox)
    .values({ topic, payload, createdAt: now, nextAt: now, requestId: ctx.requestId });
}
