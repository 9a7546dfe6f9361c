import type { Ctx } from "@/lib/core/context";
import { log } from "@/lib/core/log";
import { seldom } from "@/lib/core/seldom";
import { openDemoLife } from "@/lib/demo/live";
import { idle } from "./idle";

/** Keeps the demo chain selling until `signal`; what fails is tried again in the next round. */
export async function runLivingDay(ctx: Ctx, signal: AbortSignal): Promise<void> {
  const life = openDemoLife();
  const report = seldom(60_000, (error: unknown, leftOut) => {
    log().warn({ error: String(error), leftOut }, "the demo's sales wait for the next round");
  });
  while (!signal.aborted) {
    await life.live(ctx, signal).catch(report);
    await idle(life.paceMs(), signal);
  }
}
