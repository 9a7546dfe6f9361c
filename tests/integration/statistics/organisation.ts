import fc from "fast-check";
import type { Database } from "@/db/client";
import type { Ctx } from "@/lib/core/context";
import { addDays, type BusinessDay } from "@/lib/core/time";
import { recordOrders } from "@/lib/orders/record-orders";
import { recordWeighTickets } from "@/lib/orders/record-weigh-tickets";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { type MintedAccount, mintAccount } from "../../support/factories/accounts";
import { randomCode } from "../../support/factories/codes";
import { headquarters, mintMerchant } from "../../support/factories/merchants";
import { type MintedSku, mintSku } from "../../support/factories/skus";
import { type MintedStore, mintOwnership, mintStore } from "../../support/factories/stores";
import { restateAll } from "../orders/histories";

export const firstDay = "2026-01-20";
export const dayCount = 60;
/** The day on which the last store changes from the first franchisee to the second. */
const changeDay = "2026-02-20";

export type Organisation = {
  stores: MintedStore[];
  skus: MintedSku[];
  /** Name → account, its store indexes in scope today, and whether days before ownership are seen. */
  callers: Map<string, { account: MintedAccount; stores: number[]; since?: Map<number, BusinessDay> }>;
};

/** Two franchisees, a branch that operates one store and manages others, staff, head office; six stores with raw rows. */
export async function mintOrganisation(): Promise<Organisation> {
  const { db } = testDatabase();
  const [first, second, branch] = [
    await mintMerchant(db),
    await mintMerchant(db),
    await mintMerchant(db, "branch"),
  ];
  const stores: MintedStore[] = [];
  const owners = [first, first, second, second, branch];
  for (const [index, owner] of owners.entries()) {
    const managed = index % 2 === 0 && owner !== branch ? { managerId: branch.id } : {};
    stores.push(await mintStore(db, { ownerId: owner.id, ...managed }));
  }
  const moved = await mintStore(db);
  const row = { storeId: moved.id, managerId: null };
  await mintOwnership(db, { ...row, fromOn: "2020-01-01", toOn: changeDay, ownerId: first.id });
  await mintOwnership(db, { ...row, fromOn: changeDay, toOn: null, ownerId: second.id });
  stores.push(moved);
  const skus = [await mintSku(db, "weight"), await mintSku(db, "weight"), await mintSku(db, "piece")];
  const callers = await mintCallers(db, stores, { first, second, branch });
  await fill(testContext(), stores, skus);
  return { stores, skus, callers };
}

type Merchants = Record<"first" | "second" | "branch", Awaited<ReturnType<typeof mintMerchant>>>;

async function mintCallers(
  db: Database,
  stores: MintedStore[],
  merchants: Merchants,
): Promise<Organisation["callers"]> {
  const { first, second, branch } = merchants;
  const main = (merchant: typeof first, permissions?: ["stats.sales", "stats.salesDownload"]) =>
    mintAccount(db, { kind: "main", merchant, ...(permissions ? { permissions } : {}) });
  const firstMain = await main(first);
  const storeIds = [stores[0]?.id ?? 0, stores[2]?.id ?? 0];
  const staff = await mintAccount(db, { kind: "staff", merchant: first, parentId: firstMain.id, storeIds });
  return new Map([
    [
      "headquarters",
      {
        account: await mintAccount(db, { kind: "headquarters", merchant: await headquarters(db) }),
        stores: [0, 1, 2, 3, 4, 5],
      },
    ],
    ["first franchisee", { account: firstMain, stores: [0, 1] }],
    ["second franchisee", { account: await main(second), stores: [2, 3, 5] }],
    [
      "second franchisee without the days before",
      {
        account: await main(second, ["stats.sales", "stats.salesDownload"]),
        stores: [2, 3, 5],
        since: new Map([[5, changeDay]]),
      },
    ],
    ["branch", { account: await main(branch), stores: [0, 2, 4] }],
    // The second of its two stores is not its parent's: the grant rests.
    ["staff", { account: staff, stores: [0] }],
  ]);
}

/** Random raw rows through the upload verbs: completed and open orders, tickets with, without and before their order. */
async function fill(ctx: Ctx, stores: readonly MintedStore[], skus: readonly MintedSku[]): Promise<void> {
  const [seed] = fc.sample(fc.integer(), { seed: 20_260_101, numRuns: 1 });
  let state = seed ?? 1;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 8) % below;
  };
  for (const store of stores) {
    const orders = Array.from({ length: 90 }, () => {
      const at = new Date(
        Date.parse(`${addDays(firstDay, random(dayCount))}T02:00:00Z`) + random(36_000_000),
      );
      const isCompleted = random(10) > 0;
      return { orderNo: randomCode("O"), orderedAt: at, paidAt: at, completedAt: isCompleted ? at : null };
    });
    const tickets = orders.flatMap(({ orderNo, orderedAt }) =>
      Array.from({ length: random(4) }, () => {
        const sku = skus[random(skus.length)] ?? skus[0];
        const isWeighed = sku?.unit === "weight";
        return {
          ticketNo: randomCode("T"),
          orderNo: random(20) === 0 ? null : orderNo,
          skuCode: sku?.code ?? "",
          unit: sku?.unit ?? "weight",
          weightGrams: isWeighed ? 1 + random(2_000) : 0,
          quantity: isWeighed ? 0 : 1 + random(4),
          unitPriceFen: 1_000,
          amountFen: random(20_000),
          weighedAt: orderedAt,
        };
      }),
    );
    const amounts = { goodsAmountFen: 100, finalAmountFen: 100, payments: [], lines: [] };
    await recordWeighTickets(ctx, { storeCode: store.code, items: tickets });
    await recordOrders(ctx, {
      storeCode: store.code,
      items: orders.map((order) => ({ ...order, ...amounts })),
    });
  }
  await restateAll(ctx);
}
