import { eq, inArray } from "drizzle-orm";
import type { Db } from "@/db/client";
import { accounts } from "@/db/schema/accounts";
import { databaseMarks } from "@/db/schema/core";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import type { DemoPlan } from "./chain";

/** What a demo database says of itself: `demo` with the plan, and the instant up to which facts are loaded. */
const planMark = "demo";
const loadedMark = "demo_loaded_until";

export type DemoMarks = { plan: DemoPlan; loadedUntil: Date };

/** The marks; null in an empty database. Throws one sentence where the database holds something else. */
export async function findDemoMarks(db: Db): Promise<DemoMarks | null> {
  const rows = await db
    .select()
    .from(databaseMarks)
    .where(inArray(databaseMarks.name, [planMark, loadedMark]));
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const plan = values.get(planMark);
  const loadedUntil = values.get(loadedMark);
  if (plan !== undefined && loadedUntil !== undefined) {
    return { plan: parsePlan(plan), loadedUntil: new Date(loadedUntil) };
  }
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

function parsePlan(text: string): DemoPlan {
  const [seed = "", stores = "", from = "", anchor = ""] = text.split(" ");
  return { seed, stores: Number(stores), from, anchor };
}

export async function markPlan(ctx: Ctx, plan: DemoPlan, loadedUntil: Date): Promise<void> {
  const at = ctx.clock.now();
  const value = [plan.seed, plan.stores, plan.from, plan.anchor].join(" ");
  await ctx.db.insert(databaseMarks).values([
    { name: planMark, value, at },
    { name: loadedMark, value: loadedUntil.toISOString(), at },
  ]);
}

export async function markLoaded(ctx: Ctx, loadedUntil: Date): Promise<void> {
  await ctx.db
    .update(databaseMarks)
    .set({ value: loadedUntil.toISOString(), at: ctx.clock.now() })
    .where(eq(databaseMarks.name, loadedMark));
}
