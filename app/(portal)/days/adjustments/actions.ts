"use server";

import { decideAdjustment } from "@/lib/days/decide-adjustment";
import { type ActionState, action } from "@/lib/http/action";

const run = action(decideAdjustment);

export async function decideAdjustmentAction(previous: ActionState, form: FormData): Promise<ActionState> {
  return run(previous, form);
}
