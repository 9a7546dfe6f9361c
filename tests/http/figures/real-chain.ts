import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import type { MerchantKind } from "@/db/enums/masterdata";
import { type MintedAccount, mintAccount } from "../../support/factories/accounts";
import { headquarters } from "../../support/factories/merchants";
import { type OwnDatabase, ownDatabase } from "../../support/own-database";

/** Chain and till history as the imports take them: the real files where they are, else small ones of the same form. */
export type Chain = {
  own: OwnDatabase;
  /** Codes of the two stores with sales. */
  codes: [string, string];
  /** Name → account and the ids of the stores with sales that it sees. */
  callers: Map<string, { account: MintedAccount; storeIds: number[] }>;
  isReal: boolean;
};

const folder = "../shared/data";
const codes: [string, string] = ["22901-225145", "32320-116537"];

export async function importChain(): Promise<Chain> {
  const isReal = existsSync(join(folder, "stores-worldwide.csv"));
  const temporary = mkdtempSync(join(tmpdir(), "chain-"));
  const [stores, tickets] = isReal
    ? [join(folder, "stores-worldwide.csv"), join(folder, "bakery-tickets.csv")]
    : writeFiles(temporary);
  const own = await ownDatabase("figures");
  try {
    await runImport(own, "scripts/import-stores.ts", "--file", stores);
    for (const code of codes)
      await runImport(own, "scripts/import-tickets.ts", "--file", tickets, "--store", code);
  } finally {
    rmSync(temporary, { recursive: true });
  }
  return { own, codes, callers: await mintCallers(own.db), isReal };
}

async function runImport(own: OwnDatabase, ...args: [string, ...string[]]): Promise<void> {
  const done = await own.run(...args);
  if (done.code !== 0) throw new Error(`${args.join(" ")}: ${done.err}`);
}

function writeFiles(folderPath: string): [string, string] {
  const head =
    "Brand,Store Number,Store Name,Ownership Type,Street Address,City,State/Province,Country,Postcode,Phone Number,Timezone,Longitude,Latitude";
  const kinds = ["Company Owned", "Joint Venture"];
  const lines = [...codes, ...Array.from({ length: 20 }, (_, index) => `1000-${index}`)].map(
    (code, index) =>
      `B,${code},店${index},${kinds[index % 2]},路${index}号,北京市,11,CN,,,GMT+08:00 Asia/Beijing,116.3,39.9`,
  );
  const goods = ["Bread", "Coffee", "NONE", "Tea"];
  const tickets = Array.from({ length: 1_500 }, (_, index) => {
    const transaction = 1 + Math.floor(index / 2);
    const day = String(1 + (transaction % 28)).padStart(2, "0");
    const month = ["2016-11", "2016-12", "2017-01", "2017-02"][transaction % 4];
    return `${month}-${day},10:${String(transaction % 60).padStart(2, "0")}:11,${transaction},${goods[index % 4]}`;
  });
  const paths: [string, string] = [join(folderPath, "stores.csv"), join(folderPath, "tickets.csv")];
  writeFileSync(paths[0], [head, ...lines].join("\n"));
  writeFileSync(paths[1], ["date,time,transaction,item", ...tickets].join("\n"));
  return paths;
}

type Owned = {
  id: number;
  code: string;
  kind: MerchantKind;
  merchantCode: string;
  name: string;
  merchantId: number;
};

async function mintCallers(db: Database): Promise<Chain["callers"]> {
  const [first, second] = [await ownerOf(db, codes[0]), await ownerOf(db, codes[1])];
  const manager = await managerOf(db, codes[0]);
  const main = (owned: Owned) =>
    mintAccount(db, {
      kind: "main",
      merchant: { id: owned.merchantId, kind: owned.kind, code: owned.merchantCode, name: owned.name },
    });
  const [firstMain, managerMain] = [await main(first), await main(manager)];
  const seenBy = (merchantId: number) =>
    [first, second].filter((one) => one.merchantId === merchantId).map((one) => one.id);
  const staff = await mintAccount(db, {
    kind: "staff",
    merchant: { id: first.merchantId, kind: first.kind, code: first.merchantCode, name: first.name },
    parentId: firstMain.id,
    storeIds: [first.id],
  });
  const none = await mintAccount(db, {
    kind: "staff",
    merchant: { id: first.merchantId, kind: first.kind, code: first.merchantCode, name: first.name },
    parentId: firstMain.id,
  });
  return new Map([
    [
      "headquarters",
      {
        account: await mintAccount(db, { kind: "headquarters", merchant: await headquarters(db) }),
        storeIds: [first.id, second.id],
      },
    ],
    ["owner", { account: firstMain, storeIds: seenBy(first.merchantId) }],
    ["branch", { account: managerMain, storeIds: [first.id, second.id] }],
    ["staff of one store", { account: staff, storeIds: [first.id] }],
    ["staff of none", { account: none, storeIds: [] }],
  ]);
}

async function ownerOf(db: Database, code: string): Promise<Owned> {
  return findOwned(db, code, sql`o.owner_id`);
}

async function managerOf(db: Database, code: string): Promise<Owned> {
  return findOwned(db, code, sql`o.manager_id`);
}

async function findOwned(db: Database, code: string, role: ReturnType<typeof sql>): Promise<Owned> {
  const [rows] = await db.execute(
    sql`select s.id, s.code, m.kind, m.code as merchantCode, m.name, m.id as merchantId from stores s
      join store_ownerships o on o.store_id = s.id and o.to_on is null join merchants m on m.id = ${role}
      where s.code = ${code}`,
  );
  const [row] = rows as unknown as Owned[];
  if (!row) throw new Error(`store ${code} has nobody`);
  return row;
}
