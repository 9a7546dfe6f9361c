import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Allowed, checkForbidden, ruleNames } from "./checks/forbidden";
import { readFilesOf, readTree } from "./source";

const [query, raw, identifier, clock, databaseTime, environment, skipped, sleep] = ruleNames;

/** Where a rule does not hold, because it is made there. */
const allowed: Allowed = {
  [clock ?? ""]: [
    // The one clock of the product.
    "lib/core/context.ts",
    // Compared with times that BullMQ took from the process's clock.
    "lib/jobs/queue.ts",
  ],
  // The files that people import are no part of the repository; their absence is told and tested.
  [skipped ?? ""]: ["tests/integration/imports/real-files.test.ts"],
  [environment ?? ""]: [
    "lib/core/env.ts",
    // Next puts the value in when it builds.
    "proxy.ts",
    "playwright.config.ts",
    // What is measured is started with settings of its own.
    "tests/bench/bare-server.ts",
    "tests/bench/run.ts",
    // The settings of the processes under test are made here.
    "tests/support/settings.ts",
    "tests/support/database-global-setup.ts",
    "tests/support/database-setup.ts",
    "tests/support/portal-setup.ts",
    "tests/support/property.ts",
    "tests/support/servers.ts",
    "tests/support/zones.ts",
  ],
};

const sql = 'import { sql } from "drizzle-orm";\n';

test.each([
  ["lib/a/b.ts", "await ctx.db.query.stores.findMany();", query],
  ["scripts/a.ts", "await db.query.stores.findFirst();", query],
  ["lib/a/b.ts", `${sql}sql.raw(text);`, raw],
  ["tests/unit/a.test.ts", `${sql}const f = sql.raw;`, raw],
  ["lib/a/b.ts", `${sql}sql.identifier(column);`, identifier],
  ["lib/a/b.ts", "const at = new Date();", clock],
  ["components/a/b.tsx", "const at = Date.now();", clock],
  ["app/page.tsx", "const at = Date();", clock],
  ["lib/a/b.ts", `${sql}sql\`business_on = CURDATE()\`;`, databaseTime],
  ["lib/a/b.ts", `${sql}sql\`at < now(3)\`;`, databaseTime],
  ["lib/a/b.ts", `${sql}sql\`group by date(\${x})\`;`, databaseTime],
  ["lib/a/b.ts", `${sql}sql\`at < current_timestamp\`;`, databaseTime],
  ["lib/a/b.ts", "const url = process.env.DATABASE_URL;", environment],
  ["scripts/web.ts", "const { PORT } = process.env;", environment],
  ["tests/unit/a.test.ts", "test.skip('x', () => {});", skipped],
  ["tests/e2e/a.e2e.ts", "test.describe.only('x', () => {});", skipped],
  ["tests/unit/a.test.ts", "it.todo('x');", skipped],
  ["tests/e2e/a.e2e.ts", "await page.waitForTimeout(500);", sleep],
  ["tests/unit/a.test.ts", "await new Promise((resolve) => setTimeout(resolve, 10));", sleep],
  ["tests/unit/a.test.ts", 'import { setTimeout as p } from "node:timers/promises";\nawait p(10);', sleep],
])("in %s this is found: %s", (path, text, rule) => {
  const found = checkForbidden([{ path, text }], allowed);
  expect(found).toEqual([expect.stringMatching(new RegExp(`^${path.replace(/\./g, "\\.")}:\\d+ `))]);
  expect(found[0]).toContain(rule);
});

test.each([
  ["lib/a/b.ts", "const at = new Date(ms); const day = at.toISOString();"],
  ["lib/a/b.ts", `${sql}sql.identifier("code"); sql\`update_date = \${day}\`;`],
  ["lib/a/b.ts", "const connection = await pool.query(text);"],
  ["tests/unit/a.test.ts", "const late = setTimeout(stop, 10);"],
])("in %s this is not: %s", (path, text) => {
  expect(checkForbidden([{ path, text }], allowed)).toEqual([]);
});

test("nothing forbidden stands in the repository", () => {
  expect(checkForbidden(readTree(), allowed)).toEqual([]);
});

test("every file that is allowed something exists and needs it", () => {
  const without = Object.entries(allowed).flatMap(([rule, paths]) =>
    paths.flatMap((path) => {
      const others = paths.filter((other) => other !== path);
      const found = checkForbidden(readTree(), { ...allowed, [rule]: others });
      return found.length === 0 ? [`${path}: ${rule}`] : [];
    }),
  );
  expect(without).toEqual([]);
});

test("drizzle-kit push, which would change tables without a migration, is called nowhere", () => {
  const push = /drizzle-kit\W{1,8}push/;
  expect("npx drizzle-kit push").toMatch(push);
  expect('spawn("drizzle-kit", ["push"])').toMatch(push);
  const scripts = [...readFilesOf("scripts", /\.(ts|mjs)$/), ...readFilesOf(".ci", /./)];
  const texts = [...scripts, { path: "package.json", text: readFileSync("package.json", "utf8") }];
  expect(texts.filter(({ text }) => push.test(text)).map(({ path }) => path)).toEqual([]);
});
