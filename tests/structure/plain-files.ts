/**
 * Files of a domain that are neither a verb nor model.ts, schemas.ts or internal.ts, each with the reason why it is needed.
 * Not a place to put things: a new entry is a decision.
 */
export const plainFiles: Readonly<Record<string, string>> = {
  "lib/accounts/password.ts":
    "hashing and comparing are no deed of a caller: log-in, change and reset share them",
};

/** Rights that no verb asks for by its spec, and the file that asks instead. */
export const rightsAskedInside: Readonly<Record<string, string>> = {
  "stats.daysBeforeOwnership": "lib/core/store-scope.ts",
};
