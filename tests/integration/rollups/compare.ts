import { sql } from "drizzle-orm";
import type { Database, Db } from "@/db/client";
import {
  headingBusinessCum,
  headingSalesCum,
  headingSkuCum,
  storeCum,
  storeSkuCum,
} from "@/db/schema/rollups";
import { env } from "@/lib/core/env";
import { withSnapshot } from "@/lib/core/transaction";
import { type ClosedDay, naiveSlices, type SliceTable, sliceTables, throughClosed } from "./naive-slices";
import { type DailyFigures, type Figures, rawDaily, readRows, storedDaily } from "./raw-daily";

const tables = {
  store_cum: storeCum,
  heading_business_cum: headingBusinessCum,
  heading_sales_cum: headingSalesCum,
  heading_sku_cum: headingSkuCum,
  store_sku_cum: storeSkuCum,
};
const shown = 12;

/**
 * What in the tables does not follow from the raw rows, as lines that say where; nothing where everything does. For a
 * database whose days are all settled. `today`: in Shanghai, for who has so many stores today that it has slices.
 */
export function differencesFromRaw(db: Database, today: string): Promise<string[]> {
  return withSnapshot(db, async (tx) => {
    const [raw, stored, world] = [await rawDaily(tx), await storedDaily(tx), await readWorld(tx)];
    const lines = ["business", "sales", "slots"].flatMap((name) => {
      const kind = name as keyof DailyFigures;
      return compared(`daily ${name}`, raw[kind], stored[kind]);
    });
    const closed = world.days.filter((day) => day.isRolled);
    lines.push(...leftovers(world), ...wrongRolled(world), ...missingHeadings(world, today));
    const throughOn = throughClosed(closed.map(({ day }) => day));
    lines.push(...wrongYears(world, (year, through) => through === throughOn(year)));
    const expected = naiveSlices(
      closed.map((day) => underToday(world, day)),
      raw,
      throughOn,
    );
    return cut([...lines, ...(await compareSlices(tx, world, expected))]);
  });
}

/**
 * What in the slices does not follow from the daily rows of closed store-days under the headings noted in their rows, and what
 * in the daily rows of open days does not follow from the raw rows; has to be nothing at every moment, whatever is going on. Years and headings that are being built serve nobody and are left out.
 */
export function differencesFromDaily(db: Database): Promise<string[]> {
  return withSnapshot(db, async (tx) => {
    const [raw, stored, world] = [await rawDaily(tx), await storedDaily(tx), await readWorld(tx)];
    const readable = new Set(world.years.filter(isReady).map((row) => String(row.year)));
    const closed = world.days.filter((day) => day.isRolled && readable.has(day.day.slice(0, 4)));
    const atLeast = throughClosed(closed.map(({ day }) => day));
    const throughs = new Map(world.years.map((row) => [String(row.year), String(row.through_on ?? "")]));
    const expected = naiveSlices(
      closed.map((day) => asRolled(world, day)),
      stored,
      (year) => throughs.get(year) ?? "",
    );
    const open = world.days.filter((day) => !day.isRolled && day.state === "closed");
    const early = open.flatMap(({ storeId, day }) =>
      [...stored.business.keys()].filter((key) => key.startsWith(`${storeId} ${day} `)),
    );
    // Slices may be carried on before the first day that they are carried for is closed.
    const lines = wrongYears(
      world,
      (year, through) => !readable.has(year) || (through >= atLeast(year) && through <= `${year}-12-31`),
    );
    lines.push(...openFaults(world, raw, stored));
    lines.push(...early.map((key) => `daily business ${key} stands although its day was born closed`));
    return cut([...lines, ...(await compareSlices(tx, world, expected))]);
  });
}

/** Whoever stores something counts it in the same transaction. */
function openFaults({ days }: World, raw: DailyFigures, stored: DailyFigures): string[] {
  const open = new Set(
    days.filter(({ state }) => state === "open").map(({ storeId, day }) => `${storeId} ${day}`),
  );
  const isOpen = (key: string) => open.has(key.split(" ").slice(0, 2).join(" "));
  return (["business", "sales", "slots"] as const).flatMap((kind) =>
    compared(`open day, ${kind}`, keptIf(raw[kind], isOpen), keptIf(stored[kind], isOpen)),
  );
}

function cut(lines: string[]): string[] {
  return lines.length > shown ? [...lines.slice(0, shown), `… ${lines.length} differences in all`] : lines;
}

type StoreDay = {
  storeId: number;
  day: string;
  state: string;
  isDirty: boolean;
  isRolled: boolean;
  rolled: { owner: number | null; manager: number | null; region: number | null };
};
type World = Awaited<ReturnType<typeof readWorld>>;

async function readWorld(db: Db) {
  const days = (await readRows(db, sql`select * from store_days`)).map(
    (row): StoreDay => ({
      storeId: Number(row.store_id),
      day: String(row.business_on),
      state: String(row.state),
      isDirty: row.dirty_at !== null,
      isRolled: row.closed_at !== null,
      rolled: {
        owner: numberOrNull(row.rolled_owner_id),
        manager: numberOrNull(row.rolled_manager_id),
        region: numberOrNull(row.rolled_region_id),
      },
    }),
  );
  const parents = new Map(
    (await readRows(db, sql`select id, parent_id from regions`)).map((row) => [
      Number(row.id),
      numberOrNull(row.parent_id),
    ]),
  );
  const regions = new Map(
    (await readRows(db, sql`select id, region_id from stores`)).map((row) => [
      Number(row.id),
      numberOrNull(row.region_id),
    ]),
  );
  const headings = await readRows(db, sql`select * from rollup_headings`);
  return {
    days,
    parents,
    regions,
    branches: (await readRows(db, sql`select id from merchants where kind = 'branch'`)).map((row) => row.id),
    ownerships: await readRows(db, sql`select * from store_ownerships`),
    headings: new Map(headings.map((row) => [`${row.kind} ${row.ref_id}`, Number(row.id)])),
    unready: new Set(headings.filter((row) => row.state !== "ready").map((row) => Number(row.id))),
    regionIds: new Set(headings.filter((row) => row.kind === "region").map((row) => Number(row.id))),
    years: await readRows(db, sql`select * from rollup_years`),
    moves: await readRows(db, sql`select * from heading_moves`),
    staged: await readRows(
      db,
      sql`select count(*) as count from (select store_id from rollup_business_deltas union all
        select store_id from rollup_sales_deltas union all select store_id from rollup_delta_headings) as staging`,
    ),
  };
}

function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function asRolled(world: World, { storeId, day, rolled }: StoreDay): ClosedDay {
  return { storeId, day, headingIds: headingsOf(world, rolled) };
}

/** Owner and manager of the day by the history of ownership, region by today's tree. */
function underToday(world: World, { storeId, day }: StoreDay): ClosedDay {
  return { storeId, day, headingIds: headingsOf(world, placeOf(world, storeId, day)) };
}

function placeOf(world: World, storeId: number, day: string): StoreDay["rolled"] {
  const row = world.ownerships.find(
    (one) =>
      one.store_id === storeId &&
      String(one.from_on) <= day &&
      (one.to_on === null || day < String(one.to_on)),
  );
  return {
    owner: numberOrNull(row?.owner_id),
    manager: numberOrNull(row?.manager_id),
    region: world.regions.get(storeId) ?? null,
  };
}

function headingsOf({ headings, parents }: World, { owner, manager, region }: StoreDay["rolled"]): number[] {
  const names = ["chain 0"];
  if (owner !== null) names.push(`franchisee ${owner}`);
  if (manager !== null) names.push(`branch ${manager}`);
  for (let id = region; id !== null; id = parents.get(id) ?? null) names.push(`region ${id}`);
  return names.flatMap((name) => headings.get(name) ?? []);
}

/** Everything that has to be gone once all is settled. */
function leftovers({ days, moves, staged, unready, years }: World): string[] {
  const dirty = days.filter((day) => day.isDirty || (day.state !== "open" && !day.isRolled));
  return [
    ...dirty.map(({ storeId, day, state }) => `store ${storeId} ${day} is ${state} and not settled`),
    ...moves.map((move) => `a move of store ${move.store_id} from ${move.from_on} has not been followed`),
    ...years.filter((row) => !isReady(row)).map((row) => `year ${row.year} is being built`),
    ...[...unready].map((id) => `heading ${id} is not ready`),
    ...(Number(staged[0]?.count) === 0 ? [] : [`${staged[0]?.count} rows were left in the staging tables`]),
  ];
}

/** The chain, every branch, and regions and owners with enough stores have slices. */
function missingHeadings(world: World, today: string): string[] {
  const counts = new Map<string, number>();
  for (const storeId of world.regions.keys()) {
    const { owner, region } = placeOf(world, storeId, today);
    const names = owner === null ? [] : [`franchisee ${owner}`];
    for (let id = region; id !== null; id = world.parents.get(id) ?? null) names.push(`region ${id}`);
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const large = [...counts].filter(([, count]) => count >= env().ROLLUP_STORES_MIN).map(([name]) => name);
  const wanted = ["chain 0", ...world.branches.map((id) => `branch ${id}`), ...large];
  return wanted.filter((name) => !world.headings.has(name)).map((name) => `there are no slices of ${name}`);
}

function wrongRolled(world: World): string[] {
  return world.days.flatMap(({ storeId, day, isRolled, rolled }) => {
    const place = isRolled ? placeOf(world, storeId, day) : { owner: null, manager: null, region: null };
    const isEqual = JSON.stringify(place) === JSON.stringify(rolled);
    const says = `store ${storeId} ${day} says it stands under ${JSON.stringify(rolled)}`;
    return isEqual ? [] : [`${says}, expected ${JSON.stringify(place)}`];
  });
}

function wrongYears({ days, years }: World, isRight: (year: string, throughOn: string) => boolean): string[] {
  const known = new Set(days.filter((day) => day.isRolled).map(({ day }) => day.slice(0, 4)));
  return [...known].sort().flatMap((year) => {
    const row = years.find((one) => String(one.year) === year);
    if (row && isRight(year, String(row.through_on))) return [];
    return [`year ${year} says ${row?.state} through ${row?.through_on}`];
  });
}

const isReady = ({ state }: { state?: unknown }) => state === "ready";

async function compareSlices(
  db: Db,
  world: World,
  expected: ReturnType<typeof naiveSlices>,
): Promise<string[]> {
  const lines: string[] = [];
  const isTreeMoving = world.moves.some((move) => move.store_id === null);
  const building = new Set(world.years.filter((row) => !isReady(row)).map((row) => String(row.year)));
  const skipped = new Set([...world.unready, ...(isTreeMoving ? world.regionIds : [])]);
  for (const [table, keys] of Object.entries(sliceTables) as [SliceTable, readonly string[]][]) {
    const rows = await readRows(db, sql`select * from ${tables[table]}`);
    const actual: Figures = new Map();
    for (const row of rows) {
      const measures = Object.entries(row).filter(([name]) => !keys.includes(name));
      const key = keys.map((name) => row[name]).join(" ");
      actual.set(key, Object.fromEntries(measures.map(([name, value]) => [name, Number(value)])));
    }
    const isMeant = (key: string) =>
      !building.has(key.slice(key.lastIndexOf(" ") + 1).slice(0, 4)) &&
      !(table.startsWith("heading") && skipped.has(Number(key.split(" ")[0])));
    lines.push(...compared(table, keptIf(expected[table], isMeant), keptIf(actual, isMeant)));
  }
  return lines;
}

function keptIf(figures: Figures, isMeant: (key: string) => boolean): Figures {
  return new Map([...figures].filter(([key]) => isMeant(key)));
}

/** One line per row that differs; a row of zeros and no row are the same. */
function compared(name: string, expected: Figures, actual: Figures): string[] {
  const keys = [...new Set([...expected.keys(), ...actual.keys()])].sort();
  return keys.flatMap((key) => {
    const [want, have] = [expected.get(key) ?? {}, actual.get(key) ?? {}];
    const measures = [...new Set([...Object.keys(want), ...Object.keys(have)])];
    const wrong = measures.filter((measure) => (want[measure] ?? 0) !== (have[measure] ?? 0));
    if (wrong.length === 0) return [];
    const parts = wrong.map(
      (measure) => `${measure} ${have[measure] ?? "none"} instead of ${want[measure] ?? 0}`,
    );
    return [`${name} ${key}: ${parts.slice(0, 4).join(", ")}${parts.length > 4 ? ", …" : ""}`];
  });
}
