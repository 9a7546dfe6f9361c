import type { Ctx } from "@/lib/core/context";
import { rebuildSlices } from "@/lib/days/rebuild-slices";
import { markSlices } from "./marks";
import type { DemoProgress } from "./parts";

/** Builds the slices of all that the first load brought, and says so. Throws when another process is writing slices. */
export async function buildDemoSlices(ctx: Ctx, progress: DemoProgress): Promise<void> {
  const years = await rebuildSlices(ctx, { progress });
  if (years === null)
    throw new Error("Another process is writing slices; run the demo again when it has ended.");
  await markSlices(ctx);
}
