import type { Ctx } from "@/lib/core/context";
import type { Lease } from "@/lib/core/lease";
import { planBuild } from "./build-headings";
import { buildHeadingYear, readClosedYears } from "./build-years";
import { clearHeading } from "./clear-slices";
import { leaseStep } from "./lease-step";
import { readAllHeadings, setHeadingState } from "./qualifying-headings";
import { readSliceYears } from "./slice-years";

/**
 * Builds every heading that is `building`, in all years that are ready, and makes it ready; answers how many. Years that are
 * being built take them up by themselves. A crash leaves them building, and the next run begins anew.
 */
export async function buildWaitingHeadings(ctx: Ctx, lease: Lease): Promise<number> {
  const headings = (await readAllHeadings(ctx.db)).filter(({ state }) => state === "building");
  if (headings.length === 0) return 0;
  const build = await planBuild(ctx.db, headings);
  const closed = await readClosedYears(ctx.db);
  for (const { year, state, throughOn } of await readSliceYears(ctx.db)) {
    for (const heading of headings) await clearHeading(ctx, lease, year, heading);
    const firstOn = closed.find((one) => one.year === year)?.firstOn;
    if (state !== "ready" || throughOn === null || firstOn === undefined) continue;
    await buildHeadingYear(ctx, lease, { year, firstOn, throughOn }, build);
  }
  await leaseStep(ctx, lease, (inner) => setHeadingState(inner, headings, "ready"));
  return headings.length;
}
