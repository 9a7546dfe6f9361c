import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const pathOf = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** Two cores, so two workers at most; a worker has a database of its own (tests/support/database-setup.ts). */
const workersMax = 2;

function project(name: string, testTimeout: number, setupFiles: string[] = []) {
  return {
    extends: true as const,
    test: {
      name,
      include: [`tests/${name}/**/*.test.{ts,tsx,mjs}`],
      testTimeout,
      hookTimeout: Math.max(testTimeout, 60_000),
      setupFiles: ["tests/support/console-setup.ts", ...setupFiles],
    },
  };
}

function databaseProject(name: string, testTimeout: number) {
  const base = project(name, testTimeout, ["tests/support/database-setup.ts"]);
  return { ...base, test: { ...base.test, globalSetup: ["tests/support/database-global-setup.ts"] } };
}

export default defineConfig({
  resolve: {
    alias: {
      "@": pathOf("."),
      // It throws outside of a server bundle, which is what it is for.
      "server-only": pathOf("tests/support/empty.ts"),
    },
  },
  test: {
    environment: "node",
    pool: "forks",
    maxWorkers: workersMax,
    clearMocks: true,
    allowOnly: false,
    coverage: { include: ["{app,components,db,lib,scripts}/**/*.{ts,tsx,mjs}", "proxy.ts"] },
    projects: [
      project("unit", 20_000),
      project("structure", 60_000),
      project("bootstrap", 60_000),
      databaseProject("integration", 60_000),
      databaseProject("http", 120_000),
    ],
  },
});
