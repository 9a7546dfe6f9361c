import { inArray, like } from "drizzle-orm";
import { inserted } from "@/db/columns";
import { regions } from "@/db/schema/masterdata";
import type { Ctx } from "@/lib/core/context";
import { command } from "@/lib/core/verb";
import { type ApplyOutcome, emptyOutcome } from "./model";
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
  const before = new Map(touched.map(({ code }) => [code, known.get(code)?.path]));
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
  await writePaths(ctx, touched, known, before);
}

/** A path holds the region's own id, so it can be written only once the row has one. */
async function writePaths(
  ctx: Ctx,
  touched: RegionItem[],
  known: Known,
  before: Map<string, string | undefined>,
): Promise<void> {
  const written = await findRegions(
    ctx,
    touched.map(({ code }) => code),
  );
  const moved: Region[] = [];
  for (const item of touched) {
    const region = written.get(item.code);
    if (!region) throw new Error(`region ${item.code} was not written`);
    const parentPath = item.parentCode ? (known.get(item.parentCode)?.path ?? "") : "";
    const row = { ...region, path: `${parentPath}${region.id}/` };
    known.set(item.code, row);
    const old = before.get(item.code);
    if (old === row.path) continue;
    moved.push(row);
    if (old) moved.push(...(await listBelow(ctx, old, row.path)));
  }
  if (moved.length === 0) return;
  for (const row of moved) if (known.has(row.code)) known.set(row.code, row);
  await ctx.db
    .insert(regions)
    .values(moved)
    .onDuplicateKeyUpdate({ set: { path: inserted(regions.path) } });
}

async function listBelow(ctx: Ctx, oldPath: string, newPath: string): Promise<Region[]> {
  const below = await ctx.db
    .select()
    .from(regions)
    .where(like(regions.path, `${oldPath}_%`));
  return below.map((row) => ({ ...row, path: newPath + row.path.slice(oldPath.length) }));
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
