import { afterAll, inject } from "vitest";
import { settingsFor } from "./settings";

/**
 * Before anything of ours is loaded, because settings are read once: the worker's own database is named in the environment,
 * made and migrated if it is the worker's first file.
 */
const settings = settingsFor(inject("runId"), process.env.VITEST_POOL_ID ?? "1");
Object.assign(process.env, settings);

const { createDatabase } = await import("./test-databases");
const { migrateDatabase } = await import("@/lib/core/migrate");
const { closeTestDatabase } = await import("./database");

await createDatabase(settings.DATABASE_ADMIN_URL);
await migrateDatabase();

afterAll(closeTestDatabase);
