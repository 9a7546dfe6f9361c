import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { closeDatabase, type Database, openDatabase } from "@/db/client";
import { storeDays as storeDayRows } from "@/db/schema/days";
import { systemContext } from "@/lib/core/context";
import { shanghaiDate } from "@/lib/core/time";
import { withSnapshot } from "@/lib/core/transaction";
import { sweepDays } from "@/lib/jobs/sweep-days";
import { differencesFromDaily, differencesFromRaw } from "../integration/rollups/compare";
import { levelFaults } from "../integration/rollups/levels";
import { applyOrganisation, newOrganisation } from "../integration/rollups/organisation";
import { mintSku } from "../support/factories/skus";
import type { OwnDatabase } from "../support/own-database";
import { addReport, jumpingClock, noReport, type Plan, type Report } from "./plan";

export type Options = { seconds: number; seed: number; jumpEveryMs: number };
export type Outcome = {
  writers: Report;
  sweepers: Report;
  /** Snapshots that readers looked at, and what in any of them did not add up. */
  looks: number;
  faults: string[];
  /** What differs from the raw rows when all is settled. */
  differences: string[];
  storeDays: number;
};

const writerProcesses = 2;
const readers = 4;
/** Every so many snapshots a reader adds the slices up itself. */
const wholeEvery = 8;

/**
 * 16 writers in two processes upload to the same five stores, owners and regions change, two processes sweep, one of them is
 * killed and followed by another, and four readers look all the time. At the end everything is settled and compared with the
 * raw rows.
 */
export async function runWriters(own: OwnDatabase, options: Options): Promise<Outcome> {
  const db = openDatabase(own.url, "report", readers + 2);
  try {
    const writers = Array.from({ length: writerProcesses }, (_, number) => start(own, "writers", number));
    const [doomed, other, follower] = [0, 1, 2].map((number) => start(own, "sweeper", number));
    const parts = [...writers, doomed, other, follower];
    const plan = await prepare(db, options, () => Promise.all(parts.map((part) => part?.ready)));
    for (const part of [...writers, doomed, other]) part?.begin(plan);
    const watch: Watch = { looks: 0, faults: [] };
    const watching = Array.from({ length: readers }, () => look(db, plan, watch));
    await pause((plan.endsAtMs - Date.now()) / 2);
    doomed?.kill();
    follower?.begin(plan);
    const reports = await Promise.all(parts.map(async (part) => part?.report));
    await Promise.all(watching);
    const { storeDays, today } = await settle(db, plan);
    return {
      writers: summed(reports.slice(0, writerProcesses)),
      sweepers: summed(reports.slice(writerProcesses)),
      ...watch,
      differences: await differencesFromRaw(db, today),
      storeDays,
    };
  } finally {
    await closeDatabase(db);
  }
}

/** Time begins when everything is there. */
async function prepare(
  db: Database,
  { seconds, seed, jumpEveryMs }: Options,
  allReady: () => Promise<unknown>,
): Promise<Plan> {
  const minted = [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
  const plan = { seed, code: "L", ownedFromOn: "2025-12-01", jumpEveryMs };
  await applyOrganisation(systemContext("load", db), newOrganisation(plan.code, plan.ownedFromOn));
  await allReady();
  const beganAtMs = Date.now();
  const skus = minted.map(({ code, unit }) => ({ code, unit }));
  return { ...plan, beganAtMs, endsAtMs: beganAtMs + seconds * 1_000, skus };
}

type Part = {
  ready: Promise<void>;
  begin(plan: Plan): void;
  /** Without any warning, wherever it is. */
  kill(): void;
  /** Null of one that was killed. */
  report: Promise<Report | null>;
};

function start(own: OwnDatabase, role: "writers" | "sweeper", number: number): Part {
  const child = own.start("tests/load/part.ts", role, String(number));
  let out = "";
  let errors = "";
  const ready = new Promise<void>((resolve) => {
    child.stdout?.on("data", (part) => {
      out += String(part);
      if (out.includes("\n")) resolve();
    });
    child.on("close", () => resolve());
  });
  child.stderr?.on("data", (part) => {
    errors += String(part);
  });
  const report = once(child, "close").then(([code, signal]) => {
    if (signal === "SIGKILL") return null;
    if (code !== 0) throw new Error(`a process of the run ended with ${code}: ${errors}`);
    return JSON.parse(out.split("\n")[1] ?? "") as Report;
  });
  return {
    ready,
    begin: (plan) => child.stdin?.write(JSON.stringify(plan)),
    kill: () => child.kill("SIGKILL"),
    report,
  };
}

function summed(reports: readonly (Report | null | undefined)[]): Report {
  const sum = noReport();
  for (const report of reports) if (report) addReport(sum, report);
  return sum;
}

type Watch = Pick<Outcome, "looks" | "faults">;

async function look(db: Database, { endsAtMs }: Plan, watch: Watch): Promise<void> {
  while (Date.now() < endsAtMs && watch.faults.length === 0) {
    watch.looks += 1;
    const isWhole = watch.looks % wholeEvery === 0;
    const faults = isWhole ? await differencesFromDaily(db) : await withSnapshot(db, levelFaults);
    watch.faults.push(...faults);
  }
}

async function settle(db: Database, plan: Plan): Promise<{ storeDays: number; today: string }> {
  const end = new Date(jumpingClock(plan).now().getTime() + 5 * 86_400_000);
  const ctx = systemContext("load", db, { now: () => end });
  for (let round = 0; round < 3; round += 1) await sweepDays(ctx, new AbortController().signal);
  const storeDays = await db.$count(storeDayRows);
  return { storeDays, today: shanghaiDate(end) };
}
