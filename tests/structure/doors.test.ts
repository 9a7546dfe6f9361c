import { expect, test } from "vitest";
import { checkActions, checkRoutes, checkVerbsInDoors } from "./checks/doors";
import { readTree } from "./source";

const handler = "app/api/mbi/stores/route.ts";
const maker = 'import { route, fileRoute } from "@/lib/http/route";\n';
const page = "app/(portal)/stores/page.tsx";
const verb =
  'import { listStores } from "@/lib/masterdata/list-stores";\nimport { load } from "@/lib/http/page-context";\n';

test.each([
  ["export const GET = async () => Response.json({});", "GET is not made by route() or fileRoute()"],
  ["export async function POST() {}", "POST is not made by route() or fileRoute()"],
  ["export default route({ answer });", "exports default, which is no handler"],
  ["export const helper = 1;", "exports helper, which is no handler"],
  ["export const GET = route({ caller: 'user', run });", "GET declares no answer"],
  ['import { authRoute } from "@/lib/http/auth-route"; export { authRoute as GET };', "GET is not made by"],
  ["const own = (x) => x; export const GET = own({ answer });", "GET is not made by"],
  ['export { GET } from "./other";', "GET is not made by"],
])("a handler past the maker is found: %s", (text, what) => {
  const found = checkRoutes([{ path: handler, text: maker + text }]);
  expect(found).toEqual([expect.stringContaining(what)]);
});

test("handlers of the two makers, and next-auth's own, are taken", () => {
  const text = `${maker}export const GET = route({ answer: A, run });\nexport const POST = fileRoute({ run });\n`;
  expect(checkRoutes([{ path: handler, text }])).toEqual([]);
  const own =
    'import { authRoute } from "@/lib/http/auth-route";\nexport { authRoute as GET, authRoute as POST };\n';
  expect(checkRoutes([{ path: "app/api/auth/[...nextauth]/route.ts", text: own }])).toEqual([]);
});

test('"use server" outside of an actions.ts is found, also within a function', () => {
  const inline = 'export default function Page() { async function save() { "use server"; } return save; }';
  expect(checkActions([{ path: page, text: inline }])).toEqual([
    `${page}:1 "use server" outside of an actions.ts`,
  ]);
  expect(
    checkActions([{ path: "components/a/b.ts", text: '"use server";\nexport const a = 1;' }]),
  ).toHaveLength(1);
  expect(
    checkActions([{ path: "lib/a/actions.ts", text: '"use server";\nexport const a = 1;' }]),
  ).toHaveLength(1);
});

test("an action that is not made by action() is found", () => {
  const path = "app/(portal)/account/actions.ts";
  const action = 'import { action } from "@/lib/http/action";\n';
  const faultsOf = (text: string) => checkActions([{ path, text: `"use server";\n${action}${text}` }]);
  const run = "const run = action(changePassword);\n";
  const what = "save is not made by action()";
  expect(faultsOf(`${run}export async function save(a: A, b: B) { return run(a, b); }`)).toEqual([]);
  expect(faultsOf(`${run}export async function save(a: A, b: B) { return run(b, a); }`)).toEqual([
    `${path}:4 ${what}`,
  ]);
  expect(faultsOf(`${run}export async function save(a: A, b: B) { spy(b); return run(a, b); }`)).toHaveLength(
    1,
  );
  expect(faultsOf("const run = async () => 1;\nexport async function save() { return run(); }")).toHaveLength(
    1,
  );
  expect(faultsOf("export async function save() {}")).toEqual([`${path}:3 ${what}`]);
  expect(faultsOf("export const save = async () => {};")).toEqual([`${path}:3 ${what}`]);
  expect(checkActions([{ path, text: `${action}export const save = action(a);` }])).toEqual([
    `${path} does not begin with "use server"`,
  ]);
});

test("a verb that a page calls past load() is found", () => {
  const faultsOf = (text: string, path = page) => checkVerbsInDoors([{ path, text: verb + text }]);
  expect(faultsOf("const rows = await load(ctx, listStores, {});")).toEqual([]);
  expect(faultsOf("const rows = await listStores(ctx, {});")).toHaveLength(1);
  expect(faultsOf("const rows = await load(listStores, ctx, {});")).toHaveLength(1);
  expect(faultsOf("const alias = listStores;")).toHaveLength(1);
  expect(faultsOf("const load = (a, b) => b(a); load(ctx, x => listStores(ctx, x));")).toHaveLength(1);
  expect(faultsOf("listStores(ctx, {});", "app/(portal)/stores/parts.ts")).toEqual([
    "app/(portal)/stores/parts.ts:3 listStores is used other than through load() or action()",
  ]);
});

test("every handler is made by a maker and declares its answer", () => {
  expect(checkRoutes(readTree())).toEqual([]);
});

test("every server action stands in an actions.ts and is made by action()", () => {
  expect(checkActions(readTree())).toEqual([]);
});

test("pages and actions use verbs through load() and action() only", () => {
  expect(checkVerbsInDoors(readTree())).toEqual([]);
});
