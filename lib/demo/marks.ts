import { inArray, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { inserted } from "@/db/columns";
import { accounts } from "@/db/schema/accounts";
import { databaseMarks } from "@/db/schema/core";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import type { DemoPlan } from "./chain";

/** Rows of `database_marks` that say how far a demo database has come. */
const names = {
  plan: "demo",
  sealedThrough: "demo_sealed_through",
  loadedUntil: "demo_loaded_until",
  loading: "demo_loading",
  living: "demo_living_until",
  slices: "demo_slices",
} as const;

/** A load that has begun: up to which instant, and the id of the last store that has it. */
export type Loading = { until: Date; through: number };

export type DemoMarks = {
  plan: DemoPlan;
  /** Id of the last store whose sealed days are there; 0 before the first. */
  sealedThrough: number;
  /** Everything that arrived up to here is there, of every store. */
  loadedUntil: Date;
  /** Null where every load that began has ended. */
  loading: Loading | null;
  /** The worker may have sent what arrived up to here. */
  livingUntil: Date;
  /** False until the first load is finished and its slices are built. */
  hasSlices: boolean;
};

/** The marks; null in an empty database. Throws one sentence where the database holds something else. */
export async function findDemoMarks(db: Db): Promise<DemoMarks | null> {
  const marks = await readMarks(db);
  if (marks) return marks;
  const [account] = await db.select({ id: accounts.id }).from(accounts).limit(1);
  // unscoped: only whether there is any store at all
  const [store] = await db.select({ id: stores.id }).from(stores).limit(1);
  if (account || store) {
    throw new Error(
      "The database holds accounts or stores and is not marked as demo; demo data goes into an empty database only.",
    );
  }
  return null;
}

/** The marks; null where the database is not marked as demo. */
export async function readMarks(db: Db): Promise<DemoMarks | null> {
  const rows = await db
    .select()
    .from(databaseMarks)
    .where(inArray(databaseMarks.name, Object.values(names)));
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const plan = values.get(names.plan);
  const loadedUntil = values.get(names.loadedUntil);
  if (plan === undefined || loadedUntil === undefined) return null;
  return {
    plan: parsePlan(plan),
    sealedThrough: Number(values.get(names.sealedThrough) ?? 0),
    loadedUntil: new Date(loadedUntil),
    loading: parseLoading(values.get(names.loading) ?? ""),
    livingUntil: new Date(values.get(names.living) ?? loadedUntil),
    hasSlices: values.get(names.slices) === "built",
  };
}

function parsePlan(text: string): DemoPlan {
  const [seed = "", stores = "", from = "", anchor = "", rawFrom = from] = text.split(" ");
  return { seed, stores: Number(stores), from, anchor, rawFrom };
}

function parseLoading(text: string): Loading | null {
  const [until = "", through = ""] = text.split(" ");
  return until === "" ? null : { until: new Date(until), through: Number(through) };
}

/** Of a chain that has no facts yet; they are to be loaded from `loadedUntil` up to `until` at first. */
export async function markPlan(ctx: Ctx, plan: DemoPlan, loadedUntil: Date, until: Date): Promise<void> {
  await mark(ctx, {
    plan: [plan.seed, plan.stores, plan.from, plan.anchor, plan.rawFrom].join(" "),
    sealedThrough: "0",
    loadedUntil: loadedUntil.toISOString(),
    loading: `${until.toISOString()} 0`,
    slices: "wanted",
  });
}

export async function markSealed(ctx: Ctx, through: number): Promise<void> {
  await mark(ctx, { sealedThrough: String(through) });
}

export async function markLoading(ctx: Ctx, { until, through }: Loading): Promise<void> {
  await mark(ctx, { loading: `${until.toISOString()} ${through}` });
}

export async function markSlices(ctx: Ctx): Promise<void> {
  await mark(ctx, { slices: "built" });
}

export async function markLiving(ctx: Ctx, until: Date): Promise<void> {
  await mark(ctx, { living: until.toISOString() });
}

/** Ends a load that has begun; never goes back, whoever was slower. */
export async function markLoaded(ctx: Ctx, loadedUntil: Date): Promise<void> {
  await mark(ctx, { loadedUntil: loadedUntil.toISOString(), loading: "" });
}

async function mark(ctx: Ctx, values: Partial<Record<keyof typeof names, string>>): Promise<void> {
  const at = ctx.clock.now();
  const isLater = sql`${databaseMarks.name} in (${names.loadedUntil}, ${names.living})`;
  const value = inserted(databaseMarks.value);
  const entries = Object.entries(values) as [keyof typeof names, string][];
  await ctx.db
    .insert(databaseMarks)
    .values(entries.map(([key, text]) => ({ name: names[key], value: text, at })))
    .onDuplicateKeyUpdate({
      set: {
        value: sql`if(${isLater}, greatest(${databaseMarks.value}, ${value}), ${value})`,
        at: inserted(databaseMarks.at),
      },
    });
}
