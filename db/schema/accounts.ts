import { sql } from "drizzle-orm";
import { boolean, index, int, mysqlTable, primaryKey, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { code, id, instant, lifecycle, ref, sha256, smallRef, state } from "@/db/columns";
import {
  accountKinds,
  accountLimitKinds,
  accountStatuses,
  loginOutcomes,
  sessionEndings,
  sessionKinds,
} from "@/db/enums/accounts";
import { merchants, stores } from "./masterdata";
import { roles } from "./roles";

/** A row is an account of a person. The super account has id 1 and nobody else. */
export const accounts = mysqlTable(
  "accounts",
  {
    id: id(),
    merchantId: ref("merchant_id")
      .notNull()
      .references(() => merchants.id),
    kind: state("kind", accountKinds).notNull(),
    /** Null for the super account; the super account for main and head-office ones; the main account for staff. */
    parentId: ref("parent_id"),
    /** 编号; a main account's is its merchant's code. */
    accountNumber: code("account_number", 32).notNull(),
    realName: varchar("real_name", { length: 60 }).notNull(),
    phone: code("phone", 20),
    /** argon2id in PHC form. */
    passwordHash: varchar("password_hash", { length: 255 }).notNull(),
    /** Null for the super account, which holds every right. */
    roleId: ref("role_id").references(() => roles.id),
    status: state("status", accountStatuses).notNull().default("enabled"),
    mustChangePassword: boolean("must_change_password").notNull().default(false),
    lastLoginAt: instant("last_login_at"),
    /** Set on deletion, which frees number and phone. */
    deletedAt: instant("deleted_at"),
    /** Null once deleted: the two unique keys hold among live accounts only. */
    liveNumber: code("live_number", 32).generatedAlwaysAs(sql`if(deleted_at is null, account_number, null)`, {
      mode: "virtual",
    }),
    livePhone: code("live_phone", 20).generatedAlwaysAs(sql`if(deleted_at is null, phone, null)`, {
      mode: "virtual",
    }),
    ...lifecycle(),
  },
  (table) => [
    uniqueIndex("accounts_live_number_uq").on(table.liveNumber),
    uniqueIndex("accounts_live_phone_uq").on(table.livePhone),
    // Serve: the staff of a main account; the accounts that a role change touches.
    index("accounts_parent_id_idx").on(table.parentId),
    index("accounts_role_id_idx").on(table.roleId),
  ],
);

/** A row grants a store to a staff account; it rests while the parent's scope does not hold the store. */
export const accountStores = mysqlTable(
  "account_stores",
  {
    accountId: ref("account_id")
      .notNull()
      .references(() => accounts.id),
    storeId: smallRef("store_id")
      .notNull()
      .references(() => stores.id),
  },
  (table) => [
    primaryKey({ columns: [table.accountId, table.storeId] }),
    // Serves: who can see a store.
    index("account_stores_store_id_idx").on(table.storeId),
  ],
);

/** A row limits a head-office account to a region's subtree or a branch's stores; no row means no limit. */
export const accountLimits = mysqlTable(
  "account_limits",
  {
    accountId: ref("account_id")
      .notNull()
      .references(() => accounts.id),
    kind: state("kind", accountLimitKinds).notNull(),
    /** Region id or merchant id, by `kind`. */
    targetId: ref("target_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.accountId, table.kind, table.targetId] })],
);

/** A row is a session. Every token carries only its secret; the row is looked up at each request. */
export const sessions = mysqlTable(
  "sessions",
  {
    id: id(),
    tokenHash: sha256("token_hash").notNull(),
    accountId: ref("account_id")
      .notNull()
      .references(() => accounts.id),
    kind: state("kind", sessionKinds).notNull(),
    createdAt: instant("created_at").notNull(),
    /** Moved at most once a minute. */
    lastSeenAt: instant("last_seen_at").notNull(),
    /** Seconds of silence after which the session ends. */
    idleSeconds: int("idle_seconds", { unsigned: true }).notNull(),
    absoluteEndAt: instant("absolute_end_at").notNull(),
    endedAt: instant("ended_at"),
    ending: state("ending", sessionEndings),
    address: code("address", 45).notNull(),
    userAgent: varchar("user_agent", { length: 255 }).notNull(),
  },
  (table) => [
    uniqueIndex("sessions_token_hash_uq").on(table.tokenHash),
    // Serves: own sessions, and ending all of an account.
    index("sessions_account_id_idx").on(table.accountId, table.endedAt),
  ],
);

/** A row is a refresh token that was handed out; a second use of one ends the session. */
export const refreshTokens = mysqlTable(
  "refresh_tokens",
  {
    tokenHash: sha256("token_hash").primaryKey(),
    sessionId: ref("session_id")
      .notNull()
      .references(() => sessions.id),
    createdAt: instant("created_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [index("refresh_tokens_session_id_idx").on(table.sessionId)],
);

/** A row is a browser in which an account has logged in before; it has its own allowance of attempts. */
export const knownBrowsers = mysqlTable(
  "known_browsers",
  {
    tokenHash: sha256("token_hash").notNull(),
    accountId: ref("account_id")
      .notNull()
      .references(() => accounts.id),
    createdAt: instant("created_at").notNull(),
    lastUsedAt: instant("last_used_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.tokenHash, table.accountId] })],
);

/** A row is an attempt to log in, with how it ended. No foreign key: it outlives the account. */
export const loginEvents = mysqlTable(
  "login_events",
  {
    id: id(),
    at: instant("at").notNull(),
    /** Null where no such account exists. */
    accountId: ref("account_id"),
    /** What was typed, cut to the column. */
    accountTyped: varchar("account_typed", { length: 64 }).notNull(),
    outcome: state("outcome", loginOutcomes).notNull(),
    kind: state("kind", sessionKinds).notNull(),
    address: code("address", 45).notNull(),
    userAgent: varchar("user_agent", { length: 255 }).notNull(),
    requestId: code("request_id", 64).notNull(),
  },
  (table) => [
    index("login_events_account_id_idx").on(table.accountId, table.at),
    index("login_events_at_idx").on(table.at),
  ],
);

/** A row counts log-in attempts of a key while Redis is away. */
export const loginThrottles = mysqlTable("login_throttles", {
  key: sha256("key").primaryKey(),
  points: int("points", { unsigned: true }).notNull(),
  expiresAt: instant("expires_at").notNull(),
});
