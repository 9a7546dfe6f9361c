import { expect, test } from "vitest";
import { checkArrows } from "./checks/arrows";
import { readTree } from "./source";

function planted(path: string, specifier: string): string[] {
  return checkArrows([{ path, text: `import { x } from "${specifier}";\n` }]);
}

test.each([
  [
    "components/stores/list.tsx",
    "@/db/schema/masterdata",
    "components of a domain may not import db/schema/masterdata",
  ],
  ["components/stores/list.tsx", "@/lib/masterdata/list-stores", "components of a domain may not import"],
  ["components/stores/list.tsx", "@/components/statistics/filter", "components of a domain may not import"],
  ["components/stores/list.tsx", "@/app/(portal)/actions", "components of a domain may not import"],
  ["components/stores/list.tsx", "@/lib/http/load", "components of a domain may not import"],
  ["components/ui/button.tsx", "@/components/layout/sidebar", "primitives may not import"],
  ["components/ui/button.tsx", "@/lib/masterdata/model", "primitives may not import"],
  ["components/stores/list.tsx", "drizzle-orm", "only lib and db may import drizzle-orm"],
  ["components/stores/list.tsx", "node:fs", "a file that reaches the browser may not import node:fs"],
  ["app/(portal)/stores/page.tsx", "@/db/client", "doors may not import db/client"],
  [
    "app/(portal)/stores/page.tsx",
    "@/lib/masterdata/internal",
    "doors may not import lib/masterdata/internal",
  ],
  ["app/api/mbi/stores/route.ts", "mysql2/promise", "only lib and db may import mysql2/promise"],
  ["lib/core/page.ts", "@/lib/masterdata/model", "core may not import lib/masterdata/model"],
  ["lib/core/page.ts", "next/headers", "a domain may not import next/headers"],
  ["lib/masterdata/list-stores.ts", "@/lib/http/route", "domain may not import lib/http/route"],
  ["lib/masterdata/list-stores.ts", "@/components/ui/button", "domain may not import"],
  ["lib/masterdata/list-stores.ts", "@/lib/accounts/model", "masterdata is below accounts"],
  ["lib/orders/record-orders.ts", "@/lib/statistics/list-sales", "orders is below statistics"],
  [
    "lib/orders/record-orders.ts",
    "@/lib/masterdata/internal",
    "domain may not import lib/masterdata/internal",
  ],
  ["lib/orders/record-orders.ts", "@/lib/days/raw-figures", "lib/days/raw-figures is private to its folder"],
  [
    "lib/auth/config.ts",
    "@/lib/accounts/record-log-in",
    "lib/accounts/record-log-in is private to its folder",
  ],
  ["scripts/fix.ts", "@/lib/orders/internal", "lib/orders/internal is private to its folder"],
  ["lib/orders/record-orders.ts", "next/navigation", "a domain may not import next/navigation"],
  ["lib/statistics/model.ts", "@/lib/core/store-scope", "browser-safe part of a domain may not import"],
  ["lib/statistics/schemas.ts", "drizzle-orm", "a file that reaches the browser may not import drizzle-orm"],
  ["db/schema/orders.ts", "@/lib/core/time", "tables may not import lib/core/time"],
  ["db/client.ts", "@/lib/core/env", "database may not import lib/core/env"],
  ["scripts/bootstrap/apt.mjs", "tsx", "bootstraps run before node_modules exists and may not import tsx"],
  ["scripts/start.mjs", "../lib/core/env", "bootstraps may not import lib/core/env"],
  ["lib/accounts/log-in.ts", "../../app/globals", "domain may not import app/globals"],
])("%s may not import %s", (path, specifier, what) => {
  const found = planted(path, specifier);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${path}:1 `);
  expect(found[0]).toContain(what);
});

test("a re-export and an import() are imports too", () => {
  const text = 'export { x } from "@/db/client";\nconst late = () => import("@/db/schema/orders");\n';
  expect(checkArrows([{ path: "components/stores/list.tsx", text }])).toEqual([
    "components/stores/list.tsx:1 components of a domain may not import db/client",
    "components/stores/list.tsx:2 components of a domain may not import db/schema/orders",
  ]);
});

test("what the arrows allow is allowed", () => {
  expect(planted("lib/statistics/list-sales.ts", "@/lib/masterdata/model")).toEqual([]);
  expect(planted("app/api/mbi/stores/route.ts", "@/lib/masterdata/list-stores")).toEqual([]);
  expect(planted("components/stores/list.tsx", "@/lib/masterdata/model")).toEqual([]);
});

test("no file of the repository imports against the arrows", () => {
  expect(checkArrows(readTree())).toEqual([]);
});
