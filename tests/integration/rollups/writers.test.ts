import { afterAll, beforeAll, expect, test } from "vitest";
import { runWriters } from "../../load/run-writers";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";

let own: OwnDatabase;

beforeAll(async () => {
  own = await ownDatabase("writers");
});

afterAll(() => own.close());

test("while 16 writers and two sweepers are at work no dead-lock reaches a caller and levels add up all the time", async () => {
  const seed = Date.now() % 1_000_000;
  process.stdout.write(`16 writers: seed ${seed}\n`);
  const outcome = await runWriters(own, {
    seconds: 8,
    seed,
    jumpEveryMs: 400,
  });
  const { writers, sweepers, looks, faults, differences } = outcome;
  process.stdout.write(`16 writers: ${JSON.stringify({ ...outcome, faults: faults.length })}\n`);
  expect(faults).toEqual([]);
  expect(differences).toEqual([]);
  expect([...writers.failures, ...sweepers.failures]).toEqual([]);
  expect(looks).toBeGreaterThan(4);
  expect(writers.calls).toBeGreaterThan(50);
});
