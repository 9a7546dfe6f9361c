import type { Page } from "@/lib/core/page";
import type { StoreRow } from "@/lib/masterdata/model";
import { routes } from "@/lib/routes";

const batchSize = 150;

export class StoreSearchError extends Error {}

/** One page of the stores in the reader's scope that fit what was typed. */
export async function searchStores(text: string, page: number, signal: AbortSignal): Promise<Page<StoreRow>> {
  const query = new URLSearchParams({ page: String(page), pageSize: "50" });
  if (text.trim() !== "") query.set("q", text.trim());
  const answer = await ask(query, signal);
  if (answer.code !== 1200) throw new StoreSearchError(answer.message);
  return answer.data;
}

export type FoundStores = { found: StoreRow[]; unknown: string[] };

/** Looks up exact codes; those that do not exist or are not the reader's are told apart, not refused. */
export async function findStoresByCode(codes: readonly string[], signal: AbortSignal): Promise<FoundStores> {
  const result: FoundStores = { found: [], unknown: [] };
  for (let start = 0; start < codes.length; start += batchSize) {
    const part = await findBatch(codes.slice(start, start + batchSize), signal);
    result.found.push(...part.found);
    result.unknown.push(...part.unknown);
  }
  return result;
}

async function findBatch(codes: readonly string[], signal: AbortSignal): Promise<FoundStores> {
  if (codes.length === 0) return { found: [], unknown: [] };
  const answer = await ask(
    new URLSearchParams({ codes: codes.join(","), pageSize: String(batchSize) }),
    signal,
  );
  if (answer.code === 1200) return { found: answer.data.items, unknown: [] };
  const unknown = answer.data?.codes ?? answer.details?.codes ?? [];
  if (answer.code !== 1404 || unknown.length === 0) throw new StoreSearchError(answer.message);
  const rest = await findBatch(
    codes.filter((code) => !unknown.includes(code)),
    signal,
  );
  return { found: rest.found, unknown: [...unknown, ...rest.unknown] };
}

type Answer =
  | { code: 1200; data: Page<StoreRow> }
  | { code: 1404; message: string; details?: { codes?: string[] }; data?: { codes?: string[] } }
  | { code: 0; message: string; details?: undefined; data?: undefined };

/** The body is our own API's contract (StoreListAnswer); anything else becomes code 0. */
async function ask(query: URLSearchParams, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(routes.storeSearch(query.toString()), {
    signal,
    headers: { accept: "application/json" },
  });
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === "object" && body !== null && "code" in body) {
    if (body.code === 1200 || body.code === 1404) return body as Answer;
    if ("message" in body) return { code: 0, message: String(body.message) };
  }
  return { code: 0, message: `HTTP ${response.status}` };
}
