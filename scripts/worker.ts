import { runWorker } from "@/lib/jobs/worker";
import { runScript } from "./run-script";

/** Relays events, closes and restates days until it is told to stop; then it finishes what it has begun. */
runScript("worker", runWorker);
