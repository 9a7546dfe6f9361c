import { getTranslations } from "next-intl/server";
import type { NamedCodes } from "@/components/statistics/named-codes";
import {
  listOf,
  type Narrowing,
  narrowings,
  type StatsParams,
  withCodes,
} from "@/components/statistics/stats-query";
import type { Ctx } from "@/lib/core/context";
import { pageSizeMax } from "@/lib/core/page";
import { load } from "@/lib/http/page-context";
import type { HeadingRef } from "@/lib/statistics/heading-model";
import { listHeadings } from "@/lib/statistics/list-headings";
import { type PickedStores, pickStores } from "./pick-stores";

export type PickedFilter = {
  /** The question without what is not the reader's. */
  params: StatsParams;
  stores: PickedStores;
  named: NamedCodes;
  /** Codes of branches, franchisees, regions and goods in the link that are unknown or not the reader's. */
  foreign: string[];
};

const kinds = {
  branches: "branch",
  franchisees: "franchisee",
  regions: "region",
  categories: "category",
  skus: "sku",
} as const;

/** What of a (perhaps shared) link is the reader's own, with the names of it. */
export async function pickFilter(ctx: Ctx, asked: StatsParams): Promise<PickedFilter> {
  const [stores, ...found] = await Promise.all([
    pickStores(ctx, listOf(asked.stores)),
    ...narrowings.map((key) => nameCodes(ctx, key, listOf(asked[key]))),
  ]);
  const named: NamedCodes = {};
  const foreign: string[] = [];
  let params = withCodes(
    asked,
    "stores",
    stores.stores.map(({ code }) => code),
  );
  for (const { key, items, missing } of found) {
    if (items.length > 0) named[key] = items;
    if (missing.length === 0) continue;
    foreign.push(...missing);
    params = withCodes(
      params,
      key,
      items.map(({ code }) => code),
    );
  }
  return { params, stores, named, foreign };
}

type NamedKey = { key: Narrowing; items: HeadingRef[]; missing: string[] };

async function nameCodes(ctx: Ctx, key: Narrowing, codes: readonly string[]): Promise<NamedKey> {
  if (codes.length === 0) return { key, items: [], missing: [] };
  if (key === "channels") return { key, items: await nameChannels(codes), missing: [] };
  const asked = codes.slice(0, pageSizeMax);
  const answer = await load(ctx, listHeadings, {
    kind: kinds[key],
    codes: [...asked],
    pageSize: String(pageSizeMax),
  });
  const byCode = new Map(answer.ok ? answer.data.items.map((item) => [item.code, item]) : []);
  const items = asked.flatMap((code) => byCode.get(code) ?? []);
  return { key, items, missing: asked.filter((code) => !byCode.has(code)) };
}

/** A channel that does not exist has been refused by the schema before. */
async function nameChannels(codes: readonly string[]): Promise<HeadingRef[]> {
  const t = await getTranslations("channels");
  return codes.map((code) => ({ code, name: t.has(code as "terminal") ? t(code as "terminal") : code }));
}
