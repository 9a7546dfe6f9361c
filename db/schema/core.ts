import { index, int, mysqlTable, primaryKey, varchar } from "drizzle-orm/mysql-core";
import { code, id, instant, json, state } from "@/db/columns";
import { outboxStates } from "@/db/enums/core";

/** A row is an effect that is to happen outside the database, written in the transaction that caused it. */
export const outbox = mysqlTable(
  "outbox",
  {
    id: id(),
    topic: code("topic", 64).notNull(),
    /** Ids and numbers only; the consumer reads the rest. */
    payload: json<Record<string, unknown>>("payload").notNull(),
    createdAt: instant("created_at").notNull(),
    state: state("state", outboxStates).notNull().default("due"),
    /** Not before; moved into the future by a lease and by back-off. */
    nextAt: instant("next_at").notNull(),
    attempts: int("attempts", { unsigned: true }).notNull().default(0),
    lastError: varchar("last_error", { length: 255 }),
    requestId: code("request_id", 64).notNull(),
  },
  // Serves: the relay's next batch.
  (table) => [index("outbox_state_next_at_idx").on(table.state, table.nextAt)],
);

/** A row says that a consumer has dealt with an outbox row; a second delivery finds it. */
export const inbox = mysqlTable(
  "inbox",
  {
    consumer: code("consumer", 64).notNull(),
    eventId: code("event_id", 64).notNull(),
    at: instant("at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.consumer, table.eventId] })],
);

/** A row is a lease: who may do a job that only one process does, with a token that grows at each change of hands. */
export const leases = mysqlTable("leases", {
  name: code("name", 64).primaryKey(),
  holder: code("holder", 64).notNull(),
  fencingToken: int("fencing_token", { unsigned: true }).notNull(),
  expiresAt: instant("expires_at").notNull(),
});

/** A row is a fact about this database itself: `demo` marks one that may hold demo data and known passwords. */
export const databaseMarks = mysqlTable("database_marks", {
  name: code("name", 64).primaryKey(),
  value: varchar("value", { length: 255 }).notNull(),
  at: instant("at").notNull(),
});
