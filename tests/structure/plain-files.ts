/**
 * Files of a domain that are neither a verb nor model.ts, schemas.ts or internal.ts, each with the reason why it stands by
 * itself. They are as private to their folder as internal.ts is, unless said. A new entry is a decision.
 */
export const plainFiles: Readonly<Record<string, { reason: string; isShared?: true }>> = {
  "lib/accounts/common-passwords.ts": { reason: "a list, looked up by every verb that takes a new password" },
  "lib/accounts/password.ts": {
    reason: "hashing is no deed of a caller; demo accounts need it too",
    isShared: true,
  },
  "lib/accounts/throttle.ts": {
    reason: "counts outside of transactions, for every verb that takes a password",
  },
  "lib/days/raw-figures.ts": { reason: "what the figures of a day are, for restating and for rebuilding" },
  "lib/days/replace-figures.ts": { reason: "how daily rows become what the raw rows say, for the same two" },
  "lib/masterdata/change-ownerships.ts": {
    reason: "the one writer of ownership history, for verbs that change owners",
  },
  "lib/masterdata/record-outcome.ts": {
    reason: "how a batch of master rows is logged; goods are such too",
    isShared: true,
  },
  "lib/masterdata/search-keys.ts": { reason: "pinyin and initials, for the writer and the search" },
  "lib/orders/contributions.ts": { reason: "what orders add to figures, computed from their raw rows alone" },
  "lib/orders/count-orders.ts": {
    reason: "counts the difference of two pictures, for every verb that stores",
  },
  "lib/orders/show-instants.ts": {
    reason: "an order's row follows from what was told, for orders and events",
  },
  "lib/orders/show-refunds.ts": { reason: "a refund's order day and state, for orders and refunds" },
  "lib/statistics/sales-file.ts": { reason: "columns and facts of a file of sales" },
  "lib/statistics/sales-rows.ts": { reason: "the rows that list and file have in common" },
};

/** Verbs that only their own folder may call, because what they do must have been decided before. */
export const privateVerbs: Readonly<Record<string, string>> = {
  "lib/accounts/record-log-in.ts":
    "opens a session for whichever account it is given; log-in has checked the password",
  "lib/accounts/update-own-password.ts":
    "stores whichever hash it is given; the change of a password has checked the old one",
};

/** Rights that no verb asks for by its spec, and the file that asks instead. */
export const rightsAskedInside: Readonly<Record<string, string>> = {
  "stats.daysBeforeOwnership": "lib/core/store-scope.ts",
};
