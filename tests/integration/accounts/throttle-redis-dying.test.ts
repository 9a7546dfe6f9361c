import { Redis } from "ioredis";
import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { type OwnRedis, ownRedis } from "@/tests/integration/jobs/own-redis";
import { mintMain, stranger, tryLogIn } from "./people";

const held: { client: Redis | null } = { client: null };
vi.mock("@/lib/core/redis", () => ({ redis: () => held.client }));

const wrong = "a guess that is wrong";
let server: OwnRedis | null = null;

async function close(): Promise<void> {
  held.client?.disconnect();
  server?.resume();
  await server?.kill();
}

/** A server of its own, and a client as the product opens it. */
async function open(): Promise<OwnRedis> {
  await close();
  const opened = await ownRedis();
  server = opened;
  await opened.start();
  held.client = new Redis(opened.url, {
    commandTimeout: 500,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy: () => 20,
  });
  held.client.on("error", () => undefined);
  await vi.waitFor(() => expect(held.client?.status).toBe("ready"));
  return opened;
}

beforeEach(async () => {
  await open();
});
afterAll(close);

async function guess(account: string, times: number): Promise<number> {
  let evaluated = 0;
  for (let time = 0; time < times; time += 1) {
    const { outcome } = await tryLogIn(stranger(), account, wrong);
    if (outcome === "failed") evaluated += 1;
  }
  return evaluated;
}

test("Redis dies in the middle: guesses stay counted from there on, and none fails", async () => {
  const { accountNumber, password } = await mintMain();
  expect(await guess(accountNumber, 6)).toBe(6);
  await server?.kill();
  expect(await guess(accountNumber, 15)).toBe(10);
  expect(await tryLogIn(stranger(), accountNumber, password)).toMatchObject({ outcome: "throttled" });
});

test("Redis dies under a crowd of guesses: no more are evaluated than both counts together allow", async () => {
  const { accountNumber } = await mintMain();
  const crowd = Array.from({ length: 60 }, () => tryLogIn(stranger(), accountNumber, wrong));
  await server?.kill();
  const evaluated = (await Promise.all(crowd)).filter((one) => one.outcome === "failed").length;
  expect(evaluated).toBeGreaterThanOrEqual(10);
  expect(evaluated).toBeLessThanOrEqual(20);
});

test("Redis stands still: log-in goes on after half a second, counted", async () => {
  const { accountNumber, password } = await mintMain();
  server?.pause();
  expect(await guess(accountNumber, 4)).toBe(4);
  expect(await tryLogIn(stranger(), accountNumber, password)).toMatchObject({ outcome: "succeeded" });
});

test("Redis takes reads only, as after a switch to a replica: guesses stay counted", async () => {
  const { accountNumber } = await mintMain();
  await held.client?.replicaof("127.0.0.1", "1");
  expect(await guess(accountNumber, 15)).toBe(10);
});

test("Redis comes back empty: it counts again, without a restart of ours", async () => {
  const { accountNumber } = await mintMain();
  await server?.kill();
  expect(await guess(accountNumber, 12)).toBe(10);
  await server?.start();
  await vi.waitFor(() => expect(held.client?.status).toBe("ready"));
  expect(await guess(accountNumber, 15)).toBe(10);
  expect(await held.client?.dbsize()).toBeGreaterThan(0);
});
