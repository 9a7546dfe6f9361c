import { inArray } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { regions } from "@/db/schema/masterdata";
import { chunks } from "@/lib/core/collections";
import type { Ctx } from "@/lib/core/context";
import { invariant } from "@/lib/core/errors";
import { command } from "@/lib/core/verb";
import { type ApplyOutcome, emptyOutcome } from "./model";
import { noteMoves, sinceEver } from "./note-moves";
import { recordOutcome } from "./record-outcome";
import { ApplyRegionsInput, type RegionItem } from "./schemas";

type Region = typeof regions.$inferSelect;
type Known = Map<string, Region>;

/** Creates and changes regions by code (at most 500). A region that moves takes everything below it along. */
export const applyRegions = command({
  name: "masterdata.applyRegions",
  permission: "masterdata.import",
  input: ApplyRegionsInput,
  run: async (ctx, { items }, audit) => {
    const outcome = emptyOutcome();
    const known = await findRegions(
      ctx,
      items.flatMap(({ code, parentCode }) => [code, parentCode ?? code]),
    );
    // Parents first: a batch may hold a whole branch of the tree.
    for (const level of levelsOf(items, known, outcome)) await writeLevel(ctx, level, known, outcome);
    if (outcome.created.length + outcome.changed.length > 0) await mendPaths(ctx);
    recordOutcome(audit, "region", outcome);
    return outcome satisfies ApplyOutcome;
  },
});

/** Splits the items so that every parent is known before its children's turn; what has no parent is refused. */
function levelsOf(items: RegionItem[], known: Known, outcome: ApplyOutcome): RegionItem[][] {
  const levels: RegionItem[][] = [];
  const ready = new Set(known.keys());
  const inBatch = new Set(items.map(({ code }) => code));
  let waiting = items;
  while (waiting.length > 0) {
    const isReady = ({ parentCode }: RegionItem) =>
      parentCode === null || (ready.has(parentCode) && !waiting.some(({ code }) => code === parentCode));
    const level = waiting.filter(isReady);
    if (level.length === 0) break;
    for (const { code } of level) ready.add(code);
    levels.push(level);
    waiting = waiting.filter((item) => !level.includes(item));
  }
  for (const { code, parentCode } of waiting) {
    const reason = inBatch.has(parentCode ?? "") ? "regions.parent_refused" : "regions.parent_unknown";
    outcome.refused.push({ code, reason });
  }
  return levels;
}

async function writeLevel(ctx: Ctx, level: RegionItem[], known: Known, outcome: ApplyOutcome): Promise<void> {
  const parentIdOf = ({ parentCode }: RegionItem) =>
    parentCode ? (known.get(parentCode)?.id ?? null) : null;
  const touched = level.filter((item) => {
    const region = known.get(item.code);
    const isEqual =
      region?.name === item.name && region.level === item.level && region.parentId === parentIdOf(item);
    let list = outcome.changed;
    if (!region) list = outcome.created;
    else if (isEqual) list = outcome.unchanged;
    list.push(item.code);
    return !isEqual;
  });
  if (touched.length === 0) return;
  const now = ctx.clock.now();
  await ctx.db
    .insert(regions)
    .values(
      touched.map((item) => ({
        code: item.code,
        name: item.name,
        level: item.level,
        parentId: parentIdOf(item),
        path: known.get(item.code)?.path ?? "",
        createdAt: now,
        updatedAt: now,
      })),
    )
    .onDuplicateKeyUpdate({
      set: {
        name: inserted(regions.name),
        level: inserted(regions.level),
        parentId: inserted(regions.parentId),
        updatedAt: now,
      },
    });
  const written = await findRegions(
    ctx,
    touched.map(({ code }) => code),
  );
  for (const region of written.values()) known.set(region.code, region);
}

/** A path holds the ids of all above and its own, so it is written once all of them are there; a move changes whole subtrees. */
async function mendPaths(ctx: Ctx): Promise<void> {
  const all = await ctx.db.select().from(regions).orderBy(regions.id);
  const byId = new Map(all.map((region) => [region.id, region]));
  const paths = new Map<number, string>();
  const pathOf = ({ id, parentId }: Region, below: readonly number[] = []): string => {
    invariant(!below.includes(id), `region ${id} does not lie below itself`);
    const parent = parentId === null ? undefined : byId.get(parentId);
    const path = paths.get(id) ?? `${parent ? pathOf(parent, [...below, id]) : ""}${id}/`;
    paths.set(id, path);
    return path;
  };
  const wrong = all.flatMap((region) =>
    pathOf(region) === region.path ? [] : [{ ...region, path: pathOf(region), wasAt: region.path }],
  );
  for (const rows of chunks(wrong.map(({ wasAt: _wasAt, ...region }) => region))) {
    await ctx.db
      .insert(regions)
      .values(rows)
      .onDuplicateKeyUpdate({ set: { path: inserted(regions.path) } });
  }
  // A region that was made just now holds no store's days yet.
  if (wrong.some(({ wasAt }) => wasAt !== "")) await noteMoves(ctx, [{ storeId: null, fromOn: sinceEver }]);
}

async function findRegions(ctx: Ctx, codes: string[]): Promise<Known> {
  const rows = await ctx.db
    .select()
    .from(regions)
    .where(inArray(regions.code, [...new Set(codes)]))
    .orderBy(regions.id)
    .for("update");
  return new Map(rows.map((row) => [row.code, row]));
}
