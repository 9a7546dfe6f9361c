"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import { TrendChart } from "@/components/charts/trend-chart";
import type { TrendPoint } from "@/components/charts/trend-model";
import { Card } from "@/components/ui/card";
import { shanghaiDate } from "@/lib/core/time";
import { dayAxisText, moneyAxisText, moneyText, rangeText } from "@/lib/i18n/format";
import type { SalesOverview } from "@/lib/statistics/model";
import { bucketEnd, bucketText } from "./buckets";
import type { ComparisonChoice } from "./stats-query";

type SalesTrendProps = { overview: SalesOverview; comparison: ComparisonChoice };

export function SalesTrend({ overview, comparison }: SalesTrendProps) {
  const t = useTranslations("sales");
  const stats = useTranslations("stats");
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
          current: stats("current"),
          compare: stats(`comparedNames.${comparison}`),
        }}
      />
    </Card>
  );
}

function trendPoints(overview: SalesOverview, locale: string): TrendPoint[] {
  const { bucket, range, comparison } = overview;
  const today = shanghaiDate(new Date(overview.asOf));
  return overview.trend.map((point) => ({
    key: point.day,
    axisLabel: dayAxisText(point.day),
    label: bucketText(point.day, bucket, range.to, locale),
    value: point.day > today ? null : point.amountFen,
    isOpen: point.day <= today && bucketEnd(point.day, bucket) >= today,
    compareLabel:
      point.compareDay &&
      bucketText(point.compareDay, bucket, comparison?.compare.to ?? point.compareDay, locale),
    compareValue: point.compareAmountFen,
  }));
}
