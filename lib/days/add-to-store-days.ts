import { z } from "zod";
import { command } from "@/lib/core/verb";
import { keepAdjustments } from "./adjustments";
import { addBusiness, addSales, addSlots, lockStoreDays } from "./internal";
import type { StoreDayAdditions, TouchedDays } from "./model";

/**
 * Counts what a transaction stored. Every touched store-day is locked in order of day: an open one takes the additions at
 * once, a closed one is marked dirty for the restater, a sealed one gets a waiting adjustment for a person to
 * confirm. Answers the state each day was found in. Additions are summed per row by the caller or here; order does not matter.
 */
export const addToStoreDays = command({
  name: "days.addToStoreDays",
  permission: "joined",
  input: z.custom<StoreDayAdditions>(),
  run: async (ctx, input, audit): Promise<TouchedDays> => {
    audit.none("the raw rows are the record of what was counted");
    const states = await lockStoreDays(ctx, input);
    const isOpen = ({ businessOn }: { businessOn: string }) => states.get(businessOn) === "open";
    await addBusiness(ctx.db, input.storeId, input.business.filter(isOpen));
    await addSales(ctx.db, input.storeId, input.sales.filter(isOpen));
    await addSlots(ctx.db, input.storeId, input.slots.filter(isOpen));
    const sealed = [...states].flatMap(([businessOn, state]) => (state === "sealed" ? [businessOn] : []));
    await keepAdjustments(ctx, input, sealed);
    return states;
  },
});
