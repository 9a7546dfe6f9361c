"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import { refundDays } from "@/lib/statistics/business-model";
import { comparisonChoices } from "./stats-query";
import { useStatsFilter } from "./use-stats-filter";

type SwitchProps = { className?: string };

export function ComparisonSwitch({ className }: SwitchProps) {
  const t = useTranslations("stats");
  const filter = useStatsFilter();
  return (
    <Segmented
      label={t("compare")}
      value={filter.compare}
      options={comparisonChoices.map((value) => ({ value, label: t(`comparisons.${value}`) }))}
      onValueChange={filter.setCompare}
      {...(className && { className })}
    />
  );
}

/** Refunds on the day of their order, or on their own (对账口径). */
export function RefundDaySwitch({ className }: SwitchProps) {
  const t = useTranslations("stats.by");
  const filter = useStatsFilter();
  return (
    <Segmented
      label={t("label")}
      value={filter.by}
      options={refundDays.map((value) => ({ value, label: t(value) }))}
      onValueChange={filter.setBy}
      {...(className && { className })}
    />
  );
}

/** Says what it needs: without a comparison there is no second period to have traded in. */
export function SameStoreSwitch() {
  const t = useTranslations("stats");
  const filter = useStatsFilter();
  return (
    <Checkbox
      isChecked={filter.isSameStore}
      isDisabled={filter.compare === "none"}
      onCheckedChange={filter.setSameStore}
    >
      {t("sameStore")}
    </Checkbox>
  );
}
