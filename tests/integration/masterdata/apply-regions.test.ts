import { inArray } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { regions } from "@/db/schema/masterdata";
import { applyRegions } from "@/lib/masterdata/apply-regions";
import { testContext } from "../../support/context";
import { testDatabase } from "../../support/database";
import { randomCode } from "../../support/factories/codes";
import { checkProperty } from "../../support/property";

const ctx = testContext();
const level = "city" as const;

async function rowsOf(codes: string[]) {
  return testDatabase().db.select().from(regions).where(inArray(regions.code, codes));
}

test("whatever moves where, every path leads from the top through the parents to the region itself", async () => {
  const codes = Array.from({ length: 7 }, (_, index) => randomCode(`R${index}-`));
  /** A parent stands before its child in the list, so that no ring can come about. */
  const tree = fc.tuple(
    ...codes.map((_, index) => fc.option(fc.nat({ max: Math.max(0, index - 1) }), { nil: null })),
  );
  await checkProperty(
    "region paths",
    fc.asyncProperty(tree, fc.boolean(), async (parents, isReversed) => {
      const items = codes.map((code, index) => {
        const parent = index === 0 ? null : parents[index];
        return { code, name: code, level, parentCode: parent == null ? null : (codes[parent] ?? null) };
      });
      const outcome = await applyRegions(ctx, { items: isReversed ? items.reverse() : items });
      expect(outcome.refused).toEqual([]);
      const rows = new Map((await rowsOf(codes)).map((row) => [row.id, row]));
      for (const row of rows.values()) {
        const parent = row.parentId === null ? null : rows.get(row.parentId);
        expect(row.path).toBe(`${parent?.path ?? ""}${row.id}/`);
      }
    }),
    40,
  );
});

test("the same tree again changes nothing; a name does", async () => {
  const [top, below] = [randomCode("R"), randomCode("R")];
  const items = [
    { code: top, name: "华东", level: "area" as const },
    { code: below, name: "江苏", level: "province" as const, parentCode: top },
  ];
  expect(await applyRegions(ctx, { items })).toMatchObject({ created: [top, below] });
  expect(await applyRegions(ctx, { items })).toMatchObject({
    created: [],
    changed: [],
    unchanged: [top, below],
  });
  const renamed = [{ ...items[0], name: "华东大区" }];
  expect(await applyRegions(ctx, { items: renamed })).toMatchObject({ changed: [top] });
});

test("a region without its parent, and all below it, are refused alone", async () => {
  const [orphan, child, good] = [randomCode("R"), randomCode("R"), randomCode("R")];
  const outcome = await applyRegions(ctx, {
    items: [
      { code: orphan, name: "x", level, parentCode: "nowhere" },
      { code: child, name: "x", level, parentCode: orphan },
      { code: good, name: "x", level },
    ],
  });
  expect(outcome.created).toEqual([good]);
  expect(outcome.refused).toEqual([
    { code: orphan, reason: "regions.parent_unknown" },
    { code: child, reason: "regions.parent_refused" },
  ]);
});

test("regions that would lie below themselves are taken back whole", async () => {
  const [top, below] = [randomCode("R"), randomCode("R")];
  const items = [
    { code: top, name: "x", level },
    { code: below, name: "x", level, parentCode: top },
  ];
  await applyRegions(ctx, { items });
  const before = await rowsOf([top, below]);
  await expect(applyRegions(ctx, { items: [{ ...items[0], parentCode: below }] })).rejects.toThrow(
    "below itself",
  );
  expect(await rowsOf([top, below])).toEqual(before);
});
