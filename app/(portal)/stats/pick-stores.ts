import { type PickedStore, pickedStoresMax } from "@/components/stores/picked-store";
import type { Ctx } from "@/lib/core/context";
import { pageSizeMax } from "@/lib/core/page";
import { shanghaiDate } from "@/lib/core/time";
import { can, load } from "@/lib/http/page-context";
import { listStores } from "@/lib/masterdata/list-stores";
import { listBusiness } from "@/lib/statistics/list-business";
import { listSales } from "@/lib/statistics/list-sales";
import { loadMe } from "../load-me";

export type PickedStores = {
  stores: PickedStore[];
  /** Codes in the link that the reader cannot see; the page goes on without them and says so. */
  foreign: string[];
  storeCount: number;
};

/** The stores of a (perhaps shared) link that are the reader's own, with their names. */
export async function pickStores(ctx: Ctx, codes: readonly string[]): Promise<PickedStores> {
  const me = await loadMe(ctx);
  const storeCount = me.ok ? me.data.storeCount : 0;
  const picked: PickedStores = { stores: [], foreign: [], storeCount };
  const asked = codes.slice(0, pickedStoresMax);
  for (let start = 0; start < asked.length; start += pageSizeMax) {
    const part = await pickBatch(ctx, asked.slice(start, start + pageSizeMax));
    picked.stores.push(...part.stores);
    picked.foreign.push(...part.foreign);
  }
  return picked;
}

async function pickBatch(ctx: Ctx, codes: readonly string[]): Promise<Omit<PickedStores, "storeCount">> {
  if (codes.length === 0) return { stores: [], foreign: [] };
  const answer = await load(ctx, listStores, { codes: codes.join(","), pageSize: String(pageSizeMax) });
  if (answer.ok) return { stores: answer.data.items.map(({ code, name }) => ({ code, name })), foreign: [] };
  const foreign =
    answer.error.kind === "forbidden" ? await foreignToStatistics(ctx, codes) : codesOf(answer.error.details);
  // Without the right to see stores the codes stand for themselves.
  if (foreign.length === 0) return { stores: codes.map((code) => ({ code, name: code })), foreign };
  const rest = await pickBatch(
    ctx,
    codes.filter((code) => !foreign.includes(code)),
  );
  return { stores: rest.stores, foreign: [...foreign, ...rest.foreign] };
}

/** Who may see figures but not the list of stores has a scope too: the statistics say which codes are outside of it. */
async function foreignToStatistics(ctx: Ctx, codes: readonly string[]): Promise<string[]> {
  const today = shanghaiDate(ctx.clock.now());
  const question = { from: today, to: today, stores: codes.join(","), pageSize: "1" };
  const answer = can(ctx, "stats.sales")
    ? await load(ctx, listSales, question)
    : await load(ctx, listBusiness, question);
  return answer.ok ? [] : codesOf(answer.error.details);
}

/** Error details are open by contract; only a list of texts is taken for codes. */
function codesOf(details: Record<string, unknown> | undefined): string[] {
  const codes = details?.codes;
  return Array.isArray(codes) ? codes.filter((code) => typeof code === "string") : [];
}
