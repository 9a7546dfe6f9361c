import { index, mysqlTable, varchar } from "drizzle-orm/mysql-core";
import { code, id, instant, json, ref } from "@/db/columns";

/** A row is something that somebody did, written in the transaction of the change. Append only; no foreign keys. */
export const operationLogs = mysqlTable(
  "operation_logs",
  {
    id: id(),
    at: instant("at").notNull(),
    /** user, device, member, provider or system. */
    actorType: code("actor_type", 16).notNull(),
    /** Account id where the actor is a user. */
    actorId: ref("actor_id"),
    actorName: varchar("actor_name", { length: 80 }).notNull(),
    /** Account that is being viewed as; null otherwise. */
    actingForId: ref("acting_for_id"),
    merchantId: ref("merchant_id"),
    /** Name of the deed: "account.password_changed". */
    action: code("action", 64).notNull(),
    subjectType: code("subject_type", 32).notNull(),
    /** Business number or code of the row, never its id. */
    subjectKey: varchar("subject_key", { length: 120 }).notNull(),
    before: json<unknown>("before"),
    after: json<unknown>("after"),
    address: code("address", 45).notNull(),
    userAgent: varchar("user_agent", { length: 255 }).notNull(),
    requestId: code("request_id", 64).notNull(),
  },
  (table) => [
    index("operation_logs_at_idx").on(table.at),
    index("operation_logs_subject_idx").on(table.subjectType, table.subjectKey),
    index("operation_logs_actor_id_idx").on(table.actorId, table.at),
  ],
);
