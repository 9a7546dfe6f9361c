import { and, eq, inArray, or, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { businessDaily, salesDaily, storeDays } from "@/db/schema/days";
import { regions, stores } from "@/db/schema/masterdata";
import { rollupBusinessDeltas, rollupSalesDeltas } from "@/db/schema/rollups";
import { addDays, type BusinessDay } from "@/lib/core/time";
import { addToHeadings } from "./add-to-slices";
import { isClosedOn, salesSums } from "./build-stores";
import { carryHeadings } from "./carry-slices";
import { businessMeasures } from "./model";
import type { Heading } from "./qualifying-headings";
import { emptyStaging, type Staged, sides, stageHeadings } from "./staging";
import { sumsOf } from "./sums";

/** The headings that are built together, and who stands under which. */
export type HeadingBuild = {
  headings: readonly Heading[];
  /** Ids of regions by the region whose path they stand in. */
  above: ReadonlyMap<number, readonly number[]>;
};

export async function planBuild(db: Db, headings: readonly Heading[]): Promise<HeadingBuild> {
  const rows = await db.select({ id: regions.id, path: regions.path }).from(regions);
  const idsOf = (path: string) => path.split("/").flatMap((part) => (part === "" ? [] : [Number(part)]));
  return { headings, above: new Map(rows.map(({ id, path }) => [id, idsOf(path)])) };
}

/**
 * The slices of headings at the end of a day, from those of the day before and the day's own rows. Stores with the same
 * headings are added up first and stand in staging as one of them, which makes the second step small.
 */
export async function buildHeadingDay(
  db: Db,
  build: HeadingBuild,
  day: BusinessDay,
  isFirst: boolean,
): Promise<void> {
  const ids = build.headings.map(({ id }) => id);
  if (!isFirst) await carryHeadings(db, { from: addDays(day, -1), throughOn: day }, ids);
  const groups = await readGroups(db, build, day);
  if (groups.length === 0) return;
  await stageHeadings(
    db,
    groups.flatMap((group) =>
      headingsOf(build, group).map((headingId) => ({
        storeId: group.storeId,
        businessOn: day,
        side: sides.unchanged,
        headingId,
      })),
    ),
  );
  const staged = await stageGroups(db, build, day);
  await addToHeadings(db, { firstOn: day, lastOn: day, throughOn: day }, staged);
  await emptyStaging(db, staged);
}

/** Of the owner only whether it is one of the headings, so that groups are few. */
function groupColumns({ headings }: HeadingBuild) {
  const owners = refsOf(headings, "franchisee");
  const owner: SQL =
    owners.length === 0
      ? sql`null`
      : sql`case when ${inArray(storeDays.rolledOwnerId, owners)} then ${storeDays.rolledOwnerId} end`;
  return [owner, sql`${storeDays.rolledManagerId}`, sql`${storeDays.rolledRegionId}`] as const;
}

type Group = { storeId: number; ownerId: number | null; managerId: number | null; regionId: number | null };

async function readGroups(db: Db, build: HeadingBuild, day: BusinessDay): Promise<Group[]> {
  const [owner, manager, region] = groupColumns(build);
  // unscoped: the writer of slices works for all stores.
  return db
    .select({
      storeId: sql<number>`min(${storeDays.storeId})`.mapWith(Number),
      ownerId: sql<number | null>`${owner}`,
      managerId: storeDays.rolledManagerId,
      regionId: storeDays.rolledRegionId,
    })
    .from(stores)
    .innerJoin(storeDays, isClosedOn(day))
    .where(isMember(build))
    .groupBy(owner, manager, region);
}

function headingsOf({ headings, above }: HeadingBuild, { ownerId, managerId, regionId }: Group): number[] {
  const over = regionId === null ? [] : (above.get(regionId) ?? []);
  const isAbove = ({ kind, refId }: Heading) => {
    if (kind === "chain") return true;
    if (kind === "branch") return refId === managerId;
    return kind === "franchisee" ? refId === ownerId : over.includes(refId);
  };
  return headings.filter(isAbove).map(({ id }) => id);
}

/** Store-days under any of the headings. */
function isMember({ headings, above }: HeadingBuild): SQL | undefined {
  if (headings.some(({ kind }) => kind === "chain")) return undefined;
  const wanted = refsOf(headings, "region");
  const inside = [...above].filter(([, over]) => over.some((id) => wanted.includes(id))).map(([id]) => id);
  const managers = refsOf(headings, "branch");
  const owners = refsOf(headings, "franchisee");
  return (
    or(
      ...(inside.length > 0 ? [inArray(storeDays.rolledRegionId, inside)] : []),
      ...(managers.length > 0 ? [inArray(storeDays.rolledManagerId, managers)] : []),
      ...(owners.length > 0 ? [inArray(storeDays.rolledOwnerId, owners)] : []),
    ) ?? sql`false`
  );
}

const refsOf = (headings: readonly Heading[], kind: Heading["kind"]) =>
  headings.filter((heading) => heading.kind === kind).map(({ refId }) => refId);

async function stageGroups(db: Db, build: HeadingBuild, day: BusinessDay): Promise<Staged> {
  const [owner, manager, region] = groupColumns(build);
  const standsFor = sql<number>`min(${storeDays.storeId}) over (partition by ${owner}, ${manager}, ${region})`;
  // unscoped: as above.
  const members = db
    .select({ storeId: storeDays.storeId, standsFor: standsFor.as("stands_for") })
    .from(stores)
    .innerJoin(storeDays, isClosedOn(day))
    .where(isMember(build))
    .as("members");
  const key = {
    storeId: members.standsFor,
    businessOn: sql<string>`${day}`.as("business_on"),
    side: sql<number>`${sides.unchanged}`.as("side"),
  };
  // unscoped: as above.
  const business = db
    .select({
      ...key,
      channel: businessDaily.channel,
      ...sumsOf(businessDaily, rollupBusinessDeltas, businessMeasures),
    })
    .from(members)
    .innerJoin(
      businessDaily,
      and(eq(businessDaily.storeId, members.storeId), eq(businessDaily.businessOn, day)),
    )
    .groupBy(members.standsFor, businessDaily.channel);
  const [{ affectedRows: businessRows }] = await db.insert(rollupBusinessDeltas).select(business);
  // unscoped: as above.
  const sales = db
    .select({ ...key, skuId: salesDaily.skuId, ...salesSums() })
    .from(members)
    .innerJoin(salesDaily, and(eq(salesDaily.storeId, members.storeId), eq(salesDaily.businessOn, day)))
    .groupBy(members.standsFor, salesDaily.skuId);
  const [{ affectedRows: salesRows }] = await db.insert(rollupSalesDeltas).select(sales);
  return { business: businessRows, sales: salesRows };
}
