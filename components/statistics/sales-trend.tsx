"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { TrendChart } from "@/components/charts/trend-chart";
import type { TrendPoint } from "@/components/charts/trend-model";
import { Card } from "@/components/ui/card";
import { addDays, type BusinessDay, shanghaiDate } from "@/lib/core/time";
import { dayAxisText, dayLongText, moneyAxisText, moneyText, rangeText } from "@/lib/i18n/format";
import type { SalesOverview } from "@/lib/statistics/model";
import type { ComparisonChoice } from "./sales-query";

type SalesTrendProps = { overview: SalesOverview; comparison: ComparisonChoice };

export function SalesTrend({ overview, comparison }: SalesTrendProps) {
  const t = useTranslations("sales");
  const locale = useLocale();
  const points = useMemo(() => trendPoints(overview, locale), [overview, locale]);
  const format = useMemo(
    () => ({ full: moneyText, axis: (value: number) => moneyAxisText(value, locale) }),
    [locale],
  );
  const thisYear = overview.range.to.slice(0, 4);
  return (
    <Card>
      <TrendChart
        title={overview.bucket === "week" ? t("trendByWeek") : t("trendByDay")}
        points={points}
        format={format}
        names={{
          label: t("trendLabel", { range: rangeText(overview.range, locale, thisYear) }),
          current: t("current"),
          compare: t(`comparedNames.${comparison}`),
        }}
      />
    </Card>
  );
}

function trendPoints(overview: SalesOverview, locale: string): TrendPoint[] {
  const isWeek = overview.bucket === "week";
  const today = shanghaiDate(new Date(overview.asOf));
  const bucketText = (day: BusinessDay, last: BusinessDay) => {
    if (!isWeek) return dayLongText(day, locale);
    const end = bucketEnd(day, isWeek);
    return rangeText({ from: day, to: end > last ? last : end }, locale, "");
  };
  return overview.trend.map((point) => ({
    key: point.day,
    axisLabel: dayAxisText(point.day),
    label: bucketText(point.day, overview.range.to),
    value: point.day > today ? null : point.amountFen,
    isOpen: point.day <= today && bucketEnd(point.day, isWeek) >= today,
    compareLabel:
      point.compareDay && bucketText(point.compareDay, overview.comparison?.compare.to ?? point.compareDay),
    compareValue: point.compareAmountFen,
  }));
}

function bucketEnd(day: BusinessDay, isWeek: boolean): BusinessDay {
  return isWeek ? addDays(day, 6) : day;
}
