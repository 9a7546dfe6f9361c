import { defineConfig } from "drizzle-kit";

/** Only `generate` is used: migrations are reviewed and run by `npm run migrate`, never pushed. */
export default defineConfig({ dialect: "mysql", schema: "./db/schema/index.ts", out: "./db/migrations" });
