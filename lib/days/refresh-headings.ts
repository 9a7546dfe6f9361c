import { z } from "zod";
import { type Lease, underLease } from "@/lib/core/lease";
import { procedure } from "@/lib/core/verb";
import { buildWaitingHeadings } from "./build-waiting-headings";
import { daysLease, leaseStep } from "./lease-step";
import { addQualifying } from "./qualifying-headings";

/**
 * Gives slices to the headings that have come to qualify: new branches, regions and owners with enough stores. They are read
 * once they are complete. Answers how many were built; null where another process held or took the lease. A heading that
 * qualifies no more keeps its slices until all are rebuilt.
 */
export const refreshHeadings = procedure({
  name: "days.refreshHeadings",
  permission: "system",
  input: z.strictObject({ lease: z.custom<Lease>().optional() }),
  run: (ctx, { lease: given }): Promise<number | null> =>
    underLease(ctx, daysLease, given, null, async (lease) => {
      await leaseStep(ctx, lease, addQualifying);
      return buildWaitingHeadings(ctx, lease);
    }),
});
