import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const long = (lines: number) =>
  `export function long() {\n${"  step();\n".repeat(lines)}}\nfunction step() {}\n`;

/** A file that breaks a rule, by the rule that has to find it. */
const planted: readonly (readonly [rule: string, path: string, text: string])[] = [
  ["style/noRestrictedImports", "app/a/page.tsx", 'export { sql } from "drizzle-orm";\n'],
  ["style/noRestrictedImports", "app/b/page.tsx", 'export { stores } from "@/db/schema/masterdata";\n'],
  ["style/noRestrictedImports", "components/a/c.tsx", 'export { a } from "@/db/client";\n'],
  ["style/noRestrictedImports", "components/a/d.tsx", 'export { a } from "@/lib/http/route";\n'],
  ["style/noRestrictedImports", "components/a/e.tsx", 'export { a } from "@/lib/masterdata/list-stores";\n'],
  ["style/noRestrictedImports", "components/a/f.tsx", 'export { a } from "@/lib/core/env";\n'],
  ["style/noRestrictedImports", "components/ui/g.tsx", 'export { a } from "@/components/layout/frame";\n'],
  ["style/noRestrictedImports", "components/ui/h.tsx", 'export { useRouter } from "next/navigation";\n'],
  ["style/noRestrictedImports", "lib/core/i.ts", 'export { a } from "@/lib/masterdata/model";\n'],
  ["style/noRestrictedImports", "lib/stores/j.ts", 'export { headers } from "next/headers";\n'],
  ["style/noRestrictedImports", "lib/stores/k.ts", 'export { a } from "@/components/ui/button";\n'],
  ["style/noRestrictedImports", "lib/stores/model.ts", 'export { a } from "@/lib/core/store-scope";\n'],
  ["style/noRestrictedImports", "lib/stores/schemas.ts", 'export { a } from "./internal";\n'],
  ["style/noRestrictedImports", "lib/stores/old-model.ts", 'export { a } from "@/lib/core/env";\n'],
  ["style/noRestrictedImports", "db/l.ts", 'export { a } from "@/lib/core/time";\n'],
  ["suspicious/noExplicitAny", "lib/stores/m.ts", "export const m: any = 1;\n"],
  ["style/noNonNullAssertion", "lib/stores/n.ts", "export const n = [1][0]!;\n"],
  ["style/noDefaultExport", "lib/stores/o.ts", "export default 1;\n"],
  ["style/noProcessEnv", "lib/stores/p.ts", "export const p = process.env.PORT;\n"],
  [
    "nursery/noFloatingPromises",
    "lib/stores/q.ts",
    "async function q() {}\nexport function r() {\n  q();\n}\n",
  ],
  ["performance/noBarrelFile", "lib/stores/index.ts", 'export { p } from "./p";\n'],
  ["suspicious/noImportCycles", "lib/stores/s.ts", 'import { t } from "./t";\n\nexport const s = () => t;\n'],
  ["suspicious/noImportCycles", "lib/stores/t.ts", 'import { s } from "./s";\n\nexport const t = () => s;\n'],
  ["complexity/noExcessiveLinesPerFunction", "lib/stores/u.ts", long(61)],
  ["complexity/noExcessiveLinesPerFunction", "components/a/v.ts", long(101)],
  ["suspicious/noConsole", "lib/stores/w.ts", 'console.log("x");\n'],
  [
    "suspicious/noSkippedTests",
    "tests/unit/x.test.ts",
    'import { test } from "vitest";\n\ntest.skip("x", () => {});\n',
  ],
  ["style/useFilenamingConvention", "lib/stores/NotKebab.ts", "export const x = 1;\n"],
  [
    "style/noNestedTernary",
    "lib/stores/y.ts",
    "export const y = (a: boolean, b: boolean) => (a ? 1 : b ? 2 : 3);\n",
  ],
];

/** Files that keep within the rules although they look alike. */
const allowed: readonly (readonly [path: string, text: string])[] = [
  ["app/a/layout.tsx", "export default function Layout() {\n  return null;\n}\n"],
  ["components/a/fine.tsx", 'export type { StoreRow } from "@/lib/masterdata/model";\n'],
  ["components/a/too.tsx", 'export type { Row } from "@/lib/masterdata/old-model";\n'],
  ["components/a/long.ts", long(99)],
  ["lib/core/env.ts", "export const p = process.env.PORT;\n"],
  ["lib/stores/long.ts", long(59)],
  ["db/schema/index.ts", 'export * from "./orders";\n'],
];

const folder = mkdtempSync(join(tmpdir(), "biome-"));
let found: string[] = [];

beforeAll(() => {
  for (const file of ["biome.json", ".gitignore", "package.json", "tsconfig.json"])
    cpSync(file, join(folder, file));
  for (const [path, text] of [...planted.map(([, path, text]) => [path, text] as const), ...allowed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const args = ["lint", "--reporter=json", "--max-diagnostics=none", "."];
  const { stdout } = spawnSync(resolve("node_modules/.bin/biome"), args, { cwd: folder, encoding: "utf8" });
  const report: { diagnostics: { category: string; location: { path: string | { file: string } } }[] } =
    JSON.parse(stdout);
  found = report.diagnostics.map(({ category, location: { path } }) => {
    return `${category.replace("lint/", "")} ${(typeof path === "string" ? path : path.file).replace(/^\.\//, "")}`;
  });
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test.each(planted)("the linter's rule %s finds %s", (rule, path) => {
  expect(found).toContain(`${rule} ${path}`);
});

test.each(allowed)("the linter lets %s be", (path) => {
  expect(found.filter((line) => line.endsWith(` ${path}`))).toEqual([]);
});
