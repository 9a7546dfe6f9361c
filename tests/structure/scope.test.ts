import { expect, test } from "vitest";
import { checkScope } from "./checks/scope";
import { readTree } from "./source";
import { storeOwned } from "./tables";

const imports = [
  'import { sql } from "drizzle-orm";',
  'import { salesDaily } from "@/db/schema/days";',
  'import { stores, merchants } from "@/db/schema/masterdata";',
  'import { storeScope, storeDayScope } from "@/lib/core/store-scope";',
  "",
].join("\n");
const path = "lib/statistics/list-sales.ts";

function faultsOf(text: string, at = path): string[] {
  return checkScope([{ path: at, text: imports + text }]);
}

test("the tables that belong to stores are known from the schema", () => {
  const names = storeOwned.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(["stores", "sales_daily", "orders", "weigh_tickets", "account_stores"]),
  );
  expect(names).not.toEqual(expect.arrayContaining(["merchants"]));
});

test.each([
  ["from", "export const run = (ctx: Ctx) => ctx.db.select().from(stores);"],
  ["join", "export const run = (ctx: Ctx) => ctx.db.select().from(merchants).innerJoin(salesDaily, on);"],
  ["update", "export async function run(ctx: Ctx) { await ctx.db.update(stores).set({}); }"],
  ["delete", "export async function run(ctx: Ctx) { await ctx.db.delete(salesDaily); }"],
  ["$count", "export const run = (ctx: Ctx) => ctx.db.$count(stores);"],
  ["sql with the table", `export const run = (ctx: Ctx) => ctx.db.execute(sql\`select 1 from \${stores}\`);`],
  ["sql with its name", "export const run = (ctx: Ctx) => ctx.db.execute(sql`select 1 from sales_daily`);"],
  [
    "an alias",
    'const other = alias(stores, "o"); export const run = (ctx: Ctx) => ctx.db.select().from(other);',
  ],
])("a read without scope is found: %s", (_kind, text) => {
  const found = faultsOf(text);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(
    /^lib\/statistics\/list-sales\.ts:5 reads \w+ without storeScope and without a reason$/,
  );
});

test("a scope in another function of the file does not cover a read", () => {
  const text = [
    "export const safe = (ctx: Ctx) => ctx.db.select().from(stores).where(storeScope(ctx, stores.id));",
    "export const open = (ctx: Ctx) => ctx.db.select().from(stores);",
  ].join("\n");
  expect(faultsOf(text)).toEqual([`${path}:6 reads stores without storeScope and without a reason`]);
});

test("a function called storeScope that is not ours covers nothing", () => {
  const text = [
    'import { stores } from "@/db/schema/masterdata";',
    "const storeScope = () => true;",
    "export const run = (ctx: Ctx) => ctx.db.select().from(stores).where(storeScope());",
  ].join("\n");
  expect(checkScope([{ path, text }])).toHaveLength(1);
});

test("a read with the scope, or with a condition made from it in its folder, is taken", () => {
  expect(
    faultsOf("const run = (ctx) => ctx.db.select().from(stores).where(storeScope(ctx, stores.id));"),
  ).toEqual([]);
  const inner = {
    path: "lib/statistics/internal.ts",
    text: `${imports}export function inFilter(ctx: Ctx): SQL { return storeDayScope(ctx, a, b); }`,
  };
  const user = {
    path,
    text: `${imports}import { inFilter } from "./internal";\nconst run = (ctx) => ctx.db.select().from(salesDaily).where(inFilter(ctx));`,
  };
  expect(checkScope([inner, user])).toEqual([]);
  const loose = { ...inner, text: inner.text.replace("storeDayScope(ctx, a, b)", "sql`true`") };
  expect(checkScope([loose, user])).toHaveLength(1);
});

test("a verb that is scoped itself does not lend its scope to another read", () => {
  const verb = `export const run = async (ctx: Ctx) => { await getStore(ctx); return ctx.db.select().from(stores); };`;
  const other = {
    path: "lib/masterdata/get-store.ts",
    text: `${imports}export const getStore = (ctx: Ctx) => ctx.db.select().from(stores).where(storeScope(ctx, stores.id));`,
  };
  const user = { path, text: `${imports}import { getStore } from "@/lib/masterdata/get-store";\n${verb}` };
  expect(checkScope([other, user])).toHaveLength(1);
});

test("a reason right above the read is taken, one elsewhere or without a text is not", () => {
  const read = "const rows = await ctx.db.select().from(stores);";
  const inside = (...lines: string[]) => faultsOf(`async function run(ctx) {\n${lines.join("\n")}\n}`);
  expect(inside("// unscoped: the import sees every store of the file", read)).toEqual([]);
  expect(inside("// unscoped: the import sees every store", "// of the file that it reads", read)).toEqual(
    [],
  );
  expect(inside("// unscoped: the import sees every store of the file", "const a = 1;", read)).toHaveLength(
    1,
  );
  expect(inside("// unscoped: ", read)).toHaveLength(1);
  expect(inside("// all stores", read)).toHaveLength(1);
});

test("a reason holds for its table throughout the function, not for another table or function", () => {
  const reason = "// unscoped: the restater works for all stores\n";
  const stores = "await db.select().from(stores);\n";
  const sales = "await db.delete(salesDaily);\n";
  expect(faultsOf(`async function run(db) {\n${reason}${stores}${stores}}`)).toEqual([]);
  expect(faultsOf(`async function run(db) {\n${reason}${stores}${sales}}`)).toHaveLength(1);
  expect(
    faultsOf(`async function a(db) {\n${reason}${stores}}\nasync function b(db) {\n${stores}}`),
  ).toHaveLength(1);
  expect(faultsOf(`${reason}async function run(db) {\n${stores}${sales}}`)).toEqual([]);
});

test("writing new rows is no read", () => {
  expect(
    faultsOf(`async function run(db) { await db.insert(stores); sql\`insert into \${stores} values (1)\`; }`),
  ).toEqual([]);
});

test("every read of store-owned rows in lib is in the caller's scope or says why not", () => {
  expect(checkScope(readTree())).toEqual([]);
});
