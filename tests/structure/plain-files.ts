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
  "lib/days/add-to-slices.ts": { reason: "the SQL from staging into every slice" },
  "lib/days/build-headings.ts": { reason: "a day's slices of headings, for rebuilding and for new headings" },
  "lib/days/build-stores.ts": {
    reason: "a day's slices of stores, and a third's of their goods, for rebuilding",
  },
  "lib/days/build-waiting-headings.ts": {
    reason: "headings that are building, for two verbs that leave such",
  },
  "lib/days/build-years.ts": { reason: "a year's slices, part by part" },
  "lib/days/carry-slices.ts": { reason: "the SQL that copies slices onto later days" },
  "lib/days/checked-levels.ts": { reason: "what each level of slices must add up to" },
  "lib/days/clear-slices.ts": { reason: "slices are deleted a part at a time, for rebuilding" },
  "lib/days/compare-slices.ts": { reason: "the SQL that compares slices with daily rows" },
  "lib/days/headings.ts": { reason: "under which headings a store-day stands" },
  "lib/days/lease-step.ts": {
    reason: "the writer's lease and its transactions; the sweep holds the same lease",
    isShared: true,
  },
  "lib/days/qualifying-headings.ts": { reason: "which headings have slices of their own" },
  "lib/days/adjustments.ts": {
    reason: "what waits on a sealed day and how it is quoted, for uploads, the list and the decision",
  },
  "lib/days/add-figures.ts": { reason: "how a counted adjustment changes daily rows, for the decision" },
  "lib/days/archive-file.ts": { reason: "the form of an archive file, for writing and reading back" },
  "lib/days/archive-rows.ts": {
    reason: "which raw rows an archive takes, and how they leave the tables and come back",
  },
  "lib/days/read-archive.ts": {
    reason: "finds, checks and reads archive files, for restoring and for late uploads",
  },
  "lib/days/raw-figures.ts": { reason: "what the figures of a day are, for restating and for rebuilding" },
  "lib/days/replace-figures.ts": { reason: "how daily rows become what the raw rows say, for the same two" },
  "lib/days/revisions.ts": { reason: "what a revision tells" },
  "lib/days/settle-days.ts": { reason: "settling, for closing, restating and adjusting" },
  "lib/days/settle-waiting.ts": { reason: "closing and restating are the same work on other days" },
  "lib/days/slice-years.ts": { reason: "how far slices reach, and the steps to get further" },
  "lib/days/staging.ts": { reason: "the differences of a transaction, before they go into slices" },
  "lib/days/store-days.ts": { reason: "naming store-days in a condition" },
  "lib/days/store-ranges.ts": {
    reason: "all stores in parts, for long work; the sweep goes through them too",
    isShared: true,
  },
  "lib/days/sums.ts": { reason: "columns of measures in statements" },
  "lib/days/waiting-days.ts": { reason: "which days wait to be closed or restated, and in which order" },
  "lib/masterdata/change-ownerships.ts": {
    reason: "the one writer of ownership history, for verbs that change owners",
  },
  "lib/masterdata/note-moves.ts": { reason: "tells the writer of slices what comes under other headings" },
  "lib/masterdata/record-outcome.ts": {
    reason: "how a batch of master rows is logged; goods are such too",
    isShared: true,
  },
  "lib/masterdata/search-keys.ts": { reason: "pinyin and initials, for the writer and the search" },
  "lib/orders/content-hash.ts": {
    reason: "what makes two sendings of an item the same; loaded demo rows carry it too",
    isShared: true,
  },
  "lib/orders/contributions.ts": { reason: "what orders add to figures, computed from their raw rows alone" },
  "lib/orders/count-orders.ts": {
    reason: "counts the difference of two pictures, for every verb that stores",
  },
  "lib/orders/show-instants.ts": {
    reason: "an order's row follows from what was told, for orders and events",
  },
  "lib/orders/show-refunds.ts": { reason: "a refund's order day and state, for orders and refunds" },
  "lib/statistics/business-sums.ts": { reason: "the sums of business that every business verb is made of" },
  "lib/statistics/daily-sums.ts": { reason: "sums of daily rows: open days and years without slices" },
  "lib/statistics/heading-days.ts": { reason: "what the slices of a heading hold, for the planner" },
  "lib/statistics/measure-sums.ts": { reason: "adds up measures from several statements, for all sums" },
  "lib/statistics/planner.ts": { reason: "decides which slices, edge days and headings serve a question" },
  "lib/statistics/sales-sums.ts": { reason: "the sums of sales that every sales verb is made of" },
  "lib/statistics/segments.ts": { reason: "the store-days of scope and filter, store by store" },
  "lib/statistics/slice-sums.ts": { reason: "sums of slices of headings and stores" },
  "lib/statistics/stats-filter.ts": {
    reason: "codes of a filter become ids, and the condition on store-days",
  },
  "lib/statistics/store-goods-sums.ts": { reason: "sums of slices by store and SKU, with their edge days" },
  "lib/statistics/sales-file.ts": { reason: "columns and facts of a file of sales" },
  "lib/statistics/sales-rows.ts": { reason: "the rows that list and file have in common" },
  "lib/statistics/business-comparison.ts": {
    reason: "what business figures are set against, also within today",
  },
  "lib/statistics/business-figures.ts": {
    reason: "measures become what a reader is shown, for list, overview and home",
  },
  "lib/statistics/business-file.ts": { reason: "columns and facts of a file of business statistics" },
  "lib/statistics/business-parts.ts": { reason: "pay kinds and half hours, for list and overview" },
  "lib/statistics/business-rows.ts": { reason: "the rows that list and file have in common" },
  "lib/statistics/business-trend.ts": { reason: "the points of the overview's trend" },
  "lib/statistics/cancelled-orders.ts": { reason: "orders that count nowhere, told by the overview" },
  "lib/statistics/changes.ts": { reason: "what changed since a download, for either report" },
  "lib/statistics/home-sums.ts": { reason: "the sums of today that home is made of" },
  "lib/statistics/ranking.ts": { reason: "ranks, sorting and counterparts, for both lists" },
  "lib/statistics/report-file.ts": { reason: "what the files of both reports have in common" },
  "lib/statistics/running-days.ts": { reason: "which business day is in progress where brands differ" },
  "lib/statistics/store-uploads.ts": { reason: "stores that do not upload, for overview and home" },
};

/** Verbs that only their own folder may call, because what they do must have been decided before. */
export const privateVerbs: Readonly<Record<string, string>> = {
  "lib/days/extend-slices.ts": "one transaction of closing and restating, under the lease that these hold",
  "lib/days/settle-store-days.ts": "as extend-slices.ts",
  "lib/accounts/record-log-in.ts":
    "opens a session for whichever account it is given; log-in has checked the password",
  "lib/accounts/update-own-password.ts":
    "stores whichever hash it is given; the change of a password has checked the old one",
};

/** Rights that no verb asks for by its spec, and the file that asks instead. */
export const rightsAskedInside: Readonly<Record<string, string>> = {
  "stats.daysBeforeOwnership": "lib/core/store-scope.ts",
};
