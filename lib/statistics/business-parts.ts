import type { Ctx } from "@/lib/core/context";
import { shareBps } from "@/lib/core/money";
import { addDays, type BusinessDay, type DayRange, shanghaiDate } from "@/lib/core/time";
import type { BusinessPeriods } from "./business-comparison";
import type { SlotSums } from "./business-figures";
import { type ComparedFigures, type PayRow, payTypes, type SlotRow } from "./business-model";
import { sumSlots } from "./business-sums";
import { isOver } from "./running-days";
import type { StatsFilter } from "./stats-filter";

/** Orders and amount per pay kind, out of the totals; within today pay kinds are not compared. */
export function payRows(
  totals: ComparedFigures,
  current: ComparedFigures | undefined,
  compare: ComparedFigures | undefined,
): PayRow[] {
  const all = payTypes.reduce((sum, payType) => sum + (totals[`${payType}Fen`] ?? 0), 0);
  return payTypes.map((payType) => {
    const now = payOf(totals, payType) ?? { orders: 0, amountFen: 0 };
    return {
      payType,
      ...now,
      shareBps: shareBps(now.amountFen, all),
      current: payOf(current, payType),
      compare: payOf(compare, payType),
    };
  });
}

function payOf(figures: ComparedFigures | undefined, payType: PayRow["payType"]) {
  const orders = figures?.[`${payType}Orders`] ?? null;
  const amountFen = figures?.[`${payType}Fen`] ?? null;
  return orders === null || amountFen === null ? null : { orders, amountFen };
}

const nothing: SlotSums = { orders: 0, finalAmountFen: 0 };

/** All 48 half hours; where today alone is compared, those that are over. */
export async function slotRows(
  ctx: Ctx,
  filter: StatsFilter,
  range: DayRange,
  periods: BusinessPeriods | null,
): Promise<SlotRow[]> {
  const shown = bySlot(await sumSlots(ctx, filter, range));
  const isWhole = periods?.current.to === range.to || Boolean(periods?.running);
  const current = periods && !isWhole ? bySlot(await sumSlots(ctx, filter, periods.current)) : shown;
  const compare = periods ? bySlot(await sumSlots(ctx, filter, periods.compare)) : null;
  return Array.from({ length: 48 }, (_, slot) => ({
    slot,
    ...shown(slot),
    current: compare && isCompared(periods, slot) ? current(slot) : null,
    compare: compare ? compare(slot) : null,
  }));
}

function isCompared(periods: BusinessPeriods | null, slot: number): boolean {
  return !periods?.running || isOver(periods.running, periods.current.from, slot);
}

function bySlot(rows: readonly ({ slot: number } & SlotSums)[]): (slot: number) => SlotSums {
  const found = new Map(rows.map(({ slot, ...sums }) => [slot, sums]));
  return (slot) => found.get(slot) ?? nothing;
}

const slotDaysKept = 400;

/** The first day of the range whose half hours are surely kept; null where all are. */
export function slotsFrom(ctx: Ctx, range: DayRange): BusinessDay | null {
  const first = addDays(shanghaiDate(ctx.clock.now()), -slotDaysKept);
  return range.from < first ? first : null;
}
