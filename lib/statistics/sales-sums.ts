import { inArray } from "drizzle-orm";
import { skus } from "@/db/schema/catalog";
import { salesDaily } from "@/db/schema/days";
import { headingSalesCum, headingSkuCum, storeCum } from "@/db/schema/rollups";
import type { Ctx } from "@/lib/core/context";
import type { DayRange } from "@/lib/core/time";
import { addDaily, addUnsliced, type DailyGrouping, type Facts, salesColumns } from "./daily-sums";
import { addRow, groupsOf, type MeasureSums, noSums } from "./measure-sums";
import { type SalesFigure, type SalesGrouping, salesFigures } from "./model";
import { type Plan, planRead, slicedDays } from "./planner";
import type { StoreGrouping } from "./segments";
import { addHeadingDays, addHeadings, addStoreDays, addStores } from "./slice-sums";
import type { StatsFilter } from "./stats-filter";
import { addStoreGoods } from "./store-goods-sums";

/** `key`: "" (total), id of SKU, store, merchant or region ("" where there is none), the category or the day. */
export type SalesGroup<M extends SalesFigure = SalesFigure> = { key: string } & Record<M, number>;
export type SalesSumGrouping = SalesGrouping | "total";

/** Sums of a range per group, in no order, without groups in which all is zero. Fewer `measures` are read faster. */
export async function sumSales<M extends SalesFigure = SalesFigure>(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  groupBy: SalesSumGrouping,
  measures: readonly M[] = allFigures(),
): Promise<SalesGroup<M>[]> {
  if (filter.skuIds?.length === 0) return [];
  const sums = noSums(measures);
  const plan = await planRead(ctx, filter, range, storeGroupingOf(groupBy));
  const isByGoods = filter.skuIds !== null || groupBy === "sku" || groupBy === "category";
  const read = { plan, filter, range, groupBy };
  if (isByGoods) await addGoods(ctx, sums, read);
  else await addAllGoods(ctx, sums, read);
  const where = filter.skuIds ? inArray(salesDaily.skuId, filter.skuIds) : undefined;
  await addUnsliced(ctx, sums, plan, { ...facts, where }, range, dailyGroupingOf(groupBy));
  return groupsOf(groupBy === "category" ? await byCategory(ctx, sums) : sums);
}

const facts: Facts<SalesFigure> = { table: salesDaily, columns: salesColumns, where: undefined };

type Read = { plan: Plan; filter: StatsFilter; range: DayRange; groupBy: SalesSumGrouping };

/** Spans whose days are told apart by slices; those of more are read from daily rows. */
const daySpansMax = 10;

/** Sums over all SKUs. */
async function addAllGoods<M extends SalesFigure>(ctx: Ctx, sums: MeasureSums<M>, read: Read): Promise<void> {
  const { plan, range, groupBy } = read;
  const { coverage, headings, spans } = plan;
  const parts = slicedDays(range, coverage);
  const ofHeadings = { table: headingSalesCum, headings, parts };
  if (groupBy !== "day") {
    await addHeadings(ctx, sums, { ...ofHeadings, key: null });
    const isByStore = storeGroupingOf(groupBy) !== null;
    await addStores(ctx, sums, storeCum, { spans, coverage, isByStore });
    return;
  }
  await addHeadingDays(ctx, sums, ofHeadings);
  for (const span of spans.slice(0, daySpansMax)) await addStoreDays(ctx, sums, storeCum, span, coverage);
  const rest = spans.slice(daySpansMax);
  await addDaily(ctx, sums, { facts, spans: rest, parts, states: "closed", groupBy: "day" });
}

/** Sums that tell SKUs apart or leave some out. */
async function addGoods<M extends SalesFigure>(ctx: Ctx, sums: MeasureSums<M>, read: Read): Promise<void> {
  const { plan, filter, range, groupBy } = read;
  const { coverage, headings, spans } = plan;
  const { skuIds } = filter;
  const parts = slicedDays(range, coverage);
  const where = skuIds ? inArray(headingSkuCum.skuId, skuIds) : undefined;
  const ofHeadings = { table: headingSkuCum, headings, parts, where };
  const isByDay = groupBy === "day";
  if (isByDay) await addHeadingDays(ctx, sums, ofHeadings);
  else {
    const key = groupBy === "sku" || groupBy === "category" ? headingSkuCum.skuId : null;
    await addHeadings(ctx, sums, { ...ofHeadings, key });
    const grouping = goodsGroupingOf(groupBy);
    for (const span of spans.slice(0, daySpansMax)) {
      await addStoreGoods(ctx, sums, span, coverage, { skuIds, groupBy: grouping });
    }
  }
  const daily = { ...facts, where: skuIds ? inArray(salesDaily.skuId, skuIds) : undefined };
  const rest = isByDay ? spans : spans.slice(daySpansMax);
  const grouped = dailyGroupingOf(groupBy);
  await addDaily(ctx, sums, { facts: daily, spans: rest, parts, states: "closed", groupBy: grouped });
}

function storeGroupingOf(groupBy: SalesSumGrouping): StoreGrouping | null {
  const isOther = groupBy === "total" || groupBy === "day" || groupBy === "sku" || groupBy === "category";
  return isOther ? null : groupBy;
}

function goodsGroupingOf(groupBy: SalesSumGrouping): "sku" | "store" | "total" {
  if (groupBy === "sku" || groupBy === "category") return "sku";
  return storeGroupingOf(groupBy) === null ? "total" : "store";
}

function dailyGroupingOf(groupBy: SalesSumGrouping): DailyGrouping {
  return groupBy === "sku" || groupBy === "category" ? { column: salesDaily.skuId } : groupBy;
}

async function byCategory<M extends SalesFigure>(ctx: Ctx, sums: MeasureSums<M>): Promise<MeasureSums<M>> {
  const ids = [...sums.byKey.keys()].map(Number);
  const rows = ids.length === 0 ? [] : await listCategories(ctx, ids);
  const categories = new Map(rows.map(({ id, category }) => [String(id), category]));
  const byCategory = noSums(sums.measures);
  for (const [id, figures] of sums.byKey) addRow(byCategory, { ...figures, key: categories.get(id) ?? "" });
  return byCategory;
}

async function listCategories(ctx: Ctx, ids: number[]) {
  return ctx.db.select({ id: skus.id, category: skus.category }).from(skus).where(inArray(skus.id, ids));
}

/** Without a choice the type parameter is all figures. */
function allFigures<M extends SalesFigure>(): readonly M[] {
  return salesFigures as readonly SalesFigure[] as readonly M[];
}
