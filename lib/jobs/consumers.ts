import type { Consumer } from "./deliver";
import type { JobQueue } from "./queue";
import { restateDirtyDays } from "./sweep-days";

/** Every effect of every topic. */
export function allConsumers(queue: Pick<JobQueue, "publish">, signal: AbortSignal): Consumer[] {
  return [
    {
      name: "days.restate",
      topic: "days.restate_wanted",
      effect: "repeatable",
      // The dirty marks in store_days say what is to be done; the event only says that it is time.
      run: (ctx) => restateDirtyDays(ctx, signal),
    },
    {
      name: "masterdata.broadcast",
      topic: "masterdata.stores_changed",
      effect: "repeatable",
      run: (_ctx, { id, payload }) =>
        queue.publish("masterdata", { event: id, payload: JSON.stringify(payload) }),
    },
  ];
}
