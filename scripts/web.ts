import { runWeb } from "@/lib/web/server";
import { runScript } from "./run-script";

/** Serves the portal and its APIs on HOST and PORT until it is told to stop; then it finishes what it has begun. */
runScript("web", runWeb);
