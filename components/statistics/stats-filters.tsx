"use client";

import { ListFilter } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { DateRangeFilter } from "@/components/form/date-range-filter";
import { Button } from "@/components/ui/button";
import type { BusinessDay, DayRange } from "@/lib/core/time";
import { rangeText } from "@/lib/i18n/format";
import { FilterChips } from "./filter-chips";
import { MoreFilters } from "./more-filters";
import type { NamedCodes } from "./named-codes";
import { PhoneFilters } from "./phone-filters";
import type { ReportName } from "./stats-query";
import { ComparisonSwitch, RefundDaySwitch } from "./stats-switches";
import { useStatsFilter } from "./use-stats-filter";

export type StatsFiltersProps = {
  report: ReportName;
  range: DayRange;
  today: BusinessDay;
  daysMax: number;
  /** What the address narrows the report to, with names. */
  named: NamedCodes;
  /** Names of the chosen stores, or that it is all of them; for paper, where no picker is. */
  storesText: string;
  /** How many filters are set beside the range; counted on the buttons. */
  setCount: number;
  /** The store picker; handed in by the page, because it belongs to another domain. */
  storePicker: ReactNode;
};

/** Dates, stores and comparison in one line that stays in sight; everything else behind a button, or in the phone's sheet. */
export function StatsFilters(props: StatsFiltersProps) {
  const { report, range, today, daysMax, named, storesText, storePicker } = props;
  const t = useTranslations("stats");
  const locale = useLocale();
  const filter = useStatsFilter();
  const [isMoreOpen, setIsMoreOpen] = useState(false);
  const moreCount = Object.values(named).filter((codes) => codes.length > 0).length;
  return (
    <>
      <p className="figures mb-3 hidden text-sm print:block">
        {t("printed", { range: rangeText(range, locale, ""), stores: storesText })}
        {Object.values(named).flatMap((codes) => codes.map(({ name }) => ` · ${name}`))}
      </p>
      <div
        data-print="hide"
        className="sticky top-14 z-20 -mx-4 mb-4 border-b border-line bg-canvas px-4 py-2.5 md:-mx-6 md:px-6"
      >
        <div className="hidden flex-wrap items-center gap-2 md:flex">
          <DateRangeFilter value={range} today={today} daysMax={daysMax} onChange={filter.setRange} />
          <div className="max-w-72 min-w-0">{storePicker}</div>
          <ComparisonSwitch />
          {report === "business" && <RefundDaySwitch />}
          <Button
            variant="ghost"
            aria-expanded={isMoreOpen}
            aria-controls="more-filters"
            onClick={() => setIsMoreOpen(!isMoreOpen)}
          >
            <ListFilter aria-hidden />
            {moreCount > 0 ? t("moreSet", { count: moreCount }) : t("more")}
          </Button>
        </div>
        <div id="more-filters" className="hidden md:block">
          {isMoreOpen && (
            <MoreFilters report={report} named={named} className="flex flex-wrap items-center gap-2 pt-2" />
          )}
        </div>
        <PhoneFilters {...props} />
        <FilterChips named={named} />
      </div>
    </>
  );
}
