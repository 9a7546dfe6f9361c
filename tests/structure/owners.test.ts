import { expect, test } from "vitest";
import { checkOwners } from "./checks/owners";
import { readTree } from "./source";
import { foreignWriters, tableOwners } from "./table-owners";
import { tables } from "./tables";

const imports = 'import { sql } from "drizzle-orm";\nimport { stores } from "@/db/schema/masterdata";\n';

function faultsOf(path: string, text: string): string[] {
  return checkOwners([{ path, text: imports + text }], tableOwners);
}

test.each([
  "await ctx.db.insert(stores).values(rows);",
  "await ctx.db.update(stores).set({}).where(mine);",
  "await ctx.db.delete(stores).where(mine);",
  "await ctx.db.execute(sql`update stores set name = ''`);",
  `await ctx.db.execute(sql\`delete from \${stores}\`);`,
  `await ctx.db.execute(sql\`insert ignore into \${stores} values (1)\`);`,
])("a write by another domain is found: %s", (text) => {
  const what = "writes stores, which belongs to masterdata";
  expect(faultsOf("lib/orders/record-orders.ts", text)).toEqual([`lib/orders/record-orders.ts:3 ${what}`]);
  expect(faultsOf("lib/core/page.ts", text)).toEqual([`lib/core/page.ts:3 ${what}`]);
  expect(faultsOf("scripts/fix.ts", text)).toEqual([`scripts/fix.ts:3 ${what}`]);
  expect(faultsOf("lib/masterdata/apply-stores.ts", text)).toEqual([]);
});

test("a read by another domain is none", () => {
  expect(faultsOf("lib/orders/record-orders.ts", "ctx.db.select().from(stores);")).toEqual([]);
});

test("a file that is named with its reason may write the tables that are named, and no others", () => {
  const writers = { "lib/web/health.ts": { tables: ["leases"] }, "lib/demo/": { tables: "all" as const } };
  const text = `${imports}import { leases } from "@/db/schema/core";\nawait tx.insert(leases); await tx.insert(stores);`;
  expect(checkOwners([{ path: "lib/web/health.ts", text }], tableOwners, writers)).toHaveLength(1);
  expect(checkOwners([{ path: "lib/demo/rows.ts", text }], tableOwners, writers)).toEqual([]);
});

test("every table has an owner, and every owner a table", () => {
  expect(tables.map(({ name }) => name).sort()).toEqual(Object.keys(tableOwners).sort());
});

test("only its owner writes a table", () => {
  expect(checkOwners(readTree(), tableOwners, foreignWriters)).toEqual([]);
});
