import { asc, eq, inArray, sql } from "drizzle-orm";
import { sumOf } from "@/db/columns";
import { databaseMarks, outbox } from "@/db/schema/core";
import type { Ctx } from "@/lib/core/context";
import { writeOutbox } from "@/lib/core/outbox";
import { withTx } from "@/lib/core/transaction";
import type { Consumer } from "@/lib/jobs/deliver";
import { type TestClock, testClock } from "../../support/clock";
import { testContext } from "../../support/context";

/**
 * A relay takes every row whose time has come, so each test lives in a year of its own, long before the rows of all
 * others are due.
 */
export function contextIn(year: number): Ctx & { clock: TestClock } {
  const clock = testClock(`${year}-01-01T00:00:00.000Z`);
  return { ...testContext(), clock };
}

/** Writes events as a command would and answers their rows' ids. */
export async function writeEvents(ctx: Ctx, count: number): Promise<number[]> {
  const known = await idsDueAt(ctx);
  await withTx(ctx.db, async (tx) => {
    const inner = { ...ctx, db: tx, isInTransaction: true };
    for (let number = 0; number < count; number += 1)
      await writeOutbox(inner, "days.restate_wanted", { number });
  });
  return (await idsDueAt(ctx)).filter((id) => !known.includes(id));
}

async function idsDueAt(ctx: Ctx): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: outbox.id })
    .from(outbox)
    .where(eq(outbox.createdAt, ctx.clock.now()))
    .orderBy(asc(outbox.id));
  return rows.map((row) => row.id);
}

export async function rowsOf(ctx: Ctx, ids: readonly number[]) {
  return ctx.db
    .select()
    .from(outbox)
    .where(inArray(outbox.id, [...ids]))
    .orderBy(asc(outbox.id));
}

/** An effect without any protection of its own: it counts how often it happened. */
export function markingConsumer(wait: () => Promise<void> = async () => undefined): Consumer {
  return {
    name: "test.marks",
    topic: "days.restate_wanted",
    effect: "transaction",
    run: async (ctx, { id }) => {
      await wait();
      await ctx.db
        .insert(databaseMarks)
        .values({ name: `test.${id}`, value: "1", at: ctx.clock.now() })
        .onDuplicateKeyUpdate({ set: { value: sql`${databaseMarks.value} + 1` } });
    },
  };
}

/** How often the effects of these rows happened, all together. */
export async function countMarks(ctx: Ctx, ids: readonly number[]): Promise<number> {
  const [found] = await ctx.db
    .select({ times: sumOf(databaseMarks.value) })
    .from(databaseMarks)
    .where(
      inArray(
        databaseMarks.name,
        ids.map((id) => `test.outbox-${id}`),
      ),
    );
  return found?.times ?? 0;
}
