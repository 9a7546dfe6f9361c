"use client";

import { SlidersHorizontal } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { presetOf } from "@/components/form/date-presets";
import { DateRangePanel } from "@/components/form/date-range-panel";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { rangeText } from "@/lib/i18n/format";
import { MoreFilters } from "./more-filters";
import type { StatsFiltersProps } from "./stats-filters";
import { ComparisonSwitch, RefundDaySwitch } from "./stats-switches";
import { useStatsFilter } from "./use-stats-filter";

export function PhoneFilters(props: StatsFiltersProps) {
  const { range, today, setCount } = props;
  const t = useTranslations("stats");
  const dates = useTranslations("dates");
  const locale = useLocale();
  const filter = useStatsFilter();
  const [isOpen, setIsOpen] = useState(false);
  const preset = presetOf(range, today);
  return (
    <div className="flex items-center justify-between gap-3 md:hidden">
      <div className="min-w-0">
        <p className="truncate text-sm font-medium text-ink">
          {preset ? dates(`presets.${preset}`) : rangeText(range, locale, today.slice(0, 4))}
        </p>
        <p className="figures truncate text-xs text-ink-3">
          {preset && `${rangeText(range, locale, today.slice(0, 4))} · `}
          {t(`comparisons.${filter.compare}`)}
        </p>
      </div>
      <Sheet
        title={t("filters")}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        trigger={
          <Button>
            <SlidersHorizontal aria-hidden />
            {setCount > 0 ? t("filtersSet", { count: setCount }) : t("filters")}
          </Button>
        }
        footer={
          <Button variant="primary" size="lg" className="w-full" onClick={() => setIsOpen(false)}>
            {t("showResult")}
          </Button>
        }
      >
        <SheetParts {...props} />
      </Sheet>
    </div>
  );
}

function SheetParts({ report, range, today, daysMax, named, storePicker }: StatsFiltersProps) {
  const t = useTranslations("stats");
  const dates = useTranslations("dates");
  const business = useTranslations("stats.by");
  const filter = useStatsFilter();
  return (
    <>
      <SheetPart title={t("stores")}>{storePicker}</SheetPart>
      <SheetPart title={t("compare")}>
        <ComparisonSwitch className="flex w-full" />
      </SheetPart>
      {report === "business" && (
        <SheetPart title={business("label")}>
          <RefundDaySwitch className="flex w-full" />
        </SheetPart>
      )}
      <SheetPart title={t("more")}>
        <MoreFilters report={report} named={named} className="flex flex-col items-start gap-2" />
      </SheetPart>
      <SheetPart title={dates("range")}>
        <DateRangePanel
          isImmediate
          value={range}
          today={today}
          daysMax={daysMax}
          onChange={filter.setRange}
        />
      </SheetPart>
    </>
  );
}

function SheetPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-xs font-medium text-ink-3">{title}</h3>
      {children}
    </section>
  );
}
