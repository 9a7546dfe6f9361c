"use client";

import { useLocale, useTranslations } from "next-intl";
import { TrendChart } from "@/components/charts/trend-chart";
import { Card } from "@/components/ui/card";
import { dayText, moneyAxisText, moneyText } from "@/lib/i18n/format";
import type { BusinessOverview } from "@/lib/statistics/business-model";
import { slotText } from "./slot-text";
import type { ComparisonChoice } from "./stats-query";

type BusinessSlotsProps = Pick<BusinessOverview, "slotsFrom"> & {
  slots: NonNullable<BusinessOverview["slots"]>;
  comparison: ComparisonChoice;
};

/** 实收 by half hour of the clock; from the first to the last one in which anything was sold. */
export function BusinessSlots({ slots, slotsFrom, comparison }: BusinessSlotsProps) {
  const t = useTranslations("business");
  const stats = useTranslations("stats");
  const locale = useLocale();
  const isUsed = ({ orders, compare }: (typeof slots)[number]) => orders > 0 || (compare?.orders ?? 0) > 0;
  const shown = slots.slice(slots.findIndex(isUsed), slots.findLastIndex(isUsed) + 1);
  if (shown.length < 2) return null;
  return (
    <Card>
      <TrendChart
        title={t("slots")}
        viewKey="slotView"
        points={shown.map(({ slot, finalAmountFen, compare }) => ({
          key: String(slot),
          axisLabel: slotText(slot),
          label: slotText(slot),
          value: finalAmountFen,
          isOpen: false,
          compareLabel: compare && slotText(slot),
          compareValue: compare?.finalAmountFen ?? null,
        }))}
        format={{ full: moneyText, axis: (value) => moneyAxisText(value, locale) }}
        names={{
          label: t("slots"),
          current: stats("current"),
          compare: stats(`comparedNames.${comparison}`),
        }}
      />
      {slotsFrom && (
        <p className="mt-2 text-xs text-ink-3">{t("slotsFrom", { day: dayText(slotsFrom, locale, "") })}</p>
      )}
    </Card>
  );
}
