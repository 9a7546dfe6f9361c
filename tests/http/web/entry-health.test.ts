import { describe, expect, it } from "vitest";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { leases } from "@/db/schema/core";
import { newestMigration } from "@/lib/core/start-check";
import { databaseReadiness } from "@/lib/web/health";
import { testDatabase } from "../../support/database";
import { send, startEntry } from "./entry-server";

const live = "/api/health/live";
const ready = "/api/health/ready";

it("live and ready are answered by the entry, whatever the handler does", async () => {
  const { port } = await startEntry({ handler: () => undefined });
  for (const path of [live, ready]) {
    const answer = await send(port, { path });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 1200, message: "ok", data: {} });
    const head = await send(port, { path, method: "HEAD" });
    expect([head.status, head.body]).toEqual([200, ""]);
    expect((await send(port, { path, method: "POST" })).status).toBe(405);
  }
});

it("health is answered to a load balancer that names no host", async () => {
  const { port } = await startEntry();
  expect((await send(port, { path: ready, headers: { host: "" } })).status).toBe(200);
});

it("not ready is 503 with a time to come back, and still live", async () => {
  const { port } = await startEntry({ isReady: async () => false });
  const answer = await send(port, { path: ready, headers: { "accept-language": "en" } });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers["retry-after"])).toBeGreaterThan(0);
  expect(JSON.parse(answer.body)).toMatchObject({ code: 1503, reason: "common.not_ready" });
  expect((await send(port, { path: live })).status).toBe(200);
});

it("a drain answers not ready, finishes what is in flight, and then accepts nothing", async () => {
  let finishHandler: () => void = () => undefined;
  const { entry, port } = await startEntry({
    handler: (_req, res) => {
      finishHandler = () => res.end("whole");
      res.write("the ");
    },
  });
  const inFlight = send(port, { path: "/stores" });
  await expect.poll(() => finishHandler.name).not.toBe("");
  entry.startDraining();
  const answer = await send(port, { path: ready });
  expect([answer.status, answer.headers.connection]).toEqual([503, "close"]);
  const finished = entry.finish(10_000);
  await expect(send(port, { path: live }).catch((error) => error.code)).resolves.toBe("ECONNREFUSED");
  finishHandler();
  expect((await inFlight).body).toBe("the whole");
  expect(await finished).toBe(true);
});

it("a drain does not wait for ever", async () => {
  let isAsked = false;
  const { entry, port } = await startEntry({
    handler: () => {
      isAsked = true;
    },
  });
  const inFlight = send(port, { path: "/stores" }).catch((error) => error.code);
  await expect.poll(() => isAsked).toBe(true);
  expect(await entry.finish(0)).toBe(false);
  expect(await inFlight).toBe("ECONNRESET");
});

describe("readiness", () => {
  async function lookAt(db: Database, newest: number) {
    const faults: string[] = [];
    const isReady = await databaseReadiness(db, newest, (error) => faults.push(String(error)))();
    return { isReady, faults };
  }

  it("is a write that the database takes back", async () => {
    const { db } = testDatabase();
    expect(await lookAt(db, await newestMigration())).toEqual({ isReady: true, faults: [] });
    expect(await db.$count(leases)).toBe(0);
  });

  it("lacks where a migration of this build is missing", async () => {
    const { isReady, faults } = await lookAt(testDatabase().db, (await newestMigration()) + 1);
    expect(isReady).toBe(false);
    expect(faults).toEqual([expect.stringContaining("older than this build")]);
  });

  it("lacks where the database cannot be reached", async () => {
    const away = openDatabase("mysql://nobody@127.0.0.1:1/none", "web", 1);
    const { isReady, faults } = await lookAt(away, 0);
    await closeDatabase(away);
    expect([isReady, faults.length]).toEqual([false, 1]);
  });
});
