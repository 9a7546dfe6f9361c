import type { Domain } from "./domain-order";

/** The domain that writes a table, or the file of core that does; nobody else inserts, updates or deletes. */
export const tableOwners: Readonly<Record<string, Domain | string>> = {
  merchants: "masterdata",
  brands: "masterdata",
  brand_cut_offs: "masterdata",
  regions: "masterdata",
  stores: "masterdata",
  store_ownerships: "masterdata",
  store_statuses: "masterdata",
  skus: "catalog",
  sku_prices: "catalog",
  roles: "roles",
  permissions: "roles",
  role_permissions: "roles",
  accounts: "accounts",
  account_stores: "accounts",
  account_limits: "accounts",
  sessions: "accounts",
  refresh_tokens: "accounts",
  known_browsers: "accounts",
  login_events: "accounts",
  login_throttles: "accounts",
  store_days: "days",
  business_daily: "days",
  business_slots: "days",
  sales_daily: "days",
  upload_keys: "orders",
  order_refs: "orders",
  pending_tickets: "orders",
  orders: "orders",
  order_lines: "orders",
  order_payments: "orders",
  order_events: "orders",
  refunds: "orders",
  refund_lines: "orders",
  weigh_tickets: "orders",
  ticket_voids: "orders",
  operation_logs: "lib/core/audit.ts",
  outbox: "lib/core/outbox.ts",
  inbox: "jobs",
  leases: "jobs",
  database_marks: "demo",
};

/** Files or folders that write tables of others, each with its reason. */
export const foreignWriters: Readonly<Record<string, { tables: readonly string[] | "all"; reason: string }>> =
  {
    "lib/demo/": {
      tables: "all",
      reason: "millions of rows go past the verbs, into a database that is empty or marked as demo",
    },
    "lib/jobs/outbox-rows.ts": {
      tables: ["outbox"],
      reason: "the relay takes, moves and ends what core has written",
    },
    "lib/web/health.ts": { tables: ["leases"], reason: "readiness is a write that is taken back" },
  };
