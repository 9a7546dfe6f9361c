import { z } from "zod";
import type { Ctx } from "@/lib/core/context";
import type { Lease } from "@/lib/core/lease";
import { underLease } from "@/lib/core/lease";
import { procedure } from "@/lib/core/verb";
import { planBuild } from "./build-headings";
import { buildYear, dropYear, partsOf, readClosedYears } from "./build-years";
import { clearHeading } from "./clear-slices";
import { daysLease, leaseStep } from "./lease-step";
import {
  addQualifying,
  type Heading,
  listSuperfluous,
  readAllHeadings,
  removeHeading,
  setHeadingState,
} from "./qualifying-headings";
import { readSliceYears } from "./slice-years";

/**
 * Makes slices anew from the daily rows of days that are in them (`closed_at` set), year by year, and puts those days under the
 * headings of master data. All years: it also decides anew which headings have slices. `fromYear`: that year and later
 * ones. `onlyUnfinished`: the years that an earlier run left in the middle. Answers the years built, or null where another
 * process held or took the lease; what it leaves then is taken up by the next run.
 */
export const rebuildSlices = procedure({
  name: "days.rebuildSlices",
  permission: "system",
  input: z.strictObject({
    fromYear: z.number().int().optional(),
    onlyUnfinished: z.boolean().optional(),
    /** Told after each part: how many are done and how many there are. */
    progress: z.custom<(done: number, all: number) => void>().optional(),
    lease: z.custom<Lease>().optional(),
  }),
  run: (ctx, { fromYear, onlyUnfinished, progress, lease: given }): Promise<number[] | null> =>
    underLease(ctx, daysLease, given, null, async (lease) => {
      const isWhole = fromYear === undefined && !onlyUnfinished;
      if (isWhole) await decideHeadings(ctx, lease);
      const known = await readSliceYears(ctx.db);
      const unfinished = new Set(known.filter(({ state }) => state === "building").map(({ year }) => year));
      const isWanted = (year: number) => year >= (fromYear ?? 0) && (!onlyUnfinished || unfinished.has(year));
      const wanted = known.map(({ year }) => year).filter(isWanted);
      if (onlyUnfinished && wanted.length === 0) return [];
      const headings = (await readAllHeadings(ctx.db)).filter(({ state }) => isWhole || state === "ready");
      const years = await buildYears(ctx, lease, { headings, isWanted, wanted, progress });
      if (isWhole) await leaseStep(ctx, lease, (inner) => setHeadingState(inner, headings, "ready"));
      return years;
    }),
});

type Wanted = {
  headings: readonly Heading[];
  isWanted: (year: number) => boolean;
  /** Of the years that have slices. */
  wanted: readonly number[];
  progress: ((done: number, all: number) => void) | undefined;
};

async function buildYears(ctx: Ctx, lease: Lease, { headings, isWanted, wanted, progress }: Wanted) {
  const build = await planBuild(ctx.db, headings);
  const closed = (await readClosedYears(ctx.db)).filter(({ year }) => isWanted(year));
  for (const year of wanted) {
    if (!closed.some((one) => one.year === year)) await dropYear(ctx, lease, year, build);
  }
  let all = 0;
  for (const built of closed) all += await partsOf(ctx.db, built);
  let done = 0;
  for (const built of closed) {
    await buildYear(ctx, lease, built, build, (parts) => {
      done += parts;
      progress?.(done, all);
    });
  }
  return closed.map(({ year }) => year);
}

async function decideHeadings(ctx: Ctx, lease: Lease): Promise<void> {
  const years = await readSliceYears(ctx.db);
  for (const heading of await listSuperfluous(ctx)) {
    await leaseStep(ctx, lease, (inner) => setHeadingState(inner, [heading], "building"));
    for (const { year } of years) await clearHeading(ctx, lease, year, heading);
    await leaseStep(ctx, lease, (inner) => removeHeading(inner, heading));
  }
  await leaseStep(ctx, lease, addQualifying);
}
