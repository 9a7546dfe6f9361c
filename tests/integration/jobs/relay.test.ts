import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { outbox } from "@/db/schema/core";
import { deliverEvent } from "@/lib/jobs/deliver";
import { leaseRows } from "@/lib/jobs/outbox-rows";
import { relayBatch } from "@/lib/jobs/relay";
import { contextIn, countMarks, markingConsumer, rowsOf, writeEvents } from "./outbox-fixtures";

const minuteMs = 60_000;

function queueOf(send: (event: number) => Promise<void>) {
  return { send, isConnected: () => true };
}

describe("the relay", () => {
  it("hands a due row over once and takes it up again only when it was not dealt with in time", async () => {
    const ctx = contextIn(2001);
    const [id] = await writeEvents(ctx, 1);
    const sent: number[] = [];
    const queue = queueOf(async (event) => void sent.push(event));
    expect(await relayBatch(ctx, queue)).toBe(1);
    expect(await relayBatch(ctx, queue)).toBe(0);
    expect(sent).toEqual([id]);
    ctx.clock.advance(minuteMs);
    expect(await relayBatch(ctx, queue)).toBe(1);
    await deliverEvent(ctx, Number(id), [markingConsumer()]);
    ctx.clock.advance(minuteMs);
    expect(await relayBatch(ctx, queue)).toBe(0);
    expect(sent).toEqual([id, id]);
  });

  it("that dies between lease and hand-over loses nothing, and the effect happens once", async () => {
    const ctx = contextIn(2002);
    const ids = await writeEvents(ctx, 3);
    const leased = await leaseRows(ctx, new Date(ctx.clock.now().getTime() + 30_000), 100);
    expect(leased.map((row) => row.id)).toEqual(ids);
    const sent: number[] = [];
    const queue = queueOf(async (event) => void sent.push(event));
    expect(await relayBatch(ctx, queue)).toBe(0);
    ctx.clock.advance(30_000);
    expect(await relayBatch(ctx, queue)).toBe(3);
    expect(sent).toEqual(ids);
    for (const id of [...sent, ...sent]) await deliverEvent(ctx, id, [markingConsumer()]);
    expect(await countMarks(ctx, ids)).toBe(3);
    expect(await rowsOf(ctx, ids)).toEqual([]);
  });

  it("that dies after hand-over and before saying so makes a second delivery, which changes nothing", async () => {
    const ctx = contextIn(2003);
    const [id = 0] = await writeEvents(ctx, 1);
    await leaseRows(ctx, new Date(ctx.clock.now().getTime() + 30_000), 100);
    const both = [deliverEvent(ctx, id, [markingConsumer()]), deliverEvent(ctx, id, [markingConsumer()])];
    await Promise.all(both);
    await deliverEvent(ctx, id, [markingConsumer()]);
    expect(await countMarks(ctx, [id])).toBe(1);
    expect(await rowsOf(ctx, [id])).toEqual([]);
  });

  it("beside a second one hands over every row and none twice", async () => {
    const ctx = contextIn(2004);
    const ids = await writeEvents(ctx, 400);
    const sent: number[] = [];
    const queue = queueOf(async (event) => void sent.push(event));
    for (let round = 0; sent.length < ids.length && round < 20; round += 1) {
      await Promise.all([relayBatch(ctx, queue), relayBatch(ctx, queue), relayBatch(ctx, queue)]);
    }
    expect(sent.toSorted((a, b) => a - b)).toEqual(ids);
    expect((await rowsOf(ctx, ids)).every((row) => row.state === "sent")).toBe(true);
    for (const id of ids) await deliverEvent(ctx, id, [markingConsumer()]);
  });

  it("without a queue touches nothing", async () => {
    const ctx = contextIn(2005);
    const [id = 0] = await writeEvents(ctx, 1);
    const before = await rowsOf(ctx, [id]);
    const queue = { send: () => Promise.reject(new Error("not asked")), isConnected: () => false };
    expect(await relayBatch(ctx, queue)).toBe(0);
    expect(await rowsOf(ctx, [id])).toEqual(before);
    await deliverEvent(ctx, id, [markingConsumer()]);
  });
});

describe("a try that fails", () => {
  const failing = { ...markingConsumer(), run: () => Promise.reject(new Error("planted")) };

  it("is tried sixteen times, each later than the one before, and is then left to a person", async () => {
    const ctx = contextIn(2006);
    const [id = 0] = await writeEvents(ctx, 1);
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 16; attempt += 1) {
      await deliverEvent(ctx, id, [failing]);
      const [row] = await rowsOf(ctx, [id]);
      expect(row).toMatchObject({ attempts: attempt, lastError: "planted" });
      expect(row?.state).toBe(attempt === 16 ? "dead" : "due");
      waits.push((row?.nextAt.getTime() ?? 0) - ctx.clock.now().getTime());
      ctx.clock.set(row?.nextAt ?? new Date());
    }
    for (const [index, wait] of waits.slice(1).entries()) expect(wait).toBeGreaterThan(waits[index] ?? 0);
    const sent: number[] = [];
    expect(
      await relayBatch(
        ctx,
        queueOf(async (event) => void sent.push(event)),
      ),
    ).toBe(0);
    await deliverEvent(ctx, id, [markingConsumer()]);
    expect(await countMarks(ctx, [id])).toBe(0);
    await ctx.db.delete(outbox).where(eq(outbox.id, id));
  });

  it("does not count while Redis is away, and is tried again soon", async () => {
    const ctx = contextIn(2007);
    const [id = 0] = await writeEvents(ctx, 1);
    for (let attempt = 0; attempt < 20; attempt += 1) {
      expect(
        await relayBatch(
          ctx,
          queueOf(() => Promise.reject(new Error("Connection is closed."))),
        ),
      ).toBe(1);
      ctx.clock.advance(1_000);
    }
    expect(await rowsOf(ctx, [id])).toMatchObject([
      { state: "due", attempts: 0, lastError: "Connection is closed." },
    ]);
    await deliverEvent(ctx, id, [markingConsumer()]);
  });

  it("takes its own writes back and leaves the other consumers' effects alone", async () => {
    const ctx = contextIn(2008);
    const [id = 0] = await writeEvents(ctx, 1);
    let otherRuns = 0;
    const other = {
      ...markingConsumer(),
      name: "test.other",
      effect: "repeatable" as const,
      run: async () => {
        otherRuns += 1;
      },
    };
    const half = {
      ...markingConsumer(),
      run: async (...args: Parameters<ReturnType<typeof markingConsumer>["run"]>) => {
        await markingConsumer().run(...args);
        throw new Error("planted");
      },
    };
    await deliverEvent(ctx, id, [other, half]);
    expect(await countMarks(ctx, [id])).toBe(0);
    await deliverEvent(ctx, id, [other, markingConsumer()]);
    expect(await countMarks(ctx, [id])).toBe(1);
    expect(otherRuns).toBe(1);
  });

  it("by the lack of a consumer in this build waits for a build that has it", async () => {
    const ctx = contextIn(2009);
    const [id = 0] = await writeEvents(ctx, 1);
    await deliverEvent(ctx, id, []);
    expect(await rowsOf(ctx, [id])).toMatchObject([{ state: "due", attempts: 1 }]);
    await deliverEvent(ctx, id, [markingConsumer()]);
    expect(await countMarks(ctx, [id])).toBe(1);
  });
});
