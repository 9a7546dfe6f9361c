/** Tables to which the application's user may only add; every other table it may read and change. */
export const appendOnlyTables: ReadonlySet<string> = new Set(["operation_logs", "login_events"]);

/** Tables that only migrations write. */
export const readOnlyTables: ReadonlySet<string> = new Set(["__drizzle_migrations", "calendar_days"]);
