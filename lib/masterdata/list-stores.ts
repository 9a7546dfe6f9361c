import { and, asc, desc, eq, inArray, like, or, type SQL, sql } from "drizzle-orm";
import { stores } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { offsetOf, type Page } from "@/lib/core/page";
import { storeScope } from "@/lib/core/store-scope";
import { query } from "@/lib/core/verb";
import { toStoreRow, withNames } from "./internal";
import type { StoreRow } from "./model";
import { ListStoresInput } from "./schemas";
import { keyTyped } from "./search-keys";

/**
 * The stores in scope: by what was typed (name, code, pinyin, initials) or by a list of codes, of which every one must be in
 * scope (1404 names those that are not). Of all life cycles unless one is asked for; an exact code comes first.
 */
export const listStores = query({
  name: "masterdata.listStores",
  permission: "stores.view",
  input: ListStoresInput,
  run: async (ctx, input): Promise<Page<StoreRow>> => {
    if (input.codes) await assertCodesKnown(ctx, input.codes);
    const { page, pageSize } = input;
    const ids = await listIds(ctx, input);
    const isOnlyPage = page === 1 && ids.length < pageSize;
    const total = isOnlyPage
      ? ids.length
      : await ctx.db.$count(stores, and(storeScope(ctx, stores.id), wanted(input)));
    return { items: await listRows(ctx, ids), total, page, pageSize };
  },
});

async function assertCodesKnown(ctx: Ctx, codes: string[]): Promise<void> {
  if (codes.length === 0) return;
  const found = await ctx.db
    .select({ code: stores.code })
    .from(stores)
    .where(and(storeScope(ctx, stores.id), inArray(stores.code, codes)));
  const known = new Set(found.map(({ code }) => code));
  const missing = codes.filter((code) => !known.has(code));
  if (missing.length === 0) return;
  throw new AppError("not_found", "stores.not_found", {
    details: { codes: missing },
    params: { codes: missing.join(", ") },
  });
}

/** Ids first and rows after: the search runs over an index, and only a page of rows is read whole. */
async function listIds(ctx: Ctx, input: ListStoresInput): Promise<number[]> {
  const rows = await ctx.db
    .select({ id: stores.id })
    .from(stores)
    .where(and(storeScope(ctx, stores.id), wanted(input)))
    .orderBy(...orderOf(input))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return rows.map(({ id }) => id);
}

function wanted({ codes, lifeCycle, q }: ListStoresInput): SQL | undefined {
  return and(
    codes ? inArray(stores.code, codes) : undefined,
    lifeCycle ? eq(stores.lifeCycle, lifeCycle) : undefined,
    q ? matching(q) : undefined,
  );
}

const sortColumns = { code: stores.code, name: stores.name, openedOn: stores.openedOn };

function orderOf({ q, sort }: ListStoresInput): SQL[] {
  const isDescending = sort.startsWith("-");
  const key = (isDescending ? sort.slice(1) : sort) as keyof typeof sortColumns;
  const column = sortColumns[key];
  const order = [isDescending ? desc(column) : asc(column)];
  // The code decides among equals, so that pages never overlap.
  if (key !== "code") order.push(asc(stores.code));
  return q !== undefined && isCodeLike(q) ? [sql`${codeAnyCase} = ${q} desc`, ...order] : order;
}

/** Codes are ASCII bytes: anything else cannot be part of one, and the server refuses the comparison. */
function isCodeLike(q: string): boolean {
  return /^[\x21-\x7e]+$/.test(q);
}

const codeAnyCase = sql`${stores.code} collate ascii_general_ci`;

function matching(q: string): SQL | undefined {
  const pattern = `%${escapeLike(q)}%`;
  const key = keyTyped(q);
  return or(
    like(stores.name, pattern),
    isCodeLike(q) ? sql`${codeAnyCase} like ${pattern}` : undefined,
    key === "" ? undefined : like(stores.pinyin, `%${key}%`),
    key === "" ? undefined : like(stores.initials, `%${key}%`),
  );
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

async function listRows(ctx: Ctx, ids: number[]): Promise<StoreRow[]> {
  if (ids.length === 0) return [];
  const found = await withNames(ctx, inArray(stores.id, ids));
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [toStoreRow(row)] : [];
  });
}
