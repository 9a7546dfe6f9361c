import { z } from "zod";
import { command } from "@/lib/core/verb";
import { endSessions, ownActor } from "./internal";

/** Ends the caller's own session; every token that carries it is refused from the next request on. */
export const logOut = command({
  name: "accounts.logOut",
  permission: "signedIn",
  input: z.strictObject({}),
  run: async (ctx, _input, audit): Promise<null> => {
    const actor = ownActor(ctx);
    await endSessions(ctx, { sessionId: actor.sessionId, ending: "log_out" });
    audit.record({ action: "account.logged_out", subjectType: "account", subjectKey: actor.accountNumber });
    return null;
  },
});
