import { and, asc, eq, inArray, lte } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { OutboxState } from "@/db/enums/core";
import { outbox } from "@/db/schema/core";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { withTx } from "@/lib/core/transaction";
import { isAway } from "./queue";

export type OutboxRow = Pick<
  typeof outbox.$inferSelect,
  "id" | "topic" | "payload" | "attempts" | "requestId"
>;

const columns = {
  id: outbox.id,
  topic: outbox.topic,
  payload: outbox.payload,
  attempts: outbox.attempts,
  requestId: outbox.requestId,
};

/** Tries of an effect before it is left to a person: with the waits below they span three days. */
const triesMax = 16;
const firstWaitMs = 8_000;
/** What is not the effect's own fault is tried again soon, and not counted. */
const awayWaitMs = 1_000;

/**
 * Takes the rows whose time has come, oldest first, by moving that time ahead to `until`; another relay skips them. Rows
 * handed to the queue long ago are among them: if they were dealt with they would be gone, so the queue has lost them.
 */
export async function leaseRows(ctx: Ctx, until: Date, limit: number): Promise<OutboxRow[]> {
  return withTx(ctx.db, async (tx) => {
    const due = await lockRows(tx, "due", ctx.clock.now(), limit);
    const lost = due.length < limit ? await lockRows(tx, "sent", ctx.clock.now(), limit - due.length) : [];
    const rows = [...due, ...lost];
    if (rows.length > 0) {
      await tx
        .update(outbox)
        .set({ state: "due", nextAt: until })
        .where(
          inArray(
            outbox.id,
            rows.map((row) => row.id),
          ),
        );
    }
    return rows;
  });
}

/** One state at a time, so that the index gives the order and no more rows are locked than are taken. */
async function lockRows(tx: Db, state: OutboxState, now: Date, limit: number): Promise<OutboxRow[]> {
  return tx
    .select(columns)
    .from(outbox)
    .where(and(eq(outbox.state, state), lte(outbox.nextAt, now)))
    .orderBy(asc(outbox.nextAt))
    .limit(limit)
    .for("update", { skipLocked: true });
}

/** Marks leased rows as handed over; `nextAt` is when they count as lost unless they are gone by then. */
export async function markSent(
  ctx: Ctx,
  ids: readonly number[],
  leasedUntil: Date,
  nextAt: Date,
): Promise<void> {
  if (ids.length === 0) return;
  const leased = and(inArray(outbox.id, [...ids]), eq(outbox.state, "due"), eq(outbox.nextAt, leasedUntil));
  // A statement by itself can meet a dead-lock with another relay's too.
  await withTx(ctx.db, (tx) => tx.update(outbox).set({ state: "sent", nextAt }).where(leased));
}

/** The row of an event that is still to happen; null where it has happened or was given up. */
export async function findRow(ctx: Ctx, id: number): Promise<OutboxRow | null> {
  const waiting = and(eq(outbox.id, id), inArray(outbox.state, ["due", "sent"]));
  const [row] = await ctx.db.select(columns).from(outbox).where(waiting).limit(1);
  return row ?? null;
}

/** The effect has happened; that it did stands in `inbox`. */
export async function removeRow(ctx: Ctx, id: number): Promise<void> {
  await withTx(ctx.db, (tx) => tx.delete(outbox).where(eq(outbox.id, id)));
}

/**
 * Keeps a failed try: later again, each time later, and after the last one never again without a person. Guarded by the
 * number of tries, so that a failure reported twice counts once.
 */
export async function recordFailure(ctx: Ctx, row: OutboxRow, error: unknown): Promise<void> {
  const mine = and(
    eq(outbox.id, row.id),
    eq(outbox.attempts, row.attempts),
    inArray(outbox.state, ["due", "sent"]),
  );
  const lastError = faultText(error);
  if (isAway(error)) {
    const soon = later(ctx, awayWaitMs);
    await withTx(ctx.db, (tx) =>
      tx.update(outbox).set({ state: "due", nextAt: soon, lastError }).where(mine),
    );
    return;
  }
  const attempts = row.attempts + 1;
  const isDead = attempts >= triesMax;
  const nextAt = later(ctx, backOffMs(attempts));
  await withTx(ctx.db, (tx) =>
    tx
      .update(outbox)
      .set({ state: isDead ? "dead" : "due", nextAt, attempts, lastError })
      .where(mine),
  );
  const line = { event: row.id, topic: row.topic, attempts, error: lastError, requestId: row.requestId };
  if (isDead) log().error(line, "event given up");
  else log().warn(line, "event failed");
}

/** Wait after the n-th failed try: doubled each time, ± a quarter, so that what failed together does not return together. */
export function backOffMs(attempts: number, random: () => number = Math.random): number {
  return Math.round(firstWaitMs * 2 ** (attempts - 1) * (0.75 + random() / 2));
}

function later(ctx: Ctx, ms: number): Date {
  return new Date(ctx.clock.now().getTime() + ms);
}

/** First line only: what follows in a driver's error are the statement's values. */
function faultText(error: unknown): string {
  const text = error instanceof AppError ? error.message : firstCause(error);
  return (text.split("\n")[0] ?? "").slice(0, 255);
}

function firstCause(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : firstCause(error.cause);
}
