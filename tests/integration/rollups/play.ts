import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { addDays, shanghaiDate, shanghaiMidnight } from "@/lib/core/time";
import { withSnapshot } from "@/lib/core/transaction";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { sweepDays } from "@/lib/jobs/sweep-days";
import { applyBrands } from "@/lib/masterdata/apply-brands";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { applyStores } from "@/lib/masterdata/apply-stores";
import { type TestClock, testClock } from "../../support/clock";
import { testContext } from "../../support/context";
import { Died, dyingDatabase } from "../../support/dying-database";
import { sendUpload, type Upload } from "../orders/histories";
import { differencesFromDaily, differencesFromRaw } from "./compare";
import { levelFaults } from "./levels";
import { applyOrganisation, newOrganisation, type Organisation } from "./organisation";
import { readRows } from "./raw-daily";
import type { Stage } from "./stage";
import type { Season, Step } from "./steps";

const hourMs = 3_600_000;
/** Longer than a lease lasts, and long enough for what is done once an hour. */
const patienceMs = 2 * hourMs;

type Sent = { store: number; deed: Upload };
type Player = {
  stage: Stage;
  season: Season;
  ctx: Ctx;
  clock: TestClock;
  organisation: Organisation;
  storeIds: number[];
  sent: Sent[];
};

export type Played = Pick<Player, "ctx" | "clock" | "storeIds">;

/** Lives through a history on an empty stage and settles everything at its end; slices are looked at on the way. */
export async function play(stage: Stage, season: Season, history: readonly Step[]): Promise<Played> {
  const player = await begin(stage, season);
  for (const step of history) {
    await doStep(player, player.ctx, step);
    if (step.kind === "look") await expectSound(player);
  }
  await expectSound(player);
  await settle(player);
  return player;
}

/** Lives through a history; at its end daily rows and slices are what the raw rows say. */
export async function live(stage: Stage, season: Season, history: readonly Step[]): Promise<void> {
  const { clock } = await play(stage, season, history);
  await expectSettled(stage, shanghaiDate(clock.now()));
}

/** At this moment, settled or not: the slices follow from the daily rows, and every level adds up. */
async function expectSound({ stage: { db } }: Pick<Player, "stage">): Promise<void> {
  expect(await differencesFromDaily(db)).toEqual([]);
  expect(await withSnapshot(db, levelFaults)).toEqual([]);
}

async function expectSettled({ db }: Stage, today: string): Promise<void> {
  expect(await differencesFromRaw(db, today)).toEqual([]);
  expect(await withSnapshot(db, levelFaults)).toEqual([]);
}

async function begin(stage: Stage, season: Season): Promise<Player> {
  await stage.clear();
  // What a process remembers of its database belongs to one history.
  const db: Database = Object.create(stage.db);
  const clock = testClock(new Date(shanghaiMidnight(season.first).getTime() + 10 * hourMs));
  const ctx = testContext({ db, reportDb: db, clock });
  const organisation = newOrganisation("H", addDays(season.first, -40));
  await applyOrganisation(ctx, organisation);
  const rows = await readRows(db, sql`select id from stores order by code`);
  return { stage, season, ctx, clock, organisation, storeIds: rows.map((row) => Number(row.id)), sent: [] };
}

async function doStep(player: Player, ctx: Ctx, step: Step): Promise<void> {
  if (step.kind === "upload") return upload(player, ctx, step);
  if (step.kind === "again") return repeat(player, ctx, step.upload);
  if (step.kind === "clock") return player.clock.advance(step.hours * hourMs);
  if (step.kind === "sweep") {
    player.clock.advance(step.hours * hourMs);
    return sweep(ctx);
  }
  if (step.kind === "rebuild") return rebuild(player, ctx, step.isWhole);
  if (step.kind === "crash") return crash(player, step);
  if (step.kind !== "look") return reorganise(player, ctx, step);
}

async function upload(
  { organisation, storeIds, season, stage, sent }: Player,
  ctx: Ctx,
  one: Sent,
): Promise<void> {
  sent.push({ store: one.store, deed: one.deed });
  const store = { id: storeIds[one.store] ?? 0, code: organisation.stores[one.store]?.code ?? "" };
  const scene = { store, skus: stage.skus, startMs: shanghaiMidnight(season.first).getTime() };
  await sendUpload(ctx, scene, one.deed);
}

async function repeat(player: Player, ctx: Ctx, which: number): Promise<void> {
  const earlier = player.sent[which % Math.max(1, player.sent.length)];
  if (earlier) await upload(player, ctx, earlier);
}

function sweep(ctx: Ctx): Promise<void> {
  return sweepDays(ctx, new AbortController().signal);
}

async function rebuild({ season }: Player, ctx: Ctx, isWhole: boolean): Promise<void> {
  await rebuildSlices(ctx, isWhole ? {} : { fromYear: Number(season.first.slice(0, 4)) });
}

/** The process that does the step dies on the way, and nobody does it again; nothing must stand half. */
async function crash(player: Player, { at, isAfter, step }: Extract<Step, { kind: "crash" }>): Promise<void> {
  const { db, hasDied } = dyingDatabase(player.stage.db, { at, isAfter });
  try {
    await doStep(player, { ...player.ctx, db, reportDb: db }, step);
  } catch (error) {
    if (!hasDied() || !isDeath(error)) throw error;
  }
  await expectSound(player);
}

function isDeath(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof Died) return true;
  return false;
}

type Reorganising = Extract<Step, { kind: "owner" | "region" | "tree" | "cutOff" }>;

async function reorganise(player: Player, ctx: Ctx, step: Reorganising): Promise<void> {
  const { brands, regions, stores } = player.organisation;
  if (step.kind === "cutOff") {
    const brand = brands[step.brand];
    if (!brand) return;
    brand.cutOffs.push({ fromOn: addDays(player.season.first, step.day), hours: step.hours });
    await applyBrands(ctx, { items: [{ ...brand, cutOffs: brand.cutOffs.slice(-1) }] });
  } else if (step.kind === "tree") {
    const region = regions[step.region];
    if (!region) return;
    region.parentCode = regions[step.parent]?.code ?? null;
    await applyRegions(ctx, { items: [region] });
  } else {
    const store = stores[step.store];
    if (!store) return;
    Object.assign(store, changeOf(player, step));
    await applyStores(ctx, { items: [store] });
  }
}

function changeOf(
  { organisation: { regions, owners }, season }: Player,
  step: Extract<Step, { kind: "owner" | "region" }>,
): Partial<Organisation["stores"][number]> {
  if (step.kind === "region") return { regionCode: regions[step.region ?? -1]?.code ?? null };
  return {
    ownerCode: owners[step.owner] ?? "",
    managerCode: step.manager === null ? null : (owners[step.manager + 2] ?? null),
    changedOn: addDays(season.first, step.day),
  };
}

/** The clock goes past the end of all days and of every lease; then the days are swept until nothing is left to do. */
async function settle({ stage, season, ctx, clock }: Player): Promise<void> {
  const end = shanghaiMidnight(addDays(season.first, season.lastOffset)).getTime() + 14 * hourMs;
  clock.set(new Date(Math.max(end, ctx.clock.now().getTime() + patienceMs)));
  for (let round = 0; round < 20; round += 1) {
    await sweep(ctx);
    if ((await countUnsettled(stage)) === 0) return;
  }
}

async function countUnsettled({ db }: Stage): Promise<number> {
  const [row] = await readRows(
    db,
    sql`select (select count(*) from store_days where dirty_at is not null) + (select count(*) from heading_moves) as count`,
  );
  return Number(row?.count);
}
