import { openDatabase, closeDatabase } from "@/db/client";
import { systemContext } from "@/lib/core/context";
import { env } from "@/lib/core/env";
import { listStores } from "@/lib/masterdata/list-stores";
import { getStore } from "@/lib/masterdata/get-store";
const db = openDatabase(env().DATABASE_URL, "web", 4);
const sys = systemContext("perf", db);
const user = (over: object) => ({ ...sys, actor: { type: "user", accountId: 1, accountNumber: "x", name: "x", kind: "main", merchantId: 0, merchantKind: "franchisee", permissions: new Set(["stores.view"]), limits: { regionIds: [], branchIds: [] }, sessionId: 1, mustChangePassword: false, ...over } }) as never;
const [rows] = await db.$client.query("select owner_id, count(*) n from store_ownerships group by 1 order by n desc limit 1") as any;
const [mrows] = await db.$client.query("select manager_id, count(*) n from store_ownerships group by 1 order by n desc limit 1") as any;
const fr = user({ merchantId: rows[0].owner_id, merchantKind: "franchisee" });
const br = user({ merchantId: mrows[0].manager_id, merchantKind: "branch" });
const cases: [string, any, any][] = [];
for (const [n, c] of [["hq", sys], ["franchisee " + rows[0].n, fr], ["branch " + mrows[0].n, br]] as const) {
  for (const input of [{}, { page: "400" }, { q: "s" }, { q: "star" }, { q: "上海" }, { q: "shanghai" }, { q: "bjxz" }, { q: "22901" }, { q: "zzzzqq" }, { q: "Mall", sort: "-name" }, { q: "s", page: "200" }, { sort: "openedOn" }, { lifeCycle: "open", sort: "name" }]) cases.push([n, c, input]);
}
for (const [n, c, input] of cases) {
  const t: number[] = []; let total = 0;
  for (let i = 0; i < 12; i++) { const a = performance.now(); const r = await listStores(c, input); t.push(performance.now() - a); total = r.total; }
  t.sort((a, b) => a - b);
  console.log(n, JSON.stringify(input), "total", total, "p50", t[6]!.toFixed(1), "max", t[11]!.toFixed(1));
}
const first = (await listStores(sys, {q:"北京西站"})).items[0]; console.log(JSON.stringify(first)); console.log(JSON.stringify(await getStore(sys, {code: first!.code})));
await closeDatabase(db);
