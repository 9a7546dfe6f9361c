/** Stored value lists of tables that belong to no domain. */
export const outboxStates = ["due", "sent", "dead"] as const;
export type OutboxState = (typeof outboxStates)[number];
