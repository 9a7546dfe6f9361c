import { Redis } from "ioredis";
import { afterEach, expect, it } from "vitest";
import type { Ctx } from "@/lib/core/context";
import type { Consumer } from "@/lib/jobs/deliver";
import { openQueue } from "@/lib/jobs/queue";
import { type Jobs, startJobs } from "@/lib/jobs/start-jobs";
import { contextIn, countMarks, markingConsumer, rowsOf, writeEvents } from "./outbox-fixtures";
import { type OwnRedis, ownRedis } from "./own-redis";

const patience = { timeout: 20_000, interval: 20 };
const ending: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ending.splice(0).reverse()) await end();
});

async function redisOfTest(): Promise<OwnRedis> {
  const redis = await ownRedis();
  ending.push(redis.kill);
  return redis;
}

function start(
  ctx: Ctx,
  redis: OwnRedis,
  consumer: Consumer,
  sweep: () => Promise<void> = async () => undefined,
): Jobs {
  const jobs = startJobs({
    ctx,
    redisUrl: redis.url,
    prefix: "mp:test",
    consumers: () => [consumer],
    sweep,
    sweepEveryMs: 200,
  });
  ending.push(() => jobs.stop(2_000));
  return jobs;
}

it("every row is delivered once although Redis is killed with jobs in it and comes back empty", async () => {
  const ctx = contextIn(2011);
  const redis = await redisOfTest();
  await redis.start();
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const before = await writeEvents(ctx, 60);
  start(
    ctx,
    redis,
    markingConsumer(() => gate),
  );
  await expect.poll(async () => statesOf(ctx, before), patience).toEqual(["sent"]);

  await redis.kill();
  open();
  ctx.clock.advance(1_000);
  const during = await writeEvents(ctx, 60);
  await redis.start();
  ctx.clock.advance(60_000);

  const all = [...before, ...during];
  await expect.poll(async () => (await rowsOf(ctx, all)).length, patience).toBe(0);
  expect(await countMarks(ctx, all)).toBe(120);
});

it("a worker that starts without Redis sweeps days by itself, and delivers when Redis comes", async () => {
  const ctx = contextIn(2012);
  const redis = await redisOfTest();
  let sweeps = 0;
  const ids = await writeEvents(ctx, 5);
  start(ctx, redis, markingConsumer(), async () => {
    sweeps += 1;
  });
  await expect.poll(() => sweeps, patience).toBeGreaterThan(2);
  expect(await rowsOf(ctx, ids)).toMatchObject(ids.map((id) => ({ id, state: "due", attempts: 0 })));
  await redis.start();
  await expect.poll(async () => (await rowsOf(ctx, ids)).length, patience).toBe(0);
  expect(await countMarks(ctx, ids)).toBe(5);
});

it("days are swept with Redis, without it, while it hangs, when it has forgotten the schedule, and after it is back", async () => {
  const ctx = contextIn(2013);
  const redis = await redisOfTest();
  await redis.start();
  let sweeps = 0;
  start(ctx, redis, markingConsumer(), async () => {
    sweeps += 1;
  });
  const sweepsOn = async () => {
    const seen = sweeps;
    await expect.poll(() => sweeps, patience).toBeGreaterThan(seen + 2);
  };
  await sweepsOn();
  await forgetAll(redis);
  await sweepsOn();
  redis.pause();
  await sweepsOn();
  redis.resume();
  await redis.kill();
  await sweepsOn();
  await redis.start();
  await sweepsOn();
});

it("two workers share one schedule: each of its times is swept by one of them", async () => {
  const ctx = contextIn(2014);
  const redis = await redisOfTest();
  await redis.start();
  let sweeps = 0;
  const sweep = async () => {
    sweeps += 1;
  };
  for (let worker = 0; worker < 2; worker += 1) start(ctx, redis, markingConsumer(), sweep);
  await expect.poll(() => sweeps, patience).toBeGreaterThan(20);
  const client = new Redis(redis.url);
  ending.push(async () => client.disconnect());
  const times = Number(await client.hget("mp:test:events:repeat:days.sweep", "ic"));
  // Beside these each of the two may have swept once or twice by itself before the schedule stood.
  expect(sweeps).toBeLessThanOrEqual(times + 4);
});

it("a stop finishes the job that runs and leaves the others for the next worker", async () => {
  const ctx = contextIn(2015);
  const redis = await redisOfTest();
  await redis.start();
  const ids = await writeEvents(ctx, 10);
  let running = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const jobs = start(
    ctx,
    redis,
    markingConsumer(async () => {
      running += 1;
      await gate;
    }),
  );
  await expect.poll(() => running, patience).toBe(2);
  const stopped = jobs.stop(10_000);
  open();
  await stopped;
  expect(await countMarks(ctx, ids)).toBe(2);
  ctx.clock.advance(60_000);
  start(ctx, redis, markingConsumer());
  await expect.poll(async () => (await rowsOf(ctx, ids)).length, patience).toBe(0);
  expect(await countMarks(ctx, ids)).toBe(10);
});

it("master data goes to a capped stream under the database's own name", async () => {
  const redis = await redisOfTest();
  await redis.start();
  const queue = openQueue(redis.url, "mp:test");
  ending.push(queue.close);
  await expect.poll(() => queue.isConnected(), patience).toBe(true);
  await queue.publish("masterdata", { event: "outbox-1", payload: '{"codes":["1001"]}' });
  const client = new Redis(redis.url);
  ending.push(async () => client.disconnect());
  const entries = await client.xrange("mp:test:stream:masterdata", "-", "+");
  expect(entries.map(([, fields]) => fields)).toEqual([
    ["event", "outbox-1", "payload", '{"codes":["1001"]}'],
  ]);
});

async function statesOf(ctx: Ctx, ids: readonly number[]): Promise<string[]> {
  return [...new Set((await rowsOf(ctx, ids)).map((row) => row.state))];
}

async function forgetAll(redis: OwnRedis): Promise<void> {
  const client = new Redis(redis.url);
  await client.flushall();
  client.disconnect();
}
