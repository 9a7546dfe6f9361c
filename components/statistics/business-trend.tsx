"use client";

import { useLocale, useTranslations } from "next-intl";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { TrendChart } from "@/components/charts/trend-chart";
import type { TrendPoint } from "@/components/charts/trend-model";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/select";
import { shanghaiDate } from "@/lib/core/time";
import {
  dayAxisText,
  integerShortText,
  integerText,
  moneyAxisText,
  moneyText,
  rangeText,
} from "@/lib/i18n/format";
import type { BusinessOverview } from "@/lib/statistics/business-model";
import { bucketEnd, bucketText } from "./buckets";
import type { ComparisonChoice } from "./stats-query";

const metrics = [
  "finalAmountFen",
  "orders",
  "averageFen",
  "netAmountFen",
  "refundAmountFen",
  "memberOrders",
] as const;
type Metric = (typeof metrics)[number];
const counts: readonly Metric[] = ["orders", "memberOrders"];

type BusinessTrendProps = {
  overview: Pick<BusinessOverview, "trend" | "bucket" | "range" | "asOf" | "comparison">;
  comparison: ComparisonChoice;
};

export function BusinessTrend({ overview, comparison }: BusinessTrendProps) {
  const t = useTranslations("business");
  const stats = useTranslations("stats");
  const locale = useLocale();
  const [metric, setMetric] = useQueryState(
    "metric",
    parseAsStringLiteral(metrics).withDefault("finalAmountFen"),
  );
  const isCount = counts.includes(metric);
  const range = rangeText(overview.range, locale, overview.range.to.slice(0, 4));
  return (
    <Card>
      <TrendChart
        title={overview.bucket === "week" ? t("trendByWeek") : t("trendByDay")}
        points={trendPoints(overview, metric, locale)}
        format={{
          full: isCount ? integerText : moneyText,
          axis: (value) => (isCount ? integerShortText(value, locale) : moneyAxisText(value, locale)),
        }}
        names={{
          label: t("trendLabel", { range, metric: t(`columns.${metric}`) }),
          current: stats("current"),
          compare: stats(`comparedNames.${comparison}`),
        }}
        choice={
          <Select
            label={t("metric")}
            value={metric}
            options={metrics.map((value) => ({ value, label: t(`columns.${value}`) }))}
            onValueChange={(next) => void setMetric(next)}
            className="print:hidden"
          />
        }
      />
    </Card>
  );
}

function trendPoints(
  { trend, bucket, range, asOf, comparison }: BusinessTrendProps["overview"],
  metric: Metric,
  locale: string,
): TrendPoint[] {
  const today = shanghaiDate(new Date(asOf));
  return trend.map((point) => ({
    key: point.day,
    axisLabel: dayAxisText(point.day),
    label: bucketText(point.day, bucket, range.to, locale),
    value: point.day > today ? null : point[metric],
    isOpen: point.day <= today && bucketEnd(point.day, bucket) >= today,
    compareLabel:
      point.compareDay &&
      bucketText(point.compareDay, bucket, comparison?.compare.to ?? point.compareDay, locale),
    compareValue: point.compare?.[metric] ?? null,
  }));
}
